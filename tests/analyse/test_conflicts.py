"""Declared contradictions and candidates, both sides cited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.analyse.citation import as_text
from kgraph.analyse.conflicts import Conflicts, conflicts
from kgraph.model import Facts
from kgraph.rdf.projection import project
from tests.analyse.turning import turned
from tests.cases import ROOT
from tests.cases import facts_of as facts_in
from tests.examples import examples
from tests.facts.reading import facts_of
from tests.project import vocabulary
from tests.query.asking import data


def conflicts_of(facts: Facts) -> Conflicts:
    return conflicts(facts, project(facts, vocabulary()), vocabulary())


BOTH = """
  - at: 4 Two brigades
    claims:
      - [northland, controls, fordham, {id: ours}]
  - at: 9 The bridge
    claimant: ann-harbour
    claims:
      - [westland, controls, fordham, {id: theirs, certainty: CERTAINTY, MORE}]
"""


def both(certainty: str = "certain", more: str = "credibility: 3") -> Conflicts:
    return conflicts_of(facts_of(BOTH.replace("CERTAINTY", certainty).replace("MORE", more)))


def test_a_candidate_cites_both_sides() -> None:
    (candidate,) = both().candidates
    assert candidate.kind == "side"
    assert candidate.notes == ("time not told",)
    assert [side.words for side in (candidate.first, candidate.second)] == [
        "Northland controls Fordham",
        "Westland controls Fordham",
    ]
    assert [as_text(claim) for claim in candidate.second.claims] == [
        "Ann Harbour, relayed by River Gazette; border-report ¶9; asserted, certain; -3"
    ]


def test_a_hedge_is_a_candidate_and_marked() -> None:
    (candidate,) = both(certainty="may").candidates
    assert "only hedged or hearsay on one side" in candidate.notes


def test_what_holds_under_a_condition_or_was_put_aside_is_no_candidate() -> None:
    assert not both(more="rank: deprecated").candidates
    conditional = BOTH.replace("CERTAINTY", "certain").replace("MORE", "if: ^won")
    supposed = "    supposed:\n      - [westland, captures, east-province, {as: won}]\n"
    assert not conflicts_of(facts_of(conditional + supposed)).candidates


def test_predictions_and_opinions_contradict_nothing() -> None:
    for block in ("prediction", "opinion", "plan", "wish", "question", "supposed"):
        text = BOTH.replace("CERTAINTY", "certain").replace("MORE", "note: x")
        head, _, tail = text.rpartition("claims:")
        assert not conflicts_of(facts_of(f"{head}{block}:{tail}")).candidates, block


def test_what_is_declared_is_no_candidate_any_more() -> None:
    found = both(more="contradicts: ours")
    assert not found.candidates
    assert [declared.state for declared in found.declared] == ["contested"]


def test_a_rank_settles() -> None:
    states = {
        rank: [d.state for d in both(more=f"contradicts: ours, rank: {rank}").declared]
        for rank in ("preferred", "deprecated")
    }
    assert states == {"preferred": ["second"], "deprecated": ["first"]}


def test_a_further_claim_that_nobody_declared_keeps_the_candidate() -> None:
    further = "  - at: 12 It holds\n    claimant: bystander\n    claims:\n"
    further += "      - [westland, controls, fordham]\n"
    text = BOTH.replace("CERTAINTY", "certain").replace("MORE", "contradicts: ours")
    found = conflicts_of(facts_of(text + further))
    (candidate,) = found.candidates
    assert len(found.declared) == 1
    assert "declared between some of these claims, not between all" in candidate.notes
    assert "both come by way of River Gazette" in candidate.notes


def test_who_contradicts_themselves_is_named() -> None:
    facts = facts_of(
        "  - at: 4 Two brigades\n    claims:\n"
        "      - [northland, supports, westland]\n      - [northland, not supports, westland]\n"
    )
    (candidate,) = conflicts_of(facts).candidates
    assert "River Gazette says both" in candidate.notes


def test_the_first_document_does_not_contradict_itself() -> None:
    assert conflicts_of(facts_in(ROOT.parent / "seeds")) == Conflicts((), ())


BORDER = facts_in(ROOT / "query" / "questions" / "border" / "seeds")


def test_the_border_has_conflicts_of_each_state() -> None:
    found = conflicts_of(BORDER)
    assert {declared.state for declared in found.declared} == {
        "contested",
        "first",
        "second",
        "uncontested",
    }
    assert {candidate.kind for candidate in found.candidates} == {"denial", "opposite", "side"}


def test_the_saved_question_tells_the_same() -> None:
    """Which two statements, and which of them is ranked above or why none is."""
    columns, *rows = data("border").rows("contradictions")
    asked = set()
    for row in rows:
        cells = {name: str(cell) for name, cell in zip(columns, row, strict=True)}
        first, second, settled = cells["what"], cells["other_what"], str(cells["settled"])
        above = {"yes: the first is ranked above": first, "yes: the second is ranked above": second}
        asked.add((frozenset({first, second}), above.get(settled, settled.partition(":")[0])))
    ours = set()
    for declared in conflicts_of(BORDER).declared:
        (first,), (second,) = declared.first.claims, declared.second.claims
        outcome = {
            "contested": "no",
            "first": first.statement,
            "second": second.statement,
            "uncontested": "not contested",
        }
        both = frozenset({first.statement, second.statement})
        ours.add((both, outcome[declared.state]))
    assert ours == asked


@examples(8)
@given(st.integers())
def test_the_order_of_the_facts_makes_no_difference(seed: int) -> None:
    assert conflicts_of(turned(BORDER, seed)) == conflicts_of(BORDER)
