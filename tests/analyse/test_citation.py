"""A claim as people cite it."""

from __future__ import annotations

import json

from hypothesis import given

from kgraph.analyse.citation import Citation, as_json, as_text, cite
from kgraph.model import Facts
from kgraph.problems import printable
from tests.cases import ROOT, VOCABULARY, facts_of
from tests.examples import examples
from tests.rdf import records

FIRST = facts_of(ROOT.parent / "seeds")


def citations(words: str) -> list[Citation]:
    """Of the first document's claims to the statement with these words."""
    found = (cite(claim, FIRST, VOCABULARY) for claim in FIRST.claims.values())
    return [citation for citation in found if citation.statement == words]


def test_who_said_it_where_and_how_surely() -> None:
    (citation,) = citations("Storm Shadow falls back on GPS")
    assert as_text(citation) == (
        "speaker quoted on Storm Shadow (unnamed), endorsed by author of the analysis (unnamed); "
        "kursk-analysis ¶13; prediction, certain; "
        "if Storm Shadow not has access to elevation maps owned by the United States; F6; "
        "published 2024-11?/2024-12?"
    )


def test_several_passages_are_one_citation() -> None:
    facts = facts_of(ROOT / "cases" / "two-passages" / "seeds")
    (claim,) = (claim for claim in facts.claims.values() if len(claim.evidence) > 1)
    text = as_text(cite(claim, facts, VOCABULARY))
    assert text == "the reporter; border-report ¶4, ¶9; asserted, certain; -2, -3"


def test_as_plain_values() -> None:
    (citation,) = citations("Storm Shadow falls back on GPS")
    found = as_json(citation)
    assert found["relayed by"] == [
        {
            "id": "kursk-analysis-author",
            "label": "author of the analysis",
            "unnamed": True,
            "stance": "endorses",
        }
    ]
    assert found["places"] == [{"paragraph": 13, "to paragraph": 13, "credibility": "6"}]
    assert "hearsay" not in found


@examples(25)
@given(records.facts())
def test_hostile_text_is_one_line_that_a_terminal_can_show(facts: Facts) -> None:
    for claim in facts.claims.values():
        citation = cite(claim, facts, VOCABULARY)
        text = as_text(citation)
        assert text == printable(text)
        json.dumps(as_json(citation))
