"""What becomes a plain triple, said in one claim each."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.rdf.projection import Projection, project
from tests.cases import VOCABULARY, facts_of

SEED = """
document: {{id: report, title: A report, author: reporter}}
entities:
  reporter: {{type: Person, label: the reporter}}
  northland: {{type: State, label: Northland}}
  fordham: {{type: Settlement, label: Fordham}}
  raid: {{type: Attack, label: the raid}}
passages:
  - at: 1 Northland ... Fordham
    {block}:
      - {claim}
    supposed:
      - [northland, captures, fordham, {{as: taken}}]
"""


def projection_of(tmp_path: Path, claim: str, block: str = "claims") -> Projection:
    (tmp_path / "report.yaml").write_text(SEED.format(claim=claim, block=block), encoding="utf-8")
    return project(facts_of(tmp_path), VOCABULARY)


def test_an_assertion_is_projected(tmp_path: Path) -> None:
    projection = projection_of(tmp_path, "[northland, controls, fordham]")
    assert list(projection.documents.values()) == [("report",)]


@pytest.mark.parametrize(
    ("block", "claim", "reason"),
    [
        ("prediction", "[northland, controls, fordham]", "put forward as prediction, not asserted"),
        ("opinion", "[northland, controls, fordham]", "put forward as opinion, not asserted"),
        ("wish", "[northland, controls, fordham]", "put forward as wish, not asserted"),
        ("plan", "[northland, controls, fordham]", "put forward as plan, not asserted"),
        ("question", "[northland, controls, fordham]", "put forward as question, not asserted"),
        ("claims", "[northland, not controls, fordham]", "the statement is a denial"),
        ("claims", "[northland, controls, fordham, {certainty: may}]", "hedged: may"),
        ("claims", "[northland, controls, fordham, {hearsay: true}]", "hearsay"),
        ("claims", "[northland, controls, fordham, {if: ^taken}]", "only under a condition"),
        ("claims", "[northland, controls, fordham, {share: half}]", "restricted by its share"),
        ("claims", "[northland, leads, northland, {status: past}]", "restricted by its status"),
    ],
)
def test_the_reason_why_it_is_not(tmp_path: Path, block: str, claim: str, reason: str) -> None:
    projection = projection_of(
        tmp_path, claim.replace("leads, northland", "controls, fordham"), block
    )
    assert not projection.documents
    found = [[obstacle.text for obstacle in reasons] for reasons in projection.reasons.values()]
    assert [reason] in found


@pytest.mark.parametrize(
    ("claim", "is_scenario"),
    [
        ("[raid, carriedOutBy, northland]", False),
        ("[northland, respondsTo, raid]", False),
        ("[northland, controls, fordham, {during: raid}]", False),
        ("[northland, anticipates, raid]", True),
        ("[raid, carriedOutBy, northland, {certainty: likely}]", True),
        ("[raid, not carriedOutBy, northland]", True),
    ],
)
def test_an_event_is_real_once_a_projected_statement_tells_of_it(
    tmp_path: Path, claim: str, is_scenario: bool
) -> None:
    projection = projection_of(tmp_path, claim)
    assert projection.scenarios == ({"raid"} if is_scenario else set())


CONTRADICTION = """
      - [northland, controls, fordham, {{id: one{one}}}]
      - [northland, occupies, fordham, {{id: other, contradicts: one{other}}}]
"""


@pytest.mark.parametrize(
    ("one", "other", "projected"),
    [
        ("", "", set()),
        (", rank: preferred", "", {"con:controls"}),
        ("", ", rank: preferred", {"con:occupies"}),
        (", rank: deprecated", "", {"con:occupies"}),
        ("", ", rank: deprecated", {"con:controls"}),
        (", rank: preferred", ", rank: preferred", set()),
    ],
)
def test_of_two_that_contradict_the_higher_ranked_is_projected(
    tmp_path: Path, one: str, other: str, projected: set[str]
) -> None:
    claims = CONTRADICTION.format(one=one, other=other).strip().removeprefix("- ")
    (tmp_path / "report.yaml").write_text(SEED.format(claim=claims, block="claims"), "utf-8")
    facts = facts_of(tmp_path)
    found = project(facts, VOCABULARY).documents
    assert {facts.statements[id].predicate for id in found} == projected


def test_a_prediction_that_proved_wrong_does_not_contest_the_fact(tmp_path: Path) -> None:
    claim = "[northland, controls, fordham, {id: forecast}]\n    claims:\n"
    claim += "      - [northland, occupies, fordham, {contradicts: forecast}]"
    (tmp_path / "report.yaml").write_text(SEED.format(claim=claim, block="prediction"), "utf-8")
    facts = facts_of(tmp_path)
    found = project(facts, VOCABULARY).documents
    assert {facts.statements[id].predicate for id in found} == {"con:occupies"}


def test_a_deprecated_claim_is_not_projected(tmp_path: Path) -> None:
    projection = projection_of(tmp_path, "[northland, controls, fordham, {rank: deprecated}]")
    assert not projection.documents


def test_what_is_no_event_is_never_a_scenario(tmp_path: Path) -> None:
    projection = projection_of(tmp_path, "[raid, carriedOutBy, northland]", "prediction")
    assert projection.scenarios == {"raid"}
