"""The vocabulary: found, read, and done with care."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kgraph import ontology
from kgraph.problems import KgraphError
from tests.cases import ROOT, VOCABULARY

ONTOLOGY = ROOT.parent / "ontology"
KG = rdflib.Namespace("https://w3id.org/kgraph/ns#")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        graph.parse(path)
    return graph


def terms(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    """Everything in a namespace of ours that is the subject of a triple, ontologies aside."""
    return {
        subject
        for subject in graph.subjects(unique=True)
        if (subject, RDF.type, OWL.Ontology) not in graph
    }


def test_every_term_has_one_label_and_one_definition(graph: rdflib.Graph) -> None:
    for term in terms(graph):
        assert len(list(graph.objects(term, RDFS.label))) == 1, term
        assert len(list(graph.objects(term, SKOS.definition))) == 1, term


def test_predicates_and_qualifiers_have_one_domain_and_one_range(graph: rdflib.Graph) -> None:
    kinds = (KG.Predicate, KG.OpaquePredicate, KG.Qualifier, KG.RestrictiveQualifier)
    for kind in kinds:
        for term in graph.subjects(RDF.type, kind):
            assert len(list(graph.objects(term, RDFS.domain))) == 1, term
            assert len(list(graph.objects(term, RDFS.range))) == 1, term


def test_what_a_term_points_to_is_declared(graph: rdflib.Graph) -> None:
    ours = tuple(VOCABULARY.namespaces.values())
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, RDF.type):
        for term in graph.objects(None, predicate):
            if str(term).startswith(ours):
                assert (term, RDFS.label, None) in graph, term


def test_object_properties_lead_to_things_and_datatype_properties_to_values(
    graph: rdflib.Graph,
) -> None:
    values = (str(rdflib.XSD), "http://id.loc.gov/datatypes/")
    for kind, is_value in ((OWL.ObjectProperty, False), (OWL.DatatypeProperty, True)):
        for term in graph.subjects(RDF.type, kind):
            for range_ in graph.objects(term, RDFS.range):
                assert str(range_).startswith(values) is is_value, term


def test_the_core_knows_no_domain() -> None:
    assert "conflict#" not in (ONTOLOGY / "kgraph.ttl").read_text(encoding="utf-8")


def test_no_name_stands_for_two_terms() -> None:
    kinds: tuple[ontology.Kind, ...] = ("class", "predicate", "qualifier")
    for kind in kinds:
        for name in VOCABULARY.local_names(kind):
            assert len(VOCABULARY.find(kind, name)) == 1


def test_a_folder_in_the_working_folder_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (ontology.folder() / "kgraph.ttl").exists()
    (tmp_path / "ontology").mkdir()
    assert ontology.folder() == Path("ontology")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no ontology here"),
        ({"a.ttl": "@prefix a: <http://a/> .\na:b a:c"}, "a.ttl:2:"),
        ({"a.ttl": ""}, "lacks the core"),
    ],
)
def test_a_broken_ontology_is_said_plainly(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KgraphError, match=message):
        ontology.load(tmp_path)
