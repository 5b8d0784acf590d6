"""Paths, held against all there are in small networks."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.explain.grounds import Strength
from kgraph.explain.network import LONGEST, SLACK, UNFIT, Network, Walk
from kgraph.model import EntityRef, Statement, StatementRef, Value

ENTITIES = "abcdef"
Weights = dict[str, tuple[Strength, int]]
Way = tuple[int, int, str, str, int, int, str]


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[str, Statement], Weights]:
    statements: dict[str, Statement] = {}
    weights = {}
    entity = st.sampled_from(ENTITIES).map(EntityRef)
    for number in range(draw(st.integers(1, 9))):
        things: st.SearchStrategy[EntityRef | StatementRef] = entity
        if statements:
            things = entity | entity | st.sampled_from(sorted(statements)).map(StatementRef)
        qualifiers = draw(
            st.lists(st.tuples(st.sampled_from(["q:with", "q:for"]), entity), max_size=1)
        )
        id = f"s{number}"
        statements[id] = Statement(id, draw(entity), "p", draw(things), True, tuple(qualifiers))
        strength = Strength(draw(st.sampled_from("BF")), "3", draw(st.integers(0, 1)))
        weights[id] = strength, draw(st.integers(1, 3))
    return statements, weights


def network(statements: dict[str, Statement], weights: Weights, *unfit: str) -> Network:
    return Network(statements, statements, unfit, lambda id: weights[id])


def parts(
    statements: dict[str, Statement], value: Value, depth: int = 0
) -> Iterator[tuple[str, int]]:
    if isinstance(value, EntityRef):
        yield value.id, depth
    elif isinstance(value, StatementRef) and depth < 2:
        inner = statements[value.id]
        for each in (inner.subject, inner.object, *(v for _, v in inner.qualifiers)):
            yield from parts(statements, each, depth + 1)


def ways(
    statements: dict[str, Statement], weights: Weights, one: str, other: str, unfit: Container[str]
) -> list[Way]:
    """Of each statement that names both in different parts: hops, grade and so on; best first."""
    found = []
    for id, s in statements.items():
        roles = [("subject", s.subject), ("object", s.object), *s.qualifiers]
        named = [(role, *p) for role, value in roles for p in parts(statements, value)]
        depths = [
            d1 + d2
            for role1, e1, d1 in named
            for role2, e2, d2 in named
            if (e1, e2) == (one, other) and role1 != role2
        ]
        if depths:
            (grade, number, inferred, _), origins = weights[id]
            within = min(depths)
            cost = 1 + within + UNFIT * (id in unfit)
            found.append((cost, within, grade, number, inferred, -origins, id))
    return sorted(found)


def paths(
    statements: dict[str, Statement], weights: Weights, unfit: Container[str] = ()
) -> list[tuple[str, ...]]:
    """Statements of every path from a to b of which no hop can be spared, best first."""
    table = {(a, b): ways(statements, weights, a, b, unfit) for a, b in permutations(ENTITIES, 2)}
    found = []
    for number in range(len(ENTITIES) - 1):
        for middle in permutations(ENTITIES[2:], number):
            stops = ("a", *middle, "b")
            used: list[Way] = []
            for hop in pairwise(stops):
                free = [way for way in table[hop] if way[-1] not in [u[-1] for u in used]]
                used += free[:1]
            detour = any(
                table[one, other] and table[one, other][0][0] == 1
                for i, one in enumerate(stops)
                for other in stops[i + 2 :]
                if (one, other) != ("a", "b")
            )
            if len(used) == len(stops) - 1 and not detour:
                costs, withins, letters, numbers, inferred, origins, ids = zip(*used, strict=True)
                rank = (sum(costs), sum(withins), max(letters), max(numbers), sum(inferred))
                found.append((*rank, max(origins), ids))
    within_reach = [path for path in sorted(found) if path[0] % UNFIT <= LONGEST]
    return [path[-1] for path in within_reach if path[0] <= within_reach[0][0] + SLACK]


def statements_of(walks: list[Walk]) -> list[tuple[str, ...]]:
    return [tuple(edge.statement for _, edge in walk) for walk in walks]


@given(networks(), st.integers(1, 6))
def test_the_best_paths_are_the_first_of_all_there_are(
    given_: tuple[dict[str, Statement], Weights], number: int
) -> None:
    statements, weights = given_
    found = network(statements, weights).walks("a", "b", number)
    assert found.all
    assert statements_of(found.walks) == paths(statements, weights)[:number]


@given(networks(), st.sets(st.sampled_from([f"s{n}" for n in range(9)])))
def test_a_gap_needs_the_fewest_statements_that_are_no_facts(
    given_: tuple[dict[str, Statement], Weights], unfit: set[str]
) -> None:
    statements, weights = given_
    found = network(statements, weights, *unfit).walks("a", "b", 1, slack=0).walks
    lacking = [
        (sum(id in unfit for id in path), len(path)) for path in paths(statements, weights, unfit)
    ]
    assert bool(found) == bool(lacking)
    for used in statements_of(found):
        assert sum(id in unfit for id in used) == min(lacking)[0]


def two(subject: str, object: Value, *qualifiers: tuple[str, Value]) -> Statement:
    return Statement("s", EntityRef(subject), "p", object, True, qualifiers)


def edge(statement: Statement, *others: Statement) -> tuple[int, str, str] | None:
    statements = {s.id: s for s in (statement, *others)}
    weight = Strength("A", "1"), 1
    found = Network(statements, ["s"], (), lambda id: weight).edges("a", "b")
    return (found[0].cost, found[0].leaves.role, found[0].enters.role) if found else None


def test_a_qualifier_links_as_closely_as_the_object() -> None:
    assert edge(two("a", EntityRef("b"))) == (1, "subject", "object")
    assert edge(two("c", EntityRef("a"), ("q:for", EntityRef("b")))) == (1, "object", "q:for")


def test_what_stands_within_a_statement_is_a_hop_further() -> None:
    content = Statement("t", EntityRef("c"), "p", EntityRef("b"))
    assert edge(two("a", StatementRef("t")), content) == (2, "subject", "object")


def test_what_only_stands_together_within_a_statement_is_not_linked_by_it() -> None:
    content = Statement("t", EntityRef("a"), "p", EntityRef("b"))
    assert edge(two("c", StatementRef("t")), content) is None


def test_two_of_one_part_are_not_linked() -> None:
    assert (
        edge(two("c", EntityRef("d"), ("q:for", EntityRef("a")), ("q:for", EntityRef("b")))) is None
    )


def test_a_crowded_network_is_searched_as_far_as_patience_goes() -> None:
    middle = [f"m{n}" for n in range(700)]
    statements = {}
    for n, name in enumerate(middle):
        for m, ends in enumerate([("a", name), (name, "b")]):
            id = f"s{n:03}{m}"
            statements[id] = Statement(id, EntityRef(ends[0]), "p", EntityRef(ends[1]))
    weight = Strength("A", "1"), 1
    found = Network(statements, statements, (), lambda id: weight).walks("a", "b", 2)
    assert statements_of(found.walks) == [("s0000", "s0001"), ("s0010", "s0011")]


def test_who_runs_out_of_patience_makes_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    statements: dict[str, Statement] = {}
    weights: Weights = {}
    layers = ["a"], [f"l{n}" for n in range(9)], [f"m{n}" for n in range(9)], ["b"]
    for here, there in pairwise(layers):
        for one, other in product(here, there):
            id = f"s{len(statements):03}"
            statements[id] = Statement(id, EntityRef(one), "p", EntityRef(other))
            weights[id] = Strength("BCDEF"[len(statements) % 5], "3", 0), 1
    patient = network(statements, weights).walks("a", "b", 3)
    monkeypatch.setattr("kgraph.explain.network.PATIENCE", 20)
    hurried = network(statements, weights).walks("a", "b", 3)
    assert (patient.all, len(patient.walks)) == (True, 3)
    assert (hurried.all, len(hurried.walks)) == (False, 1)


def first_of(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> str:
    """Which of two ways of two hops is the better, by grade and origins of each hop."""
    statements: dict[str, Statement] = {}
    weights: Weights = {}
    for name, hops in (("one", one), ("other", other)):
        for (here, there), (grade, origins) in zip([("a", name), (name, "b")], hops, strict=True):
            id = f"s{len(statements)}"
            statements[id] = Statement(id, EntityRef(here), "p", EntityRef(there))
            weights[id] = Strength(grade, "3", 0), origins
    return network(statements, weights).walks("a", "b", 1).walks[0][0][0]


def test_a_path_is_as_good_as_its_weakest_hop() -> None:
    assert first_of([("A", 1), ("F", 1)], [("B", 1), ("B", 1)]) == "other"
    assert first_of([("F", 1), ("A", 1)], [("B", 1), ("B", 1)]) == "other"
    assert first_of([("B", 9), ("B", 1)], [("B", 2), ("B", 2)]) == "other"
    assert first_of([("B", 1), ("B", 9)], [("B", 2), ("B", 2)]) == "other"


def test_how_deep_a_thing_is_looked_for() -> None:
    inner = Statement("i", EntityRef("d"), "p", EntityRef("b"))
    content = Statement("t", EntityRef("c"), "p", StatementRef("i"))
    assert edge(two("a", StatementRef("t")), content, inner) == (3, "subject", "object")
    outer = Statement("o", EntityRef("e"), "p", StatementRef("t"))
    assert edge(two("a", StatementRef("o")), outer, content, inner) is None
