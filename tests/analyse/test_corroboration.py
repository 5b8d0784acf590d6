"""Origins are counted, never documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.analyse.corroboration import Corroboration, corroboration
from kgraph.analyse.things import is_about, thing
from kgraph.model import Facts
from kgraph.problems import BadValue
from kgraph.rdf.projection import project
from tests.analyse.turning import turned
from tests.cases import ROOT
from tests.cases import facts_of as facts_in
from tests.examples import examples
from tests.facts.reading import read_files, seed
from tests.project import vocabulary
from tests.query.asking import data

BORDER = facts_in(ROOT / "query" / "questions" / "border" / "seeds")


def of(facts: Facts, about: str = "") -> tuple[Corroboration, ...]:
    return corroboration(facts, project(facts, vocabulary()), vocabulary(), about)


def two_documents(one: str, other: str) -> Facts:
    """Of two authors; what each says or passes on about who controls the town."""
    second = "{id: radio-report, title: From the radio, author: ann-harbour}"
    facts, report = read_files(
        {
            "one.yaml": seed(f"  - at: 4 Two brigades\n{one}"),
            "other.yaml": f"document: {second}\npassages:\n  - at: 2 It was said\n{other}",
        }
    )
    assert not report.errors, report.as_text()
    return facts


CLAIM = "    claims:\n      - [northland, controls, fordham]\n"


def test_two_who_say_it_on_their_own() -> None:
    (fact,) = of(two_documents(CLAIM, CLAIM))
    assert [origin.party.label for origin in fact.origins] == ["Ann Harbour", "River Gazette"]
    assert fact.notes == ()


def test_two_documents_that_repeat_one_voice_are_one_origin() -> None:
    (fact,) = of(two_documents(CLAIM, "    claimant: river-gazette\n" + CLAIM))
    assert [origin.documents for origin in fact.origins] == [("border-report", "radio-report")]
    assert fact.notes == ("2 documents, 1 origin: not corroboration",)


def test_an_unnamed_voice_counts_as_whoever_passed_it_on() -> None:
    unnamed = "    claimant: bystander\n" + CLAIM
    (fact,) = of(two_documents(unnamed, unnamed))
    assert len(fact.origins) == 2
    assert fact.notes == (
        "bystander at the bridge (unnamed) stands behind 2 origins: perhaps one voice",
    )


def test_what_is_no_plain_fact_does_not_count() -> None:
    hedged = CLAIM.replace("fordham]", "fordham, {certainty: may}]")
    (fact,) = of(two_documents(CLAIM, hedged))
    assert len(fact.origins) == 1


def test_the_same_triple_with_other_qualifiers_is_told_apart() -> None:
    dated = CLAIM.replace("fordham]", "fordham, {when: 2024-11}]")
    plain, told = of(two_documents(CLAIM, dated))
    assert len(plain.origins) == len(told.origins) == 1
    assert told.related == (("Northland controls Fordham", 1),)
    assert plain.related == (("Northland controls Fordham (when: 2024-11)", 1),)


def test_the_first_document_is_one_voice_each() -> None:
    found = of(facts_in(ROOT.parent / "seeds"))
    assert len(found) > 100
    assert {len(fact.origins) for fact in found} == {1}


def test_the_saved_question_counts_the_same() -> None:
    rows = data("border").rows("origins")[1:]
    ours = sorted(len(fact.origins) for fact in of(BORDER))
    assert sorted(int(str(row[1])) for row in rows) == ours


def test_only_what_is_about_a_thing() -> None:
    found = of(BORDER, "map-data")
    assert found
    assert len(found) < len(of(BORDER))
    for fact in found:
        assert is_about(BORDER.statements[fact.statement], "map-data", BORDER)


def test_a_thing_goes_by_id_label_or_alias() -> None:
    facts = facts_in(ROOT.parent / "seeds")
    for name in ("united-states", "U.S.", "united  STATES"):
        assert thing(name, facts) == "united-states"
    statement = next(iter(facts.statements))
    assert thing(statement, facts) == statement
    with pytest.raises(BadValue) as caught:
        thing("untied-states", facts)
    assert "did you mean 'united-states'" in caught.value.help


@examples(8)
@given(st.integers())
def test_the_order_of_the_facts_makes_no_difference(seed: int) -> None:
    assert of(turned(BORDER, seed)) == of(BORDER)
