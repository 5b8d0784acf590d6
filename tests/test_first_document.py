"""The facts of the first document, as far as rules can be checked by a program."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest
import yaml

from kgraph.model import Facts
from kgraph.rdf.projection import project
from tests.cases import ROOT, VOCABULARY, facts_of

SEEDS = ROOT.parent / "seeds"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(SEEDS)


def test_every_passage_is_locked(facts: Facts) -> None:
    assert {(p.document, p.locator) for p in facts.passages} == set(facts.anchors)


def test_every_paragraph_has_been_read(facts: Facts) -> None:
    assert {passage.paragraph for passage in facts.passages} == set(range(1, 17))


def test_only_what_is_certain_has_an_identifier(facts: Facts) -> None:
    wikidata = {
        entity.id: match.rpartition("/")[2]
        for entity in facts.entities.values()
        for match in entity.matches
    }
    assert wikidata == {
        "ukraine": "Q212",
        "russia": "Q159",
        "north-korea": "Q423",
        "united-states": "Q30",
        "united-kingdom": "Q145",
        "france": "Q142",
        "kursk-oblast": "Q3178",
        "gps": "Q18822",
        "vladimir-putin": "Q7747",
        "emmanuel-macron": "Q3052772",
        "joe-biden": "Q6279",
        "donald-trump": "Q22686",
        "keir-starmer": "Q6383803",
    }


def test_the_two_quotations_have_their_speakers(facts: Facts) -> None:
    by_speaker = {
        claimant: {
            evidence.passage.paragraph
            for claim in facts.claims.values()
            if claim.claimant == claimant
            for evidence in claim.evidence
        }
        for claimant in ("euromaidan-press", "storm-shadow-speaker")
    }
    assert by_speaker == {"euromaidan-press": {4, 5}, "storm-shadow-speaker": {13}}
    assert facts.entities["storm-shadow-speaker"].unnamed
    assert facts.entities["kursk-analysis-author"].unnamed


def test_whoever_is_quoted_is_relayed_by_the_author(facts: Facts) -> None:
    for claim in facts.claims.values():
        chain = [relay.relayer for relay in claim.relays]
        assert chain == (
            [] if claim.claimant == "kursk-analysis-author" else ["kursk-analysis-author"]
        )


def test_the_only_hearsay_is_the_reported_plan(facts: Facts) -> None:
    hearsay = [claim for claim in facts.claims.values() if claim.hearsay]
    assert {claim.modality for claim in hearsay} == {"plan"}
    assert {facts.statements[claim.statement].predicate for claim in hearsay} == {"con:urges"}


def test_what_is_only_expected_is_a_scenario(facts: Facts) -> None:
    assert project(facts, VOCABULARY).scenarios == {"anticipated-assaults", "negotiations"}


def test_every_term_of_the_domain_that_is_used_is_declared_with_care() -> None:
    for terms in (VOCABULARY.classes, VOCABULARY.predicates, VOCABULARY.qualifiers):
        for term in terms.values():
            assert term.label, term.curie
            assert term.definition.endswith("."), term.curie


def text_words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("\u2019", "'"))


def test_no_eight_words_in_a_row_are_the_documents() -> None:
    """Runs where the documents are at hand."""
    folder = Path(os.environ.get("KGRAPH_DOCUMENTS", SEEDS / "documents"))
    known = {
        document["sha256"]
        for path in SEEDS.glob("*.yaml")
        if (document := yaml.load(path.read_bytes(), yaml.CSafeLoader).get("document"))
    }
    documents = [
        path.read_text(encoding="utf-8")
        for path in folder.glob("*.txt")
        if hashlib.sha256(path.read_bytes()).hexdigest() in known
    ]
    if not documents:
        pytest.skip("document not at hand")
    runs = {
        tuple(words[at : at + 8])
        for words in map(text_words, documents)
        for at in range(len(words) - 7)
    }
    patterns = ("seeds/*", "ontology/**/*", "*.md", "docs/**/*.md", "kgraph/**/*.*", "tests/**/*.*")
    for path in (path for pattern in patterns for path in ROOT.parent.glob(pattern)):
        if path.is_file() and path.suffix in {
            ".yaml",
            ".json",
            ".ttl",
            ".rq",
            ".md",
            ".py",
            ".js",
            ".txt",
        }:
            words = text_words(path.read_text(encoding="utf-8", errors="replace"))
            assert not [
                run for at in range(len(words) - 7) if (run := tuple(words[at : at + 8])) in runs
            ]
