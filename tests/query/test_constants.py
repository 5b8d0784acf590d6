"""IRIs of a query that nothing can match."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.names import EXTERNAL
from kgraph.problems import Report
from kgraph.query.constants import constants
from kgraph.query.run import answer, open_graph
from kgraph.query.unknown import report_unknown
from tests.cases import ROOT
from tests.query.asking import saved

PREFIXES = {**EXTERNAL, "ex": "http://e/"}


@pytest.mark.parametrize(
    ("query", "iris"),
    [
        ("SELECT * { ex:a ex:b/^ex:c <http://e/d> }", "a b c d"),
        ("PREFIX f: <http://e/> SELECT * { f:a ?p 'ex:b' } # ex:c", "a"),
        ("PREFIX ex: <http://e/x/> SELECT * { ex:a ?p ?o }", "x/a"),
        ("BASE <http://e/> PREFIX f: <x/> SELECT * { <a> ?p f:b }", "a x/b"),
        ("SELECT * { ?s ?p '1'^^ex:b , 'x'@en , _:b }", ""),
        ("SELECT * { ?s ?p ?o FILTER(ex:f(?o) && ?s != ex:a) }", "a"),
        ("SELECT * { VALUES ?s { ex:a ex:b } GRAPH ex:g { ?s ?p ?o } }", "a b g"),
        ("CONSTRUCT { ?s ex:new ex:thing } WHERE { ?s ex:p ?o }", "p"),
        ("CONSTRUCT WHERE { ?s ex:p ?o }", "p"),
        ("DESCRIBE ex:a", "a"),
        (r"SELECT * { ex:a\,b ?p ?o }", "a,b"),
        ("SELECT * { nowhere:a ?p ?o }", ""),
    ],
)
def test_iris_that_should_be_somewhere(query: str, iris: str) -> None:
    found = [constant.iri.removeprefix("http://e/") for constant in constants(query, PREFIXES)]
    assert found == iris.split()


def test_they_are_where_they_stand() -> None:
    query = "SELECT * { ?s\n  ex:b 'x' }"
    (constant,) = constants(query, PREFIXES)
    assert query[constant.start :][: constant.length] == "ex:b"


def unknown(built: Path, query: str) -> list[tuple[str, str]]:
    graph, report = open_graph(built), Report()
    found = answer(graph, query, "json", 30, report)
    assert found, report.as_text()
    report_unknown(query, found, graph.prefixes, report, "query", ROOT.parent / "ontology")
    assert {problem.code for problem in report} <= {"unknown-iri"}
    return [(problem.message.split()[-1], problem.help) for problem in report]


@pytest.mark.parametrize(
    ("query", "iri", "help"),
    [
        ("?s con:dependsOnDat ?o", "con:dependsOnDat", "did you mean 'con:dependsOnData'"),
        ("?s kg:dependsOn ?o", "kg:dependsOn", "did you mean 'con:dependsOn'"),
        ("kgr:storm-shadows ?p ?o", "kgr:storm-shadows", "did you mean 'kgr:storm-shadow'?"),
        ("?s rdfs:lable ?o", "rdfs:lable", "did you mean 'rdfs:label'?"),
        ("?s con:xyzzy ?o", "con:xyzzy", "nothing can match it: is it misspelt?"),
        ("?s <http://e/xyz> ?o", "http://e/xyz", "nothing can match it: is it misspelt?"),
    ],
)
def test_what_is_misspelt_is_named(built: Path, query: str, iri: str, help: str) -> None:
    ((found, told),) = unknown(built, f"SELECT * {{ {query} }}")
    assert (found, told[: len(help)]) == (iri, help)


@pytest.mark.parametrize(
    "query",
    [
        "?s con:dependsOn kgr:storm-shadow",
        "?s a con:Battle",  # the ontology has it, though the graph has none
        "?s a kg:Derivation",
        "?s rdfs:subClassOf owl:Class",
        "GRAPH <https://w3id.org/kgraph/id/graph/entities> { ?s a kg:Entity }",
        "?s ?p ?o FILTER(DATATYPE(?o) = xsd:gYear)",
    ],
)
def test_what_is_known_is_not(built: Path, query: str) -> None:
    assert unknown(built, f"SELECT * {{ {query} }}") == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if number % 5 else [])
        for number, name in enumerate(sorted(saved()))
    ],
)
def test_saved_questions_name_nothing_unknown(built: Path, name: str) -> None:
    assert unknown(built, saved()[name].text) == []
