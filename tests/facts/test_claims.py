"""Statements and stances to claims."""

from __future__ import annotations

import pytest

from kgraph.model import Edtf, Facts, Relay
from tests.facts.reading import claimed, codes_of, facts_of, only_claim

HOLD = "[northland, controls, fordham]"
AGAIN = "[northland, controls, fordham, {note: again}]"


def passage(at: str, *claims: str, fields: str = "") -> str:
    items = "".join(f"  - {claim}\n" for claim in claims)
    lines = "".join(f"  {field}\n" for field in fields.split("; ") if field)
    return f"- at: {at}\n{lines}  claims:\n{items}"


def test_the_document_s_author_is_the_claimant() -> None:
    claim = only_claim(claimed(HOLD))
    assert (claim.claimant, claim.relays, claim.origin) == ("river-gazette", (), "river-gazette")
    assert (claim.modality, claim.certainty, claim.rank) == ("asserted", "certain", "normal")


def test_someone_else_s_words_are_relayed_by_the_author() -> None:
    claim = only_claim(facts_of(passage("3 We hold", HOLD, fields="claimant: ann-harbour")))
    assert claim.relays == (Relay("river-gazette", "neutral"),)
    assert claim.origin == "ann-harbour"


def test_where_the_claimant_is_unnamed_the_first_relayer_is_the_origin() -> None:
    fields = "claimant: bystander; relayed-by: [ann-harbour, river-gazette]; relay-stance: endorses"
    claim = only_claim(facts_of(passage("3 We hold", HOLD, fields=fields)))
    assert claim.relays == (Relay("ann-harbour", "neutral"), Relay("river-gazette", "endorses"))
    assert claim.origin == "ann-harbour"


def test_each_relayer_may_have_a_stance() -> None:
    fields = "claimant: bystander; relayed-by: [{by: ann-harbour, stance: rejects}, river-gazette]"
    claim = only_claim(facts_of(passage("3 We hold", HOLD, fields=fields)))
    assert claim.relays == (Relay("ann-harbour", "rejects"), Relay("river-gazette", "neutral"))


def test_a_claim_overrides_its_passage() -> None:
    facts = facts_of(
        passage(
            "3 We hold",
            HOLD,
            "[westland, controls, east-province, {claimant: river-gazette, stated-on: 2024-11}]",
            fields="claimant: ann-harbour; certainty: likely; stated-on: 2024-12",
        )
    )
    found = {(c.claimant, c.certainty, c.stated_on) for c in facts.claims.values()}
    assert found == {
        ("ann-harbour", "likely", Edtf("2024-12", "2024-12-01", "2024-12-31")),
        ("river-gazette", "likely", Edtf("2024-11", "2024-11-01", "2024-11-30")),
    }


def test_the_same_claim_in_another_passage_is_further_evidence() -> None:
    claim = only_claim(
        facts_of(
            passage(
                "5 The drone",
                "[northland, controls, fordham, {note: again}]",
                fields="credibility: 2",
            )
            + passage("4 Two brigades", HOLD, fields="credibility: 3")
        )
    )
    found = [(evidence.passage.locator, evidence.credibility) for evidence in claim.evidence]
    assert found == [("4 Two brigades", "3"), ("5 The drone", "2")]
    assert claim.notes == ("again",)


@pytest.mark.parametrize(
    ("one", "other", "inferred"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_said_outright_once_is_not_inferred(one: bool, other: bool, inferred: bool) -> None:
    claim = only_claim(
        facts_of(
            passage("4 Two brigades", HOLD, fields=f"inferred: {str(one).lower()}")
            + passage("5 The drone", HOLD, fields=f"inferred: {str(other).lower()}")
        )
    )
    assert claim.inferred is inferred


def test_the_day_when_it_was_first_written_down_counts() -> None:
    claim = only_claim(
        facts_of(
            passage("4 Two brigades", HOLD, fields="curated-on: 2026-02-01")
            + passage("5 The drone", HOLD, fields="curated-on: 2026-01-01")
        )
    )
    assert claim.curated_on == "2026-01-01"


def test_the_same_claim_twice_in_one_passage_is_a_slip() -> None:
    assert codes_of(passage("4 Two brigades", HOLD, HOLD)) == ["duplicate-claim"]


SAME = [
    "credibility: 3",
    "reliability: B",
    "note: seen",
    "inferred: true",
    "curated-on: 2024-12-01",
    "rank: preferred",
]
OTHER = ["certainty: likely", "hearsay: true", "stated-on: 2024-11", "claimant: ann-harbour"]
OTHER += ["relayed-by: ann-harbour", "when: 2024-11"]


@pytest.mark.parametrize("option", SAME)
def test_grades_notes_and_ranks_are_not_in_the_id(option: str) -> None:
    graded = claimed(f"[northland, controls, fordham, {{{option}}}]")
    assert list(graded.claims) == list(claimed(HOLD).claims)


@pytest.mark.parametrize("option", OTHER)
def test_who_says_it_and_how_is_in_the_id(option: str) -> None:
    other = claimed(f"[northland, controls, fordham, {{{option}}}]")
    assert list(other.claims) != list(claimed(HOLD).claims)


def test_the_locator_is_not_in_the_id() -> None:
    here, there = facts_of(passage("4 Two", HOLD)), facts_of(passage("5 The drone", HOLD))
    assert list(here.claims) == list(there.claims)


def test_each_block_is_a_modality() -> None:
    blocks = ["claims", "opinion", "prediction", "plan", "wish", "question", "supposed"]
    facts = facts_of("- at: 4 Two\n" + "".join(f"  {block}: [{HOLD}]\n" for block in blocks))
    assert {claim.modality for claim in facts.claims.values()} == {"asserted", *blocks[1:]}
    assert len(facts.statements) == 1


def test_opinions_are_not_graded() -> None:
    facts = facts_of(
        "- at: 4 Two\n  credibility: 3\n  reliability: B\n  opinion: [[raid, judgedAs, odd]]\n"
    )
    claim = only_claim(facts)
    assert (claim.reliability, claim.evidence[0].credibility) == ("", "")


@pytest.mark.parametrize("block", ["opinion", "wish", "question", "supposed"])
def test_a_grade_on_one_of_them_is_a_misunderstanding(block: str) -> None:
    claim = "[raid, judgedAs, odd, {credibility: 3}]"
    assert codes_of(f"- at: 4 Two\n  {block}: [{claim}]\n") == ["grade-not-allowed"]


def test_conditions_are_statements() -> None:
    facts = facts_of(
        "- at: 4 Two\n"
        "  supposed:\n"
        "  - [westland, not controls, fordham, {as: no-west}]\n"
        "  - [raid, judgedAs, odd, {as: odd}]\n"
        "  prediction: [[northland, controls, fordham, {if: [^odd, ^no-west]}]]\n"
    )
    predicted = next(c for c in facts.claims.values() if c.modality == "prediction")
    assert len(predicted.conditions) == 2
    assert set(predicted.conditions) < set(facts.statements)
    assert list(predicted.conditions) == sorted(predicted.conditions)


def contradiction(rank: str = "") -> Facts:
    option = f", rank: {rank}" if rank else ""
    return claimed(
        "[northland, controls, fordham, {id: north-holds}]",
        f"[westland, controls, fordham, {{id: west-holds, contradicts: north-holds{option}}}]",
    )


def test_an_id_of_the_curator_s_own() -> None:
    assert list(contradiction().claims) == ["north-holds", "west-holds"]


def test_contradictions_and_ranks() -> None:
    claim = contradiction("preferred").claims["west-holds"]
    assert (claim.contradicts, claim.rank) == (("north-holds",), "preferred")


def test_one_claim_bears_another_out() -> None:
    facts = facts_of(
        "- at: 4 Two brigades\n"
        "  claims: [[northland, controls, fordham, {id: later, supports: forecast}]]\n"
        "  prediction: [[northland, controls, fordham, {id: forecast}]]\n"
    )
    assert facts.claims["later"].supports == ("forecast",)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("[northland, controls, fordham, {contradicts: nothing}]", "unknown-claim"),
        ("[northland, controls, fordham, {id: hold, contradicts: hold}]", "unknown-claim"),
        ("[northland, controls, fordham, {contradicts: []}]", "wrong-shape"),
        ("[northland, controls, fordham, {supports: nothing}]", "unknown-claim"),
        ("[[northland, westland], controls, fordham, {id: hold}]", "bad-value"),
        ("[northland, controls, fordham, {id: Hold}]", "bad-id"),
        ("[northland, controls, fordham, {relay-stance: endorses}]", "bad-value"),
        ("[northland, controls, fordham, {claimant: fordham}]", "not-an-agent"),
        ("[northland, controls, fordham, {relayed-by: [ann-harbour, ann-harbour]}]", "relay-cycle"),
        ("[northland, controls, fordham, {if: bridge}]", "unknown-condition"),
        ("[northland, controls, fordham, {if: []}]", "wrong-shape"),
    ],
)
def test_what_is_no_claim(claim: str, code: str) -> None:
    assert codes_of(passage("4 Two", claim)) == [code]


def test_one_fault_is_one_problem() -> None:
    """A misspelt certainty does not make two claims the same, nor a misspelt claimant nobody."""
    assert codes_of(
        passage("4 Two", HOLD, "[northland, controls, fordham, {certainty: likly}]")
    ) == ["bad-value"]
    nobody = "{id: border-report, title: Report}"
    assert codes_of(passage("4 Two", HOLD, fields="claimant: nn-harbour"), nobody) == [
        "unknown-entity"
    ]
    misspelt = "{id: border-report, title: Report, author: rivr-gazette}"
    assert codes_of(passage("4 Two", HOLD), misspelt) == ["unknown-entity"]
    assert codes_of(passage("4 Two", HOLD), nobody) == ["missing-claimant"]


def test_the_same_claim_has_one_rank() -> None:
    ranked = "[northland, controls, fordham, {{rank: {}}}]"
    first, second = ranked.format("preferred"), ranked.format("deprecated")
    assert codes_of(passage("4 Two", first) + passage("5 The", second)) == ["conflicting-field"]
