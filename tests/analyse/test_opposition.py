"""Which statements exclude each other: by words, time, sides and bounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import names
from kgraph.analyse.opposition import Opposition, Oppositions
from kgraph.facts.dates import edtf
from kgraph.model import EntityRef, Facts, Literal, Quantity, Statement, Value
from kgraph.rdf.projection import Projection, project
from tests.facts.reading import claimed
from tests.project import vocabulary

UNTOLD = "time not told"


def found(*claims: str) -> list[tuple[str, tuple[str, ...]]]:
    """Kinds and notes of the oppositions between claims of one document."""
    facts = claimed(*claims)
    oppositions = Oppositions(facts, project(facts, vocabulary()), vocabulary())
    return [(o.kind, o.notes) for o in oppositions.among(facts.statements)]


@pytest.mark.parametrize(
    ("first", "second", "kind", "notes"),
    [
        ("northland, controls, fordham", "northland, not controls, fordham", "denial", [UNTOLD]),
        (
            "northland, controls, fordham, {when: 2024-11}",
            "northland, not controls, fordham, {when: 2024}",
            "denial",
            [],
        ),
        (
            "northland, controls, fordham, {when: 2024-05/2024-06-01}",
            "northland, not controls, fordham, {when: 2024-06-01/..}",
            "denial",
            [],
        ),
        (
            "northland, controls, fordham, {area: 3 km2}",
            "northland, not controls, fordham",
            "denial",
            [UNTOLD, "only one side says: area"],
        ),
        ("northland, permits, westland", "northland, refuses, westland", "opposite", [UNTOLD]),
        ("northland, controls, fordham", "westland, controls, fordham", "side", [UNTOLD]),
        (
            "northland, personnelLosses, more than 300",
            "northland, personnelLosses, 200",
            "quantity",
            [UNTOLD],
        ),
        (
            "northland, controls, fordham, {area: about 7 km2}",
            "northland, controls, fordham, {area: 3 km2}",
            "quantity",
            [UNTOLD, "approximate: how near is near, nobody said"],
        ),
    ],
)
def test_what_excludes_each_other(first: str, second: str, kind: str, notes: list[str]) -> None:
    assert found(f"[{first}]", f"[{second}]") == [(kind, tuple(notes))]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            "northland, controls, fordham, {when: 2024-10}",
            "northland, not controls, fordham, {when: 2024-11}",
            "one after the other",
        ),
        (
            "northland, controls, fordham, {share: the north}",
            "northland, not controls, fordham",
            "a restrictive qualifier says something else",
        ),
        (
            "northland, controls, fordham, {manner: alone}",
            "northland, not controls, fordham, {manner: with others}",
            "different occasions",
        ),
        (
            "northland, controls, fordham, {area: 3 km2}",
            "westland, controls, fordham, {area: 4 km2}",
            "different ground",
        ),
        (
            "northland, controls, fordham, {status: former}",
            "westland, controls, fordham, {status: former}",
            "one after the other",
        ),
        (
            "northland, controls, fordham, {jointlyWith: westland}",
            "westland, controls, fordham",
            "together",
        ),
        ("northland, occupies, fordham", "westland, occupies, fordham", "both may"),
        ("northland, not controls, fordham", "westland, controls, fordham", "no contradiction"),
        (
            "northland, personnelLosses, more than 300",
            "northland, personnelLosses, at least 200",
            "a number suits both",
        ),
        (
            "northland, personnelLosses, more than 300, {when: 2024-10}",
            "northland, personnelLosses, 200, {when: 2024-11}",
            "different months",
        ),
    ],
)
def test_what_does_not(first: str, second: str, why: str) -> None:
    assert found(f"[{first}]", f"[{second}]") == [], why


def test_a_joint_act_is_not_at_odds_with_itself() -> None:
    assert found("[[northland, westland], controls, fordham, {jointly: true}]") == []


def test_those_who_serve_one_side_hold_what_it_holds() -> None:
    army = ("[northland, controls, fordham]", "[westland, controls, fordham]")
    assert [kind for kind, _ in found(*army)] == ["side"]
    assert found(*army, "[westland, belongsTo, northland]") == []
    chain = ("[westland, belongsTo, river-gazette]", "[river-gazette, belongsTo, northland]")
    assert found(*army, *chain) == []
    assert [k for k, _ in found(*army, "[westland, belongsTo, northland, {certainty: may}]")] == [
        "side"
    ]


# ---- generated -----------------------------------------------------------------------------------

entities = st.sampled_from(["a", "b", "c"]).map(EntityRef)
numbers = st.builds(
    lambda n, precision: Quantity(f"{precision} {n}", str(n), "1", precision),
    st.integers(1, 3),
    st.sampled_from(["exact", "approximate", "at-least", "less-than"]),
)
objects: dict[str, st.SearchStrategy[Value]] = {
    "con:controls": entities,
    "con:permits": entities,
    "con:refuses": entities,
    "con:holdsOffice": entities,
    "con:personnelLosses": numbers,
    "con:echelon": st.sampled_from(["Brigade", "brigade", "corps"]).map(Literal),
}
times = st.sampled_from(
    ["2024", "2024-05", "2024-06/..", "../2024-05", "2024-05-31/2024-06-01", "2024-21"]
).map(edtf)
qualifiers = st.lists(
    st.tuples(st.just("kg:when"), times)
    | st.tuples(st.just("con:area"), numbers)
    | st.tuples(st.just("con:share"), st.sampled_from(["half", "all"]).map(Literal))
    | st.tuples(st.just("con:inPlace"), entities)
    | st.tuples(st.just("kg:jointlyWith"), entities),
    max_size=3,
    unique_by=lambda qualifier: qualifier[0],
).map(lambda found: tuple(sorted(found, key=lambda qualifier: qualifier[0])))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    predicate = draw(st.sampled_from(sorted(objects)))
    content = (draw(entities), predicate, draw(objects[predicate]), draw(st.booleans()))
    more = draw(qualifiers)
    return Statement(names.statement_id(*content, more), *content, more)


def oppositions(statements: list[Statement]) -> Oppositions:
    facts = Facts(names.DEFAULT_BASE, {}, {}, {s.id: s for s in statements}, {})
    return Oppositions(facts, Projection({}, frozenset(), {}, frozenset()), vocabulary())


@given(statements(), statements())
def test_each_opposes_the_other(one: Statement, other: Statement) -> None:
    """Whichever is given, and whichever has the smaller id."""
    between = oppositions([]).between
    forth, back = between(one, other), between(other, one)
    assert forth == back
    swapped = between(replace(one, id=other.id), replace(other, id=one.id))
    assert (forth and (forth.kind, forth.notes)) == (swapped and (swapped.kind, swapped.notes))


@given(statements())
def test_nothing_opposes_itself_and_everything_agrees_with_itself(one: Statement) -> None:
    assert oppositions([]).between(one, one) is None
    assert set(oppositions([]).agreement(one, one) or ()) <= {UNTOLD}


@given(statements(), statements())
def test_what_agrees_is_not_at_odds(one: Statement, other: Statement) -> None:
    known = oppositions([])
    if known.agreement(one, other) is not None:
        assert known.between(one, other) is None


@given(st.lists(statements(), max_size=12, unique_by=lambda s: s.id), st.randoms())
def test_all_pairs_are_found_in_any_order(some: list[Statement], random: object) -> None:
    known = oppositions(some)
    pairs = (known.between(one, other) for one, other in combinations(some, 2))
    expected: set[Opposition] = {pair for pair in pairs if pair}
    assert set(known.among(s.id for s in some)) == expected
    shuffled = sorted(some, key=lambda s: random.random())  # type: ignore[attr-defined]
    assert oppositions(shuffled).among(s.id for s in shuffled) == known.among(s.id for s in some)
