"""Parts of sorted files are what a search through all lines would find."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kgraph.rdf.described import subjects
from kgraph.rdf.lookup import Lookup
from kgraph.rdf.stretches import by_graph
from tests.rdf.test_grouped import graphs, lines_of, triples


@given(st.sets(triples, max_size=12))
def test_a_subject_is_found_by_bisection(given: set[str]) -> None:
    lines = sorted(f"{triple} .\n" for triple in given)
    found = Lookup("".join(lines).encode())
    for subject, said in subjects(lines, len(" .\n")):
        assert found.said(subject) == said
        for predicate in said:
            objects = [it for it in said[predicate] if it[0] == "<"]
            linked = found.linked(predicate, objects)
            assert all(subject in linked[object] for object in objects)
    assert found.said("<x:absent>") == {}
    assert list(found.beginning("<")) == list(subjects(lines, len(" .\n")))


@given(graphs)
def test_graphs_are_read_one_after_the_other(given: dict[str, set[str]]) -> None:
    by_iri = lines_of(given)
    lines = sorted(line for several in by_iri.values() for line in several)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
        assert {iri: list(found) for iri, found in by_graph(path)} == by_iri
