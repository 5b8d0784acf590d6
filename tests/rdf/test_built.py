"""The graph files of the project's own facts, loaded by two libraries and counted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cases import ROOT
from tests.rdf.reading import read_by_pyoxigraph, read_by_rdflib

TRIPLES, QUADS = ("graph.nt", "graph.ttl"), ("graph.nq", "graph.trig", "graph.jsonld")


@pytest.fixture(scope="module")
def counts(built: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((built / "report.json").read_bytes())["counts"]
    return found


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
def test_a_store_holds_as_many_as_the_report_says(
    built: Path, counts: dict[str, int], name: str
) -> None:
    store = ox.Store()
    store.bulk_load(path=str(built / name))
    assert len(store) == counts["quads" if name in QUADS else "triples"]


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
def test_rdflib_reads_what_pyoxigraph_reads(built: Path, name: str) -> None:
    data = (built / name).read_bytes()
    assert read_by_rdflib(data, name) == read_by_pyoxigraph(data, name)


def test_all_files_hold_the_same(built: Path) -> None:
    by_name = {
        name: read_by_pyoxigraph((built / name).read_bytes(), name) for name in (*TRIPLES, *QUADS)
    }
    assert by_name["graph.nt"] == by_name["graph.ttl"]
    assert by_name["graph.nq"] == by_name["graph.trig"] == by_name["graph.jsonld"]
    assert {q[:3] for q in by_name["graph.nq"]} == {q[:3] for q in by_name["graph.nt"]}


def test_lines_are_sorted_and_there_are_no_blank_nodes(built: Path) -> None:
    for name in ("graph.nt", "graph.nq"):
        lines = (built / name).read_text(encoding="utf-8").split("\n")[:-1]
        assert lines == sorted(set(lines))
        assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_trig_has_no_keyword_that_older_stores_refuse(built: Path) -> None:
    text = (built / "graph.trig").read_text(encoding="utf-8")
    assert "GRAPH" not in text
    assert "VERSION" not in text


def test_the_context_tells_what_each_value_is(built: Path) -> None:
    """But for what is said of statements whose object is a text."""
    text = (built / "graph.jsonld").read_text(encoding="utf-8")
    assert set(re.findall(r'"([\w:-]+)": \[?\{"@(?:id|value)"', text)) == {"rdf:object"}


def test_the_context_is_the_one_that_is_published(built: Path) -> None:
    published = json.loads((ROOT.parent / "ontology" / "context.jsonld").read_bytes())["@context"]
    context = json.loads((built / "graph.jsonld").read_bytes())["@context"]
    assert context.items() <= published.items()
