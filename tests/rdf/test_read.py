"""A built graph, read back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kgraph import ontology
from kgraph.facts.load import load
from kgraph.model import Facts
from kgraph.names import DEFAULT_BASE, Names
from kgraph.ontology import Vocabulary
from kgraph.problems import KgraphError, Report
from kgraph.rdf.files import NQUADS, files
from kgraph.rdf.projection import project
from kgraph.rdf.quads import quads
from kgraph.rdf.read import read
from tests.cases import CASES, ROOT, VOCABULARY, facts_of
from tests.examples import examples
from tests.project import vocabulary as two_domains
from tests.rdf.records import facts

PROJECT = ROOT.parent
ID = DEFAULT_BASE


def written(facts: Facts, vocabulary: Vocabulary, path: Path) -> Path:
    graphs = quads(facts, project(facts, vocabulary), vocabulary)
    path.write_bytes(dict(files(graphs, Names(facts.base, vocabulary.domains).prefixes))[NQUADS])
    return path


def as_graphs_have_it(facts: Facts) -> Facts:
    """Without the names of document files, which are all that no graph holds."""
    documents = {id: replace(document, file="") for id, document in facts.documents.items()}
    return replace(facts, documents=documents)


def assert_comes_back(facts: Facts, vocabulary: Vocabulary, path: Path) -> None:
    found = read(written(facts, vocabulary, path), vocabulary, facts.base)
    for field in ("documents", "entities", "statements", "claims", "passages", "anchors"):
        assert getattr(found, field) == getattr(as_graphs_have_it(facts), field), field
    assert found == as_graphs_have_it(facts)
    assert project(found, vocabulary) == project(facts, vocabulary)
    orders = ("documents", "entities", "statements", "claims")
    assert all(list(getattr(found, name)) == sorted(getattr(found, name)) for name in orders)


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts(), st.sampled_from([DEFAULT_BASE, "https://example.org/own#", "urn:own/"]))
def test_any_records_come_back(tmp_path: Path, records: Facts, base: str) -> None:
    assert_comes_back(replace(records, base=base), VOCABULARY, tmp_path / NQUADS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_comes_back(case: Path, tmp_path: Path) -> None:
    assert_comes_back(facts_of(case / "seeds"), VOCABULARY, tmp_path / NQUADS)


@pytest.mark.parametrize(
    ("seeds", "vocabulary"),
    [
        (PROJECT / "seeds", lambda: VOCABULARY),
        (
            PROJECT / "examples" / "aircraft" / "seeds",
            lambda: ontology.load(PROJECT / "examples" / "aircraft" / "ontology"),
        ),
        (ROOT / "query" / "questions" / "border" / "seeds", lambda: VOCABULARY),
        (ROOT / "bad" / "_preamble" / "seeds", two_domains),
    ],
    ids=["first-document", "aircraft", "border", "two-domains"],
)
def test_seeds_come_back(seeds: Path, vocabulary: Callable[[], Vocabulary], tmp_path: Path) -> None:
    report = Report()
    records = load(seeds, vocabulary(), report)
    assert not report.errors, report.as_text()
    assert_comes_back(records, vocabulary(), tmp_path / NQUADS)


def test_what_is_derived_is_nobodys_claim(tmp_path: Path) -> None:
    records = facts_of(CASES[0] / "seeds")
    path = written(records, VOCABULARY, tmp_path / NQUADS)
    kg, end = "<https://w3id.org/kgraph/ns#", f"<{ID}graph/derived> .\n"
    a, statement = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{ID}statement/0>"
    entity = f"<{ID}entity/{min(records.entities)}>"
    lines = [
        f"{entity} <https://w3id.org/kgraph/conflict#dependsOn> {entity} {end}",
        f"{statement} {a} {kg}Statement> {end}",
        f"<{ID}evidence/derivation-0> {a} {kg}Derivation> {end}",
        f"<{ID}evidence/derivation-0> {kg}concludes> {statement} {end}",
    ]
    content = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(sorted([*content, *lines])), encoding="utf-8")
    assert read(path, VOCABULARY, ID) == as_graphs_have_it(records)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ns#claimant> ", "ns#teller> ", "claim/.*>: it has no kg:claimant"),
        ("ns#positive> ", "ns#perhaps> ", "perhaps> is no kg:Polarity"),
        ("ns#asserted> ", "ns#sung> ", "sung> is no kg:Modality"),
        ("conflict#controls> ", "conflict#rules> ", "rules> is no predicate of the vocabulary"),
        ("conflict#State> ", "conflict#Realm> ", "Realm> is no class of the vocabulary"),
        ('ns#paragraph> "', 'ns#paragraph> "x', "'x4' is no kg:paragraph"),
        ('ns#paragraph> "4"^^', 'ns#paragraph> "4" ^^', "is no xsd:integer"),
        ("entity/northland> <http:", "entity/southland> <http:", "there is no entity 'northland'"),
        ("/evidence/", "/proof/", "proof/.*> is no evidence"),
        ("/graph/document/", "/graph/paper/", "the graph <.*> is none that a build writes"),
        (" <https://w3id.org/kgraph/id/graph/entities> .", "", "is no quad"),
        ("<", "_:", "is none that a build writes"),
        ("\n", "\n\n", "'' is no quad"),
        ("<https", "<http", "the graph .* is none that a build writes"),
    ],
)
def test_what_no_build_writes_is_said_plainly(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    path = written(
        facts_of(ROOT / "cases" / "asserted-claim" / "seeds"), VOCABULARY, tmp_path / "x"
    )
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text("".join(sorted(text.replace(old, new).splitlines(True))), encoding="utf-8")
    with pytest.raises(KgraphError, match=rf"^{path}: .*{message}.*; run 'kgraph build' again$"):
        read(path, VOCABULARY, ID)


@examples(80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_edited_there_is_no_traceback(tmp_path: Path, data: st.DataObject) -> None:
    path = written(facts_of(ROOT / "cases" / "values" / "seeds"), VOCABULARY, tmp_path / NQUADS)
    content = path.read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = start + data.draw(st.integers(0, 80))
    other = data.draw(
        st.binary(max_size=3) | st.sampled_from([b" ", b'"', b">", b"\n", b"\\uD800"])
    )
    path.write_bytes(content[:start] + other + content[end:])
    with suppress(KgraphError):
        project(read(path, VOCABULARY, ID), VOCABULARY)


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match=r"graph.nq: cannot be read: No such file"):
        read(tmp_path / NQUADS, VOCABULARY, ID)
