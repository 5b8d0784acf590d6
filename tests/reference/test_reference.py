"""The reference has every term once, draws what it says, and is current."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests import reference
from tests.query.asking import data, saved

from . import questions, shapes
from .diagrams import area_diagram, claim_diagram
from .entries import Reference
from .links import anchors
from .source import Source, names_in

OWN = """
@prefix kg: <https://w3id.org/kgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wat: <http://example.org/water#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wat:area-rivers a skos:Collection ; rdfs:label "rivers"@en ;
  skos:member wat:River , wat:Brook , wat:feeds , wat:fears , wat:length .
wat:River a owl:Class ; rdfs:label "river"@en ; skos:definition "Fed by wat:Brook."@en .
wat:Brook a owl:Class ; rdfs:subClassOf wat:River .
wat:Dam a owl:Class ; owl:disjointWith wat:River .
wat:feeds a owl:TransitiveProperty , kg:Predicate ; rdfs:domain wat:Dam ; rdfs:range wat:River .
wat:fears a kg:OpaquePredicate ; rdfs:domain wat:Dam ; rdfs:range wat:River .
wat:length a kg:Predicate ; rdfs:domain wat:River ; kg:expects xsd:decimal .
wat:built a owl:DatatypeProperty ; schema:domainIncludes wat:Dam , wat:River ; rdfs:range xsd:date .
kg:Predicate a owl:Class ; rdfs:label "predicate"@en .
kg:OpaquePredicate a owl:Class ; rdfs:label "opaque predicate"@en .
"""


@pytest.fixture
def own(tmp_path: Path) -> Reference:
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    pages = {"kg": "core.md", "wat": "water.md"}
    return Reference(
        Source([tmp_path / "own.ttl"]), pages, {"Questions": {"wat:feeds": ["[x](y)"]}}
    )


def test_pages_are_current() -> None:
    for path, text in reference.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path}: run python -m tests.docs"


def test_the_picture_shows_the_turtle_beside_it() -> None:
    index = reference.INDEX.read_text(encoding="utf-8")
    assert reference.with_diagram(index) == index


def test_every_term_is_in_one_area_and_has_one_entry() -> None:
    found, pages = reference.reference(), reference.pages()
    for prefix, page in reference.PAGES.items():
        terms = found.terms(prefix)
        areas = found.areas(prefix)
        assert "" not in areas, f"in no area: {areas['']}"
        assert Counter(term for members in areas.values() for term in members) == Counter(terms)
        there = Counter(anchors(pages[reference.FOLDER / page]))
        assert not [term for term in terms if there[term.partition(":")[2]] != 1]


def test_no_anchor_is_there_twice() -> None:
    for path, text in reference.pages().items():
        assert not [name for name, times in Counter(anchors(text)).items() if times > 1], path


def test_the_core_page_knows_no_domain() -> None:
    page = reference.pages()[reference.FOLDER / "core.md"]
    assert not re.search(r"\bcon:|conflict\.md", page)


def test_the_index_explains_terms_of_other_vocabularies(built: Path) -> None:
    index = reference.INDEX.read_text(encoding="utf-8")
    used = {
        term
        for graph in [Source([built / "graph.ttl"])]
        for node in graph
        for term in [*graph.predicates(node), *graph.all(node, "rdf:type")]
    }
    assert "oa:hasSelector" in used
    assert not [
        t for t in sorted(used) if not t.startswith(("kg:", "con:")) and f"`{t}`" not in index
    ]


def test_each_question_has_a_sample_that_is_answered() -> None:
    calls = questions.samples()
    assert calls.keys() == saved().keys()
    assert not [
        n for n, call in calls.items() if not json.loads(call.answer())["results"]["bindings"]
    ]


def test_a_sample_shows_what_the_command_prints() -> None:
    index = reference.INDEX.read_text(encoding="utf-8")
    page = reference.pages()[reference.FOLDER / questions.PAGE]
    (printed,) = re.findall(r"```console\n\$ kgraph query dependency-chain.*?```", index, re.DOTALL)
    assert printed in page


def test_a_long_answer_is_cut() -> None:
    assert questions.cut("a\n-\n1\n2\n3\n4\n(4 rows)") == "a\n-\n1\n2\n3\n...\n(4 rows)"
    assert questions.cut("a\n-\n1\n(1 row)") == "a\n-\n1\n(1 row)"


def test_shapes_say_whom_they_are_for_without_placeholders() -> None:
    page = reference.pages()[reference.FOLDER / shapes.PAGE]
    assert "Of :" not in page
    assert not re.search(r"[{}]", page)
    assert len(set(anchors(page)) & {name.partition(":")[2] for name in shapes.SURPRISING}) == len(
        shapes.SURPRISING
    )


def test_the_hierarchy_is_walked_with_the_ontology_beside_the_graph() -> None:
    index = reference.INDEX.read_text(encoding="utf-8")
    (query,) = re.findall(r"```sparql with-ontology.rq\n(.*?)```", index, re.DOTALL)
    first = data("first")
    store = ox.Store()
    store.bulk_load(first.ntriples, format=ox.RdfFormat.N_TRIPLES)

    def rows() -> int:
        found = store.query(query, prefixes=dict(first.prefixes))
        assert isinstance(found, ox.QuerySolutions)
        return len(list(found))

    alone = rows()
    for name in ("kgraph.ttl", "conflict.ttl"):
        store.bulk_load(path=reference.ONTOLOGY / name, format=ox.RdfFormat.TURTLE)
    assert rows() > alone


def test_the_default_graph_of_the_trig_file_is_empty(built: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=built / "graph.trig", format=ox.RdfFormat.TRIG)
    assert not store.query("ASK { ?s ?p ?o }")
    assert store.query("ASK { ?s ?p ?o }", use_default_graph_as_union=True)


def test_an_entry_says_what_the_ontology_says(own: Reference) -> None:
    feeds = own.entry("wat:feeds", "water.md")
    assert "([predicate](core.md#Predicate), transitive)" in feeds
    assert "Of [Dam](#Dam); value [River](#River)\n" in feeds
    assert "- Questions: [x](y)\n" in feeds
    river = own.entry("wat:River", "water.md")
    assert "Fed by [Brook](#Brook)." in river
    assert "Kinds [Brook](#Brook); properties [length](#length), [built](#built);" in river
    assert "never also [Dam](#Dam)" in river


def test_a_term_in_no_area_comes_last(own: Reference) -> None:
    assert list(own.areas("wat").values()) == [
        ["wat:River", "wat:Brook", "wat:feeds", "wat:fears", "wat:length"],
        ["wat:Dam", "wat:built"],
    ]


def test_a_diagram_shows_classes_and_properties(own: Reference) -> None:
    drawn = area_diagram(own, own.areas("wat")["wat:area-rivers"])
    river = "<b>River</b><br/>length: decimal<br/>built: date<br/><i>kinds: Brook</i>"
    assert f'  wat_River["{river}"]\n' in drawn
    assert '  wat_Dam["<b>Dam</b>"]:::elsewhere\n' in drawn
    assert '  wat_Dam -->|"feeds"| wat_River\n' in drawn
    assert '  wat_Dam -.->|"fears"| wat_River\n' in drawn


def test_there_is_no_diagram_without_an_arrow(own: Reference) -> None:
    assert area_diagram(own, ["wat:built"]) == ""


def test_the_boxes_of_evidence_are_linked() -> None:
    found = reference.reference()
    drawn = area_diagram(found, found.areas("kg")["kg:area-evidence"])
    assert 'oa_SpecificResource -->|"oa:hasSelector"| oa_Selector' in drawn
    assert 'oa_SpecificResource -->|"oa:hasSource"| kg_Document' in drawn


def test_a_claim_is_drawn_with_its_plain_triple() -> None:
    drawn = claim_diagram(
        "@prefix kg: <https://w3id.org/kgraph/ns#> . @prefix x: <http://x/> . "
        "x:c a kg:Claim ; kg:statement x:s ; kg:modality kg:asserted . "
        "x:s a kg:Statement . x:a a x:Dam ; x:feeds x:b . x:b a x:River ."
    )
    assert '"<b>Claim</b><br/><i>x:c</i><br/>modality: asserted"' in drawn
    assert 'x_c -->|"statement"| x_s' in drawn
    assert 'x_a ==>|"x:feeds"| x_b' in drawn


def test_names_in_comments_strings_and_iris_are_not_used() -> None:
    query = "# kg:a\nSELECT * { ?s kg:b/con:c-d <http://x/kg:e> , 'kg:f' , \"kg:g\" }  # kg:h"
    assert names_in(query) == {"kg:b", "con:c-d"}
