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
    assert ontology.folder() == ontology.packaged()
    (tmp_path / "ontology" / "own.ttl").write_text("")
    assert ontology.folder() == Path("ontology")


HEADER = (
    "@prefix own: <http://own/> . @prefix kg: <https://w3id.org/kgraph/ns#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix vann: <http://purl.org/vocab/vann/> .\n"
)
NAME = (
    '<http://own> vann:preferredNamespacePrefix "own" ; '
    'vann:preferredNamespaceUri "http://own/" .\n'
)


def test_the_core_is_always_there(tmp_path: Path) -> None:
    text = HEADER + NAME + "own:Dam a owl:Class ; rdfs:subClassOf kg:Entity ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    vocabulary = ontology.load(tmp_path)
    assert vocabulary.find("class", "Dam") == ["own:Dam"]
    assert vocabulary.find("predicate", "judgedAs") == ["kg:judgedAs"]
    assert not vocabulary.find("predicate", "controls")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@prefix a: <http://a/> .\na:b a:c", "own.ttl:2:8: this is not Turtle"),
        (
            HEADER + "own:Dam a owl:Class ; rdfs:subClassOf kg:Entity .",
            "own.ttl: its owl:Ontology needs vann:preferredNamespacePrefix",
        ),
        (
            HEADER + '<http://own> vann:preferredNamespaceUri "http://own/" .',
            "own.ttl: its owl:Ontology needs vann:preferredNamespacePrefix",
        ),
        (HEADER + NAME.replace('"own"', '"kgr"'), "own.ttl: the prefix 'kgr' is taken"),
        (HEADER + NAME.replace('"own"', '"kg"'), "own.ttl: the prefix 'kg' is taken"),
        (HEADER + NAME + "own:Dam a owl:Class .", "own.ttl: own:Dam is not below kg:Entity"),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range own:Plaza .",
            "own.ttl: own:at has the range own:Plaza, which seeds cannot give",
        ),
        (
            HEADER + NAME + "own:at a kg:Qualifier ; rdfs:domain own:Plaza .",
            "own.ttl: own:at has the domain own:Plaza, which is no class of things",
        ),
    ],
)
def test_a_broken_ontology_is_said_plainly(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(KgraphError) as caught:
        ontology.load(tmp_path)
    assert message in str(caught.value)


def test_a_core_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "kgraph.ttl").write_text("", encoding="utf-8")
    with pytest.raises(KgraphError, match="is not the core"):
        ontology.load(tmp_path)


def test_an_empty_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="no ontology here"):
        ontology.load(tmp_path)
