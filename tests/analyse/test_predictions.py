"""What became of predictions and conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import names
from kgraph.analyse.predictions import Outlook, Prediction, outlook
from kgraph.facts.dates import edtf
from kgraph.model import (
    Claim,
    Document,
    Entity,
    EntityRef,
    Evidence,
    Facts,
    Passage,
    Statement,
)
from kgraph.rdf.projection import project
from tests.analyse.turning import turned
from tests.cases import ROOT
from tests.cases import facts_of as facts_in
from tests.examples import examples
from tests.facts.reading import read_files, seed
from tests.project import vocabulary
from tests.query.asking import data_of

BORDER = facts_in(ROOT / "query" / "questions" / "border" / "seeds")
AUTHORED = "{id: border-report, title: A, author: river-gazette, published: 2024-06}"


def outlook_of(facts: Facts, as_of: str = "") -> Outlook:
    return outlook(facts, project(facts, vocabulary()), vocabulary(), as_of)


def what_became(
    prediction: str,
    later: str = "[raid, targets, fordham]",
    published: str = "2025",
    as_of: str = "",
    help: str = "[westland, supports, northland, {as: help}]",
) -> Prediction:
    """Of a prediction of June 2024, after what another document asserts."""
    document = f"{{id: later-report, title: B, author: ann-harbour, published: {published}}}"
    facts, report = read_files(
        {
            "one.yaml": seed(
                f"  - at: 4 Two brigades\n    prediction:\n      - {prediction}\n"
                f"    supposed:\n      - {help}\n",
                AUTHORED,
            ),
            "two.yaml": f"document: {document}\npassages:\n"
            f"  - at: 2 It was said\n    claims:\n      - {later}\n",
        }
    )
    assert not report.errors, report.as_text()
    (found,) = outlook_of(facts, as_of).predictions
    return found


TAKES = "[westland, captures, fordham, {id: takes}]"
BY_AUTUMN = "[westland, captures, fordham, {when: 2024-09}]"
IF_HELPED = "[westland, captures, fordham, {when: 2024-09, if: ^help}]"


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ("[westland, captures, fordham, {supports: takes}]", "came-true"),
        ("[northland, controls, fordham, {contradicts: takes}]", "did-not"),
        ("[westland, captures, fordham, {supports: takes, certainty: may}]", "open"),
        ("[westland, captures, fordham, {supports: takes, hearsay: true}]", "open"),
        ("[westland, captures, fordham]", "open"),
    ],
)
def test_curators_decide_what_became_of_it(later: str, outcome: str) -> None:
    assert what_became(TAKES, later).outcome == outcome


def candidates(found: Prediction) -> list[tuple[str, bool | None]]:
    return [(verdict.says, verdict.later) for verdict in found.candidates]


@pytest.mark.parametrize(
    ("later", "published", "expected"),
    [
        ("[westland, captures, fordham]", "2025", [("bears out", True)]),
        ("[westland, captures, fordham, {manner: at night}]", "2025", [("bears out", True)]),
        ("[westland, not captures, fordham]", "2025", [("belies", True)]),
        ("[westland, captures, fordham]", "2024", [("bears out", None)]),
        ("[westland, captures, fordham]", "2023", []),
        ("[westland, captures, fordham, {when: 2023}]", "2025", []),
        ("[westland, captures, fordham, {share: the north}]", "2025", []),
        ("[westland, captures, fordham, {certainty: likely}]", "2025", []),
    ],
)
def test_candidates_are_found_and_not_acted_upon(
    later: str, published: str, expected: list[tuple[str, bool | None]]
) -> None:
    found = what_became(TAKES, later, published)
    assert candidates(found) == expected
    assert found.outcome == "open"


def test_another_time_is_not_what_was_predicted() -> None:
    assert not what_became(BY_AUTUMN, "[westland, captures, fordham, {when: 2024-10}]").candidates
    (verdict,) = what_became(BY_AUTUMN, "[westland, captures, fordham, {when: 2024}]").candidates
    assert verdict.notes == ()


def test_more_than_was_predicted_bears_it_out() -> None:
    losses = "[westland, personnelLosses, at least 300]"
    assert candidates(what_became(losses, "[westland, personnelLosses, more than 400]")) == [
        ("bears out", True)
    ]
    assert candidates(what_became(losses, "[westland, personnelLosses, less than 200]")) == [
        ("belies", True)
    ]
    assert not candidates(what_became(losses, "[westland, personnelLosses, more than 200]"))


def test_it_is_due_only_on_a_day_that_is_given() -> None:
    assert what_became(BY_AUTUMN).due == ""
    assert what_became(BY_AUTUMN, as_of="2024-09-30").due == "not yet due"
    assert what_became(BY_AUTUMN, as_of="2024-10-01").due == "due, nothing known"
    later = "[westland, captures, fordham]"
    assert what_became(BY_AUTUMN, later, as_of="2024-10-01").due == "due: see the candidates"
    assert what_became(TAKES, as_of="2030-01-01").due == ""


@pytest.mark.parametrize(
    ("later", "state", "due"),
    [
        ("[westland, supports, northland]", "met", "due, nothing known"),
        (
            "[westland, not supports, northland]",
            "denied",
            "does not come due: a condition is denied",
        ),
        (
            "[raid, targets, fordham]",
            "unknown",
            "due, nothing known; whether its conditions were met is not known",
        ),
    ],
)
def test_a_prediction_waits_for_its_conditions(later: str, state: str, due: str) -> None:
    found = what_became(IF_HELPED, later, as_of="2025-01-01")
    assert [condition.state for condition in found.conditions] == [state]
    assert found.due == due


def test_what_was_so_already_does_not_meet_a_condition() -> None:
    found = what_became(IF_HELPED, "[westland, supports, northland]", published="2024-05")
    (condition,) = found.conditions
    assert condition.state == "unknown"
    assert [verdict.later for verdict in condition.candidates] == [False]


def test_what_is_due_of_a_condition_hangs_on_what_was_said_later() -> None:
    found = what_became(
        IF_HELPED,
        "[westland, supports, northland]",
        published="2024-05",
        as_of="2025-01-01",
        help="[westland, supports, northland, {when: 2024-08, as: help}]",
    )
    assert [condition.due for condition in found.conditions] == ["due, nothing known"]


def test_less_than_a_condition_asks_for_does_not_meet_it() -> None:
    help = "[westland, supports, northland, {inPlace: fordham, as: help}]"
    found = what_became(IF_HELPED, "[westland, supports, northland]", help=help)
    (condition,) = found.conditions
    assert condition.state == "unknown"
    assert [verdict.notes for verdict in condition.candidates] == [
        ("time not told", "only one side says: in place")
    ]


@pytest.mark.parametrize(
    ("prediction", "later", "is_sure"),
    [
        ("captures, fordham", "captures, fordham, {manner: at night}", True),
        ("captures, fordham, {manner: at night}", "captures, fordham", False),
        ("not captures, fordham", "not captures, fordham, {manner: at night}", False),
        ("not captures, fordham, {manner: at night}", "not captures, fordham", True),
    ],
)
def test_who_says_more_says_less_too_and_the_reverse_in_denials(
    prediction: str, later: str, is_sure: bool
) -> None:
    (verdict,) = what_became(f"[westland, {prediction}]", f"[westland, {later}]").candidates
    assert verdict.says == "bears out"
    assert (verdict.notes == ("time not told",)) is is_sure


def test_all_predictions_of_the_first_document_are_open() -> None:
    found = outlook_of(facts_in(ROOT.parent / "seeds"), as_of="2030-01-01")
    assert len(found.predictions) == 17
    assert {prediction.outcome for prediction in found.predictions} == {"open"}
    assert {prediction.due for prediction in found.predictions} == {""}
    assert not [prediction for prediction in found.predictions if prediction.candidates]
    assert not found.conditional
    conditions = [condition for one in found.predictions for condition in one.conditions]
    assert {verdict.later for one in conditions for verdict in one.candidates} == {False}
    assert {condition.state for condition in conditions} == {"unknown"}


# ---- as the saved question has it ----------------------------------------------------------------

WORDS = {
    "open": "open",
    "came-true": "came true",
    "did-not": "refuted",
    "cannot-tell": "disputed",
}


def agrees_with_the_saved_question(facts: Facts) -> None:
    columns, *rows = data_of(facts).rows("predictions")
    claim, outcome = columns.index("prediction"), columns.index("outcome")
    asked = {(row[claim], row[outcome]) for row in rows}
    ours = outlook_of(facts).predictions
    assert asked == {(f"kgc:{one.claim.claim}", WORDS[one.outcome]) for one in ours}


def test_the_border_as_the_saved_question_has_it() -> None:
    agrees_with_the_saved_question(BORDER)


IDS = [f"claim-{number}" for number in range(5)]


@st.composite
def linked(draw: st.DrawFn) -> Facts:
    """Predictions and assertions with any links between them."""
    things = {id: Entity(id, "con:State", id.upper()) for id in ("a", "b")}
    statements = {}
    for positive in (True, False):
        content = (EntityRef("a"), "con:supports", EntityRef("b"), positive)
        id = names.statement_id(*content, ())
        statements[id] = Statement(id, *content)
    evidence = (Evidence(Passage("d", 1, 1, "It was said")),)
    claims = {}
    for id in IDS:
        claim = Claim(id, draw(st.sampled_from(sorted(statements))), "d", "a", origin="a")
        if draw(st.booleans()):
            claim = replace(claim, modality="prediction")
        others = st.lists(st.sampled_from([it for it in IDS if it != id]), max_size=2, unique=True)
        claims[id] = replace(
            claim,
            rank=draw(st.sampled_from(["normal", "preferred", "deprecated"])),
            certainty=draw(st.sampled_from(["certain", "certain", "may"])),
            contradicts=tuple(draw(others)),
            supports=tuple(draw(others)),
            evidence=evidence,
        )
    document = Document("d", "D", author="a", published=edtf("2024"))
    return Facts(names.DEFAULT_BASE, {"d": document}, things, statements, claims)


@examples(50)
@given(linked())
def test_any_links_as_the_saved_question_has_them(facts: Facts) -> None:
    agrees_with_the_saved_question(facts)


@examples(8)
@given(st.integers())
def test_the_order_of_the_facts_makes_no_difference(seed: int) -> None:
    assert outlook_of(turned(BORDER, seed)) == outlook_of(BORDER)
