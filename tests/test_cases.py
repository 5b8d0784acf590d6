"""Every case folder: the expected graph, and what must hold of any graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from .cases import CASES, facts_of, graph_files
from .rdf.reading import read_by_pyoxigraph, read_by_rdflib
from .shuffle import shuffled

EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@EVERY_CASE
def test_graph_is_the_expected_one(case: Path) -> None:
    content = graph_files(facts_of(case / "seeds"))["graph.trig"]
    assert set(ox.parse(content, ox.RdfFormat.TRIG)) == set(
        ox.parse((case / "expected.trig").read_bytes(), ox.RdfFormat.TRIG)
    )


@EVERY_CASE
def test_five_files_hold_the_same(case: Path) -> None:
    content = graph_files(facts_of(case / "seeds"))
    triples = read_by_rdflib(content["graph.nt"], "graph.nt")
    quads = read_by_rdflib(content["graph.nq"], "graph.nq")
    for name, data in content.items():
        expected = quads if name in ("graph.nq", "graph.trig", "graph.jsonld") else triples
        assert read_by_rdflib(data, name) == expected, name
        assert read_by_pyoxigraph(data, name) == expected, name
    assert {quad[:3] for quad in quads} == {triple[:3] for triple in triples}


@EVERY_CASE
def test_shuffled_seeds_give_the_same_bytes(case: Path, tmp_path: Path) -> None:
    for number in range(3):
        seeds = shuffled(case / "seeds", tmp_path / str(number), number)
        assert graph_files(facts_of(seeds)) == graph_files(facts_of(case / "seeds"))


@EVERY_CASE
def test_no_blank_nodes_and_no_plain_triple_of_what_is_not_projected(case: Path) -> None:
    graph = rdflib.Graph().parse(
        data=graph_files(facts_of(case / "seeds"))["graph.nt"], format="nt"
    )
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    kg = rdflib.Namespace("https://w3id.org/kgraph/ns#")
    for statement in graph.subjects(rdflib.RDF.type, kg.Statement):
        parts = (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object)
        triple = tuple(graph.value(statement, part) for part in parts)
        if not any(
            (other, kg.projected, None) in graph
            for other in graph.subjects(rdflib.RDF.subject, triple[0])
            if (other, rdflib.RDF.predicate, triple[1]) in graph
            and (other, rdflib.RDF.object, triple[2]) in graph
        ):
            assert triple not in graph
