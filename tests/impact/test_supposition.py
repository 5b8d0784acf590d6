"""Supposing equals running all rules anew, and claims apply once their conditions hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.impact.supposition import suppose
from kgraph.impact.world import joined, world
from kgraph.reason.derive import derive
from tests.cases import RULES, VOCABULARY
from tests.examples import examples
from tests.impact.reports import BOOKS, DRONES, LANDS, MAPS, Written, facts, reports


@examples(40)
@given(
    reports,
    st.sampled_from(sorted(BOOKS)),
    st.sampled_from([*MAPS, *DRONES, *LANDS]),
    st.none() | st.sampled_from(LANDS),
)
def test_supposing_equals_running_all_rules_on_all_that_applies(
    reports: list[Written], rules: str, withheld: str, forbids: str | None
) -> None:
    book = BOOKS[rules]
    before = world(facts(reports), VOCABULARY, book)
    supposed = {"kg:Withheld": [withheld], "kg:PermissionWithheld": [forbids] if forbids else []}
    found = suppose(before, supposed, VOCABULARY, book)
    whole = derive(before.facts, found.world.projection, VOCABULARY, book, supposed)
    parts = joined(found.world.conclusions, found.consequences)
    assert parts.derivations == whole.derivations
    assert parts.statements == whole.statements
    denied = {
        (s.subject, s.object)
        for s in whole.statements.values()
        if not s.positive and s.predicate == "con:accesses"
    }
    conditional = {
        claim.id: before.facts.statements[condition]
        for claim in before.facts.claims.values()
        for condition in claim.conditions
    }
    assert {claim.id for claim in found.due} == {
        id for id, lack in conditional.items() if (lack.subject, lack.object) in denied
    }


def test_nothing_supposed_changes_nothing() -> None:
    before = world(facts([]), VOCABULARY, RULES)
    found = suppose(before, {"kg:Withheld": ["maps-0"]}, VOCABULARY, RULES)
    assert not found.consequences.derivations
    assert found.world == before
