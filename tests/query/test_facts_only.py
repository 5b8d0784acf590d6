"""What is only predicted, wished, supposed, denied, hedged or hearsay never answers a question
about facts, and nothing hypothetical is an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import cycle

import pytest

from kgraph.model import Claim, Facts, Statement, StatementRef
from tests.cases import VOCABULARY, facts_of
from tests.query.asking import SEEDS, Data, Rows, data, data_of, saved

LOT = 6
QUESTIONS = [name for name, question in saved().items() if question.facts_only]
MODES = (
    *(m for m in VOCABULARY.lists["kg:Modality"] if m != "asserted"),
    *(c for c in VOCABULARY.lists["kg:Certainty"] if c != "certain"),
    "hearsay",
    "conditional",
    "denied",
    "deprecated",
    "contested",
)


def unlike(claim: Claim, mode: str) -> Claim:
    """The claim, put forward in another way than as plain fact."""
    if mode in VOCABULARY.lists["kg:Modality"]:
        return replace(claim, modality=mode)
    if mode in VOCABULARY.lists["kg:Certainty"]:
        return replace(claim, certainty=mode)
    if mode == "hearsay":
        return replace(claim, hearsay=True)
    if mode == "conditional":
        return replace(claim, conditions=(claim.statement,))
    if mode == "deprecated":
        return replace(claim, rank="deprecated")
    assert mode in ("denied", "contested")
    return claim


def contesting(source: Facts, claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """For each claim another of the same rank that contradicts it and is about something else."""
    denial = next(id for id, statement in source.statements.items() if not statement.positive)
    return {
        f"rival-{id}": replace(
            claim, id=f"rival-{id}", statement=denial, contradicts=(id,), supports=()
        )
        for id, claim in claims.items()
    }


def with_mode(facts: Facts, claims: Mapping[str, Claim], mode: str) -> Facts:
    changed = {id: unlike(claim, mode) for id, claim in claims.items()}
    if mode == "contested":
        changed |= contesting(facts, claims)
    denied = {claim.statement for claim in claims.values()} if mode == "denied" else set()
    statements: dict[str, Statement] = {
        id: replace(statement, positive=False) if id in denied else statement
        for id, statement in facts.statements.items()
    }
    return replace(facts, claims={**facts.claims, **changed}, statements=statements)


def without(facts: Facts, claim: Claim) -> Facts:
    return replace(facts, claims={id: c for id, c in facts.claims.items() if id != claim.id})


@cache
def facts(name: str) -> Facts:
    return facts_of(SEEDS[name])


def asserting(source: Facts) -> dict[str, Claim]:
    return {
        id: claim
        for id, claim in source.claims.items()
        if (claim.modality, claim.certainty) == ("asserted", "certain")
        and not claim.conditions
        and not claim.hearsay
    }


def answers(graph: Data) -> dict[str, Rows]:
    return {name: graph.rows(name)[1:] for name in QUESTIONS}


def test_questions_that_are_not_about_facts_alone_are_few_and_known() -> None:
    core = """below-grade claims conditions contradictions derived evidence hypothetical not-facts
      opinions predictions reasons relayed reported-plans unprojected"""
    assert set(saved()) - set(QUESTIONS) == {*core.split(), "aims", "fallbacks"}
    for name in QUESTIONS:
        assert any(data(source).rows(name)[1:] for source in SEEDS), name


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["border", pytest.param("first", marks=pytest.mark.slow)])
def test_where_nothing_is_asserted_no_fact_is_found(name: str, mode: str) -> None:
    source = facts(name)
    found = answers(data_of(with_mode(source, asserting(source), mode)))
    assert {question: rows for question, rows in found.items() if rows} == {}


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "denied"])
def test_who_says_less_than_a_fact_is_not_cited_for_it(mode: str) -> None:
    """Beside each assertion, somebody else puts the same forward in another way."""
    source = facts("border")
    speaker = next(id for id, entity in source.entities.items() if entity.type == "con:State")
    more = {
        f"other-{id}": replace(
            unlike(claim, mode),
            id=f"other-{id}",
            claimant=speaker,
            origin=speaker,
            relays=(),
            contradicts=(),
            supports=(),
        )
        for id, claim in asserting(source).items()
    }
    if mode == "contested":
        more |= contesting(source, more)
    changed = answers(data_of(replace(source, claims={**source.claims, **more})))
    assert changed == answers(data_of(source))


def referred_to(source: Facts) -> set[str]:
    """Statements that others, or conditions, are about."""
    found = {condition for claim in source.claims.values() for condition in claim.conditions}
    for statement in source.statements.values():
        values = [statement.subject, statement.object, *(v for _, v in statement.qualifiers)]
        found |= {value.id for value in values if isinstance(value, StatementRef)}
    return found


def is_answer(statement: Statement) -> bool:
    """A denial of it is itself an answer to a request."""
    return statement.predicate == "con:permits"


def alone() -> Iterator[tuple[Claim, str]]:
    """Each assertion of the invented conflict that could as well not be there, and a mode.

    Left out is what others refer to, whose label would be missed, and what has been linked to
    other claims: a hedged assertion still contests another.
    """
    source = facts("border")
    needed = referred_to(source)
    linked = {id for c in source.claims.values() for id in (*c.contradicts, *c.supports)}
    modes = cycle(MODES)
    for claim in asserting(source).values():
        others = [c for c in source.claims.values() if c.statement == claim.statement]
        if claim.statement in needed or claim.id in linked or claim.contradicts or claim.supports:
            continue
        mode = next(modes)
        if mode == "denied" and (len(others) > 1 or is_answer(source.statements[claim.statement])):
            mode = "wish"
        yield claim, mode


def together() -> Iterator[list[tuple[Claim, str]]]:
    """Several claims of statements of their own at a time: a graph is built of each lot."""
    todo = list(alone())
    while todo:
        lot = {claim.statement: (claim, mode) for claim, mode in reversed(todo[:LOT])}
        yield list(lot.values())
        todo = [one for one in todo if one not in lot.values()]


@pytest.mark.parametrize(
    "lot",
    [
        pytest.param(lot, marks=[pytest.mark.slow] if number % 4 else [])
        for number, lot in enumerate(together())
    ],
    ids=lambda lot: "-".join(c.id for c, _ in lot),
)
def test_what_is_not_asserted_counts_as_little_as_what_is_not_said(
    lot: list[tuple[Claim, str]],
) -> None:
    source = facts("border")
    changed, left = source, source
    for claim, mode in lot:
        changed = with_mode(changed, {claim.id: claim}, mode)
        left = without(left, claim)
    assert answers(data_of(changed)) == answers(data_of(left))


@pytest.mark.parametrize("name", SEEDS)
def test_nothing_hypothetical_is_an_event(name: str) -> None:
    labels = {row[0] for row in data(name).rows("hypothetical")[1:]}
    assert labels
    assert not labels & {row[0] for row in data(name).rows("events")[1:]}
    assert not labels & {row[2] for row in data(name).rows("sides")[1:]}


def test_a_fact_makes_the_scenario_an_event() -> None:
    """So that the silence above means something."""
    source = facts("border")
    claim = source.claims["offensive-will-come"]
    assert "winter offensive" not in [row[0] for row in data("border").rows("events")]
    told = replace(source, claims={**source.claims, claim.id: replace(claim, modality="asserted")})
    assert "winter offensive" in [row[0] for row in data_of(told).rows("events")]
