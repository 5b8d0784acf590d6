"""Queries in shapes: what is refused, and that nothing gets around it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.problems import KgraphError
from kgraph.validate import aside, select
from kgraph.validate.run import Shapes

RDF_TYPE = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HEAD = """
@prefix ex: <http://ex/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://ex/" ] .
"""
DATA = b"""
<http://ex/a> a <http://ex/C> ; <http://ex/p> <http://ex/b>, <http://ex/c> .
<http://ex/b> a <http://ex/C> ; <http://ex/p> <http://ex/c> .
<http://ex/d> a <http://ex/D> .
"""
TRIPLES = ox.serialize(ox.parse(DATA, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""


def shape(query: str, path: str = "") -> str:
    sparql = f"sh:sparql [ sh:prefixes ex: ; sh:select '''{query}''' ]"
    inner = f"sh:property [ sh:path {path} ; {sparql} ]" if path else sparql
    return f"{HEAD} ex:S a sh:NodeShape ; sh:targetClass ex:C ; {inner} ."


def found(folder: Path, query: str, path: str = "", engine: str = "fast") -> list[tuple[str, str]]:
    """Focus nodes and values of the results."""
    (folder / "s.ttl").write_text(shape(query, path), encoding="utf-8")
    shapes = Shapes.read([folder / "s.ttl"], [])
    results = shapes.validate(TRIPLES, engine)  # type: ignore[arg-type]
    return [(result.focus, result.value) for result in results]


@pytest.mark.parametrize(
    ("query", "feature"),
    [
        ("SELECT $this { ?s ?p 'state'@en.SERVICE SILENT <U> { ?s ?a ?b } }", "SERVICE"),
        ("SELECT $this { ?s ?p true.SERVICE <U> { ?s ?a ?b } }", "SERVICE"),
        ("SELECT $this { ?s ?p ex:.SERVICE <U> { ?s ?a ?b } }", "SERVICE"),
        ("SELECT $this { ?s ?p trueSERVICE <U> { ?s ?a ?b } }", "SERVICE"),
        ("SELECT $this { ?s ?p 1 .#\rSERVICE <U> { ?s ?a ?b }\n}", "SERVICE"),
        ("SELECT $this { ?s ?p '\\\\u0027.SERVICE <U> {}#' }", "\\u"),
        ("SELECT $this { $this ?p 'a'@en.MINUS { $this ?p 'b' } }", "MINUS"),
        ("SELECT $this { $this ?p 'a'@en.VALUES ?p { ex:p } }", "VALUES"),
        ("SELECT $this { $this ?p 'a'@en.GRAPH ?g { $this ?p 'b' } }", "GRAPH"),
        ("SELECT $this ?value { $this ex:p ?value } ORDER BY ?value LIMIT 1", "LIMIT"),
        ("SELECT $this ?value { $this ex:p ?value } OFFSET 1", "OFFSET"),
        ("SELECT $this { { SELECT $this { $this ex:p ?value } LIMIT 1 } }", "LIMIT"),
        ("SELECT (COUNT($this) AS ?n) { $this ex:p ?value }", "sh:select"),
        ("ASK { { SELECT $this { $this ex:p ?x } } }", "sh:select"),
        ("CONSTRUCT { $this ex:z ?x } { { SELECT $this ?x { $this ex:p ?x } } }", "sh:select"),
        ("DESCRIBE $this { { SELECT $this ?x { $this ex:p ?x } } }", "sh:select"),
    ],
)
def test_refused(query: str, feature: str, tmp_path: Path) -> None:
    with pytest.raises(KgraphError) as refusal:
        found(tmp_path, query)
    assert f": {feature}: " in str(refusal.value)


def test_a_query_may_declare_prefixes_and_look_in_its_head(tmp_path: Path) -> None:
    query = "PREFIX x: <http://ex/> SELECT $this (EXISTS { $this x:p x:b } AS ?value) {}"
    assert len(found(tmp_path, query)) == 2


def test_a_fault_of_grammar_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgraphError) as refusal:
        found(tmp_path, "SELECT $this { $this ex:p }")
    assert str(refusal.value).endswith("sh:select: is not SPARQL: error at 1:27")


@pytest.mark.parametrize(
    ("query", "path", "number"),
    [
        ("SELECT $this { SELECT $this { ?x a ex:D } }", "", 2),
        ("SELECT $this { { SELECT $this { ?x a ex:D } } }", "", 2),
        ("SELECT $this ?value { $this ?PATH ?value }", "ex:p", 3),
        ("SELECT $this ?value { $this $PATH ?value }", "ex:p", 3),
        ("SELECT $this { $this ex:p ?x OPTIONAL { ?z ex:p $this } FILTER(BOUND(?z)) }", "", 1),
    ],
)
def test_found_as_by_pyshacl(query: str, path: str, number: int, tmp_path: Path) -> None:
    rows = found(tmp_path, query, path)
    assert len(rows) == number
    assert rows == found(tmp_path, query, path, "pyshacl")


# ---- the wall ----------------------------------------------------------------------------------


@pytest.fixture
def visits() -> Iterator[list[str]]:
    """Who comes to a server on loopback; first, its address."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = [f"http://127.0.0.1:{server.getsockname()[1]}/"]

    def listen() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            seen.append(str(address))
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    yield seen
    server.close()


def own(folder: Path, query: str) -> None:
    (folder / "ontology/shapes").mkdir(parents=True)
    (folder / "ontology/shapes/own.ttl").write_text(shape(query), encoding="utf-8")


def test_what_slips_through_meets_the_wall(
    visits: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the shapes, and the process that validates, open nothing."""
    query = f"SELECT $this {{ $this a ?c . SERVICE <{visits[0]}> {{ ?s ?a ?b }} }}"
    monkeypatch.setattr(select, "_check_tokens", lambda found: None)
    with pytest.raises(OSError, match=r"[Tt]oo many open files"):
        found(tmp_path, query)
    assert len(visits) == 1


def test_reading_the_shapes_leaves_the_limits_of_the_process_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other threads of whoever builds in Python go on opening files and using sockets."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", None)
    assert Shapes.in_force().shapes


def test_the_process_that_validates_opens_nothing(
    visits: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shapes file that the process reads without the guard: it meets the wall there too."""
    monkeypatch.chdir(tmp_path)
    own(tmp_path, f"SELECT $this {{ $this a ?c . SERVICE <{visits[0]}> {{ ?s ?a ?b }} }}")
    (tmp_path / "unguarded.py").write_text(
        "from contextlib import nullcontext\n"
        "from kgraph import wall\n"
        "from kgraph.validate import aside, select\n"
        "select._check_tokens = lambda found: None\n"
        "select._parse = lambda query, prefixes: None\n"
        "aside.main()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(aside, "MODULE", "unguarded")
    with aside.validating(TRIPLES) as results, pytest.raises(KgraphError, match="open files"):
        results()
    assert len(visits) == 1


def test_a_query_without_an_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path, "SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    triples = b"".join(b"<urn:%d> <%s> <http://ex/C> .\n" % (n, RDF_TYPE) for n in range(2000))
    with (
        aside.validating(triples, 1) as results,
        pytest.raises(KgraphError, match="ended after 1 second; "),
    ):
        results()


def test_faults_of_shapes_come_over_from_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path, "ASK {}")
    with (
        aside.validating(TRIPLES) as results,
        pytest.raises(KgraphError, match=r"own.ttl:4: ex:S: sh:select: must be a SELECT query"),
    ):
        results()
