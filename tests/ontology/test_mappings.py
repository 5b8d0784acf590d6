"""The mappings say what they should, of terms that exist, and nothing false follows from them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kgraph import ontology
from kgraph.names import EXTERNAL
from tests.cases import ROOT, VOCABULARY, facts_of, graph_files
from tests.ontology.mappings import MAPPINGS, TABLE, foreign_terms, mappings, prefixes
from tests.ontology.report import ONTOLOGY

LANGUAGES = (RDF, RDFS, OWL, rdflib.XSD, rdflib.SH)
"""What the files themselves are written in."""
BESIDE_THE_POINT = re.compile("https://(w3id.org/kgraph/|www.apache.org/licenses/)")
GRAPH = rdflib.Graph().parse(MAPPINGS)
OURS = sum(
    (rdflib.Graph().parse(ONTOLOGY / name) for name in ("kgraph.ttl", "conflict.ttl")),
    rdflib.Graph(),
)


def iri(curie: str) -> rdflib.URIRef:
    prefix, _, local = curie.partition(":")
    return rdflib.URIRef(prefixes()[prefix] + local)


# ---- the file --------------------------------------------------------------------------------


def test_every_mapping_is_a_line_of_its_own() -> None:
    relations = {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        *(p for p in GRAPH.predicates(unique=True) if str(p).endswith("Match")),
    }
    lines = [(iri(m.subject), iri(m.relation), iri(m.object)) for m in mappings()]
    assert len(set(lines)) == len(lines)
    assert set(lines) == {triple for triple in GRAPH if triple[1] in relations}
    assert all(mapping.heading for mapping in mappings())


def test_what_is_no_mapping_is_a_header_or_a_bare_declaration() -> None:
    (header,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    assert str(header) == "https://w3id.org/kgraph/mappings"
    assert {str(name) for name in GRAPH.objects(header, OWL.imports)} == {
        "https://w3id.org/kgraph/ns",
        "https://w3id.org/kgraph/conflict",
    }
    said = {str(p).rpartition("/")[2] for p in GRAPH.predicates(header)}
    assert said >= {"title", "description", "license", "creator", "created"}
    assert (header, OWL.versionIRI, None) in GRAPH
    mapped = {iri(mapping.subject) for mapping in mappings()}
    declared = {iri(m.object) for m in mappings() if m.is_axiom}
    declared |= {iri(m.relation) for m in mappings() if not m.is_axiom}
    for subject in set(GRAPH.subjects()) - {header} - mapped:
        assert [p for p, _ in GRAPH.predicate_objects(subject)] == [RDF.type], subject
        assert subject in declared, subject
    assert declared <= set(GRAPH.subjects(RDF.type))


def test_our_terms_are_ours_and_theirs_are_theirs() -> None:
    for mapping in mappings():
        assert (iri(mapping.subject), RDF.type, None) in OURS, mapping
        assert mapping.object in foreign_terms(), mapping


def kind(mapping_subject: str) -> str:
    types = {str(each).rpartition("#")[2] for each in OURS.objects(iri(mapping_subject), RDF.type)}
    return "class" if "Class" in types else "property" if "Property" in " ".join(types) else "value"


def test_only_what_is_related_at_most_may_be_of_another_kind() -> None:
    for mapping in mappings():
        if mapping.relation != "skos:relatedMatch":
            assert kind(mapping.subject) == foreign_terms()[mapping.object].kind, mapping
        if mapping.is_axiom:
            word = {"class": "rdfs:subClassOf", "property": "rdfs:subPropertyOf"}
            assert mapping.relation == word[kind(mapping.subject)], mapping


@pytest.mark.parametrize("cls", ["Qualifier", "RestrictiveQualifier", "OpaquePredicate"])
def test_what_need_not_be_true_has_no_foreign_super_property(cls: str) -> None:
    """Qualifiers stand on statements that nobody asserts; what is anticipated need not exist."""
    marked = set(OURS.subjects(RDF.type, rdflib.URIRef(prefixes()["kg"] + cls)))
    assert marked
    assert not [m for m in mappings() if m.is_axiom and iri(m.subject) in marked]


@pytest.mark.parametrize("term", ["kg:Matter", "kg:Entity", "con:Materiel", "con:WeaponType"])
def test_what_holds_things_of_several_kinds_has_no_foreign_super_class(term: str) -> None:
    assert not [m for m in mappings() if m.is_axiom and m.subject == term]


def test_to_depend_is_not_mapped() -> None:
    names = [name for name in VOCABULARY.predicates if name.startswith("con:dependsOn")]
    assert len(names) == 5
    assert not {mapping.subject for mapping in mappings()} & set(names)


# ---- the table -------------------------------------------------------------------------------


def used() -> set[str]:
    """Foreign IRIs in the ontology folder and in the graph of the first document."""
    found: set[rdflib.term.Node | None] = set()
    for path in ONTOLOGY.rglob("*.ttl"):
        for triple in rdflib.Graph().parse(path):
            found |= {term for term in triple if isinstance(term, rdflib.URIRef)}
            found |= {term.datatype for term in triple if isinstance(term, rdflib.Literal)}
    for path in ONTOLOGY.rglob("*.rq"):
        for prefix, local in re.findall(r"\b([a-z]+):([A-Za-z]\w*)", path.read_text("utf-8")):
            found |= {rdflib.URIRef(EXTERNAL[prefix] + local)} if prefix in EXTERNAL else set()
    text = graph_files(facts_of(ROOT.parent / "seeds"))["graph.nt"].decode()
    for _, predicate, value in rdflib.Graph().parse(data=text, format="nt"):
        found |= {predicate, value} if predicate == RDF.type else {predicate}
        found |= {value.datatype} if isinstance(value, rdflib.Literal) else set()
    return {str(term) for term in found - {None} if not BESIDE_THE_POINT.match(str(term))}


def test_the_table_holds_each_foreign_term_and_no_other() -> None:
    languages = {term for term in used() if term.startswith(tuple(map(str, LANGUAGES)))}
    mapped = {str(iri(mapping.object)) for mapping in mappings()}
    rows = [term.iri for term in foreign_terms().values()]
    assert rows == sorted(rows)
    assert set(rows) == used() - languages | mapped
    for term in languages:
        (space,) = (each for each in LANGUAGES if term.startswith(str(each)))
        assert rdflib.URIRef(term) in space, term


def test_the_table_is_filled_in() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["iri", "label", "kind", "vocabulary", "version", "seen"]
    assert len(lines) - 1 == len(foreign_terms())
    for line in lines:
        assert all(cell and cell == cell.strip() for cell in line.split("\t")), line
    assert {term.kind for term in foreign_terms().values()} == {"class", "property", "datatype"}


def test_kinds_are_those_that_owl_is_told() -> None:
    for term in foreign_terms().values():
        for graph in (GRAPH, OURS):
            for declared in graph.objects(rdflib.URIRef(term.iri), RDF.type):
                word = "property" if declared != OWL.Class else "class"
                assert term.kind == word, term


@pytest.mark.parametrize(
    "space",
    [
        rdflib.PROV,
        rdflib.ORG,
        rdflib.FOAF,
        rdflib.DCTERMS,
        rdflib.SKOS,
        rdflib.TIME,
        rdflib.ODRL2,
        rdflib.VANN,
        rdflib.namespace.GEO,
        rdflib.SDO,
    ],
    ids=lambda space: str(space),
)
def test_rdflib_knows_the_terms_too(space: type[rdflib.namespace.DefinedNamespace]) -> None:
    """A second opinion where there is one; rdflib knows schema.org under https."""
    iris = [t.iri.replace("http://schema.org/", str(rdflib.SDO)) for t in foreign_terms().values()]
    ours = [each for each in iris if each.startswith(str(space))]
    assert ours
    assert not [each for each in ours if rdflib.URIRef(each) not in space]


def test_numbers_look_like_those_of_wikidata_and_cco() -> None:
    forms = {"wd": r"P[1-9]\d*", "cco": r"ont0000\d{4}"}
    for curie in foreign_terms():
        prefix, _, local = curie.partition(":")
        assert re.fullmatch(forms.get(prefix, ".+"), local), curie


# ---- kgraph itself -----------------------------------------------------------------------------


def test_the_vocabulary_is_the_same_with_and_without(tmp_path: Path) -> None:
    for name in ("kgraph.ttl", "conflict.ttl"):
        shutil.copy(ONTOLOGY / name, tmp_path)
    without = ontology.load(tmp_path)
    shutil.copy(MAPPINGS, tmp_path)
    assert ontology.load(tmp_path) == without
    assert without.classes["con:State"].ancestors == {
        "con:State",
        "con:Place",
        "kg:Agent",
        "kg:Entity",
        "kg:Matter",
    }
