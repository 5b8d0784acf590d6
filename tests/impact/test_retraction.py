"""Taking claims away equals building from seeds in which they were never written down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.impact.model import Without
from kgraph.impact.retraction import retract
from kgraph.impact.sources import claims_of
from kgraph.impact.world import World, world
from kgraph.model import Facts
from kgraph.reason.rules import Rules
from tests.cases import RULES, VOCABULARY
from tests.examples import examples
from tests.impact.reports import BOOKS, WRITERS, Written, facts, reports


def build(facts: Facts, rules: Rules = RULES) -> World:
    return world(facts, VOCABULARY, rules)


def without(before: World, what: Without, rules: Rules = RULES) -> World:
    return retract(before, claims_of(what, before.facts), VOCABULARY, rules)


def same(one: World, other: World) -> None:
    """Claims, statements, projection, and all proofs with their grades and origins."""
    assert one.facts.claims == other.facts.claims
    assert one.facts.statements == other.facts.statements
    assert one.projection == other.projection
    assert one.conclusions.derivations == other.conclusions.derivations
    assert one.conclusions.statements == other.conclusions.statements


some = examples(25)


@some
@given(reports, st.integers(0, 1))
def test_without_a_document(reports: list[Written], document: int) -> None:
    before = build(facts(reports))
    gone = [place for place, written in enumerate(reports) if written.document == document]
    found = without(before, Without(documents=(f"report-{document}",)))
    same(found, build(facts(reports, gone, whole=True)))


@some
@given(reports, st.sampled_from(["gazette", *WRITERS]))
def test_without_a_claimant_and_all_that_came_through_them(
    reports: list[Written], claimant: str
) -> None:
    before = build(facts(reports))
    gone = [
        place
        for place, written in enumerate(reports)
        if claimant in (written.claimant, WRITERS[written.document])
    ]
    found = without(before, Without(claimants=(claimant,)))
    same(found, build(facts(reports, gone, whole=True)))


@some
@given(reports, st.sampled_from(sorted(BOOKS)), st.data())
def test_without_some_claims(reports: list[Written], rules: str, data: st.DataObject) -> None:
    book = BOOKS[rules]
    before = build(facts(reports), book)
    gone = data.draw(st.sets(st.sampled_from(range(len(reports)))))
    found = without(before, Without(claims=tuple(f"claim-{place}" for place in gone)), book)
    same(found, build(facts(reports, gone), book))
