"""Queries on a built graph, end to end."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kgraph.problems import KgraphError, Report
from kgraph.query.run import Graph, open_graph, run


@pytest.fixture
def graph(built: Path) -> Graph:
    return open_graph(built)


def rows(graph: Graph, query: str) -> list[list[str]]:
    report = Report()
    raw = run(graph, query, "json", 30, report)
    assert raw is not None, report.as_text()
    found = json.loads(raw)
    names = found["head"]["vars"]
    return [[row[n]["value"] for n in names if n in row] for row in found["results"]["bindings"]]


def test_the_plain_triple_needs_no_claims_in_the_query(graph: Graph) -> None:
    query = "SELECT ?label { kgr:storm-shadow-guidance con:dependsOnData/rdfs:label ?label }"
    assert rows(graph, query) == [["elevation maps owned by the United States"]]


def test_named_graphs_are_there_and_the_default_graph_repeats_nothing(graph: Graph) -> None:
    total = int(rows(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert total == int(rows(graph, distinct)[0][0]) > 4000


def test_nothing_denied_hedged_or_merely_said_answers_a_question_about_facts(graph: Graph) -> None:
    assert rows(graph, "SELECT ?x { kgr:storm-shadow con:fallsBackOn ?x }") == []
    assert rows(graph, "SELECT ?x { ?x con:lifts kgr:long-range-restrictions }") == []
    assert rows(graph, "SELECT ?x { ?x con:captures kgr:malaya-loknya }") == []
    assert rows(graph, "SELECT ?x { ?x con:urges kgr:joe-biden }") == []
    assert rows(graph, "SELECT ?x { kgr:ukraine con:capableOf ?x }") == []


def test_what_is_only_expected_is_no_attack(graph: Graph) -> None:
    attacks = rows(graph, "SELECT ?x { ?x a con:Attack } ORDER BY ?x")
    assert [row[0].rpartition("/")[2] for row in attacks] == [
        "malaya-loknya-attack",
        "russian-attacks",
    ]
    assert rows(
        graph,
        "ASK { kgr:anticipated-assaults kg:scenarioOf con:Attack }".replace("ASK", "SELECT *"),
    ) == [[]]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_each_format(graph: Graph, format: str) -> None:
    raw = run(graph, "SELECT ?s { ?s con:owns ?o } ORDER BY ?s", format, 30, Report())
    assert raw
    assert b"united-states" in raw
    assert run(graph, "ASK { ?s con:owns ?o }", format, 30, Report())


def test_construct_gives_sorted_turtle(graph: Graph) -> None:
    raw = run(graph, "CONSTRUCT { ?s con:owns ?o } WHERE { ?s con:owns ?o }", "json", 30, Report())
    assert raw
    text = raw.decode()
    assert "kgr:united-states con:owns kgr:elevation-maps" in text
    assert text.startswith("@prefix con:")


def test_a_syntax_error_points_at_its_place(graph: Graph) -> None:
    report = Report()
    assert run(graph, "SELECT ?s\nWHERE { ?s ?p }", "json", 30, report) is None
    problem = report.problems[0]
    assert problem.code == "query-syntax"
    assert problem.where.line == 2


def test_what_is_no_unicode_points_at_its_place(graph: Graph) -> None:
    report = Report()
    assert run(graph, "SELECT ?s {\n  ?s ?p '\udcff' }", "json", 30, report) is None
    (problem,) = report.problems
    assert (problem.code, problem.where.line, problem.where.column) == ("query-syntax", 2, 10)


def test_a_query_without_end_is_ended(graph: Graph) -> None:
    everything = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    start = time.monotonic()
    with pytest.raises(KgraphError, match="ended after"):
        run(graph, f"SELECT (COUNT(*) AS ?n) {{ {everything} }}", "json", 1.0, Report())
    assert time.monotonic() - start < 10


def test_no_graph_yet_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="run 'kgraph build'"):
        open_graph(tmp_path)
