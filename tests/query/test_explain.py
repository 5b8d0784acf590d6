"""Rows are explained by the claims, derivations and premises behind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgraph.problems import KgraphError, Report
from kgraph.query.forms import written
from kgraph.query.run import Graph, answer, open_graph
from kgraph.query.scope import Scope
from tests.query.asking import data, saved


@pytest.fixture(scope="module")
def graph(built: Path) -> Graph:
    return open_graph(built)


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The invented conflict, with what a rule concluded in a graph of its own."""
    folder, source = tmp_path_factory.mktemp("border"), data("border")
    (folder / "graph.nt").write_bytes(source.ntriples)
    (folder / "graph.nq").write_bytes(source.ntriples.replace(b" .\n", b" <http://e/g> .\n"))
    return Graph(folder / "graph.nt", folder / "graph.nq", dict(source.prefixes))


def explained(graph: Graph, query: str, **more: Any) -> dict[str, Any]:
    report = Report()
    found = answer(graph, query, "json", 30, report, explain=True, **more)
    assert found, report.as_text()
    content: dict[str, Any] = json.loads(found.raw)
    return content


def cited(graph: Graph, query: str, **more: Any) -> list[list[str]]:
    """Labels of the statements behind each row."""
    content = explained(graph, query, **more)["cited"]
    return [
        [content["statements"][part["statement"]]["label"] for part in row]
        for row in content["rows"]
    ]


def text(graph: Graph, query: str) -> list[str]:
    content = json.dumps(explained(graph, query)).encode()
    return written("table", content, graph.prefixes).splitlines()


def test_a_plain_triple_is_explained_by_its_claim(graph: Graph) -> None:
    assert text(graph, "SELECT ?data { kgr:storm-shadow-guidance con:dependsOnData ?data }") == [
        "data",
        "------------------",
        "kgr:elevation-maps",
        "    guidance systems of Storm Shadow depends on data elevation maps owned by the United "
        "States",
        "      speaker quoted on Storm Shadow (unnamed), endorsed by author of the analysis "
        "(unnamed); kursk-analysis ¶13; asserted, certain; F6; published 2024-11?/2024-12?",
        "(1 row)",
    ]


FUNCTION = "Storm Shadow depends on function of guidance systems of Storm Shadow"
DATA = "guidance systems of Storm Shadow depends on data elevation maps owned by the United States"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { kgr:storm-shadow con:dependsOnFunction+/con:dependsOnData ?x }",
        "SELECT ?x { kgr:storm-shadow con:dependsOnFunction/con:dependsOnData ?x }",
        "SELECT ?x { kgr:storm-shadow con:dependsOnFunction [ con:dependsOnData ?x ] }",
        "SELECT ?l { kgr:storm-shadow con:dependsOnFunction _:part . _:part con:dependsOnData ?x . "
        "?x rdfs:label ?l }",
        "SELECT (COUNT(*) AS ?n) { kgr:storm-shadow con:dependsOnFunction ?y . "
        "?y con:dependsOnData ?x }",
        "SELECT ?x { kgr:storm-shadow con:dependsOnFunction ?y { SELECT ?x ?y { "
        "?y con:dependsOnData ?x } } }",
        "SELECT (STR(?x) AS ?text) { kgr:storm-shadow con:dependsOnFunction ?y "
        "OPTIONAL { ?y con:dependsOnData ?x } OPTIONAL { ?y con:owns ?none } }",
    ],
)
def test_a_chain_is_explained_step_by_step_however_it_is_asked(graph: Graph, query: str) -> None:
    assert cited(graph, query) == [[FUNCTION, DATA]]


def test_what_stands_in_a_branch_that_was_not_taken_is_not_cited(graph: Graph) -> None:
    query = """SELECT ?x { kgr:storm-shadow con:dependsOnFunction ?x
      OPTIONAL { ?x con:dependsOnData kgr:elevation-maps FILTER(false) } }"""
    assert cited(graph, query) == [[FUNCTION]]


def test_members_of_a_group_are_cited_all(graph: Graph) -> None:
    query = """SELECT (COUNT(?who) AS ?n) { ?who con:seeksPermissionFrom ?whom }
      GROUP BY ?whom ORDER BY ?n"""
    content = explained(graph, query)
    assert content["head"]["vars"] == ["n"]
    counts = [int(row["n"]["value"]) for row in content["results"]["bindings"]]
    assert counts == [len(row) for row in content["cited"]["rows"]] == [2]


def test_groups_that_look_alike_are_told_apart(graph: Graph) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?who con:owns ?what } GROUP BY ?what"
    assert [len(row) for row in cited(graph, query)] == [1, 1]
    assert sorted(cited(graph, query))[0] != sorted(cited(graph, query))[1]


def test_a_row_about_one_claim_cites_this_one_alone(border: Graph) -> None:
    content = explained(border, "SELECT ?claim ?s { ?claim kg:statement ?s } ORDER BY ?claim")
    for row, parts in zip(content["results"]["bindings"], content["cited"]["rows"], strict=True):
        assert [part["claims"] for part in parts] == [[row["claim"]["value"]]]
    everyone = explained(border, "SELECT ?s { ?s a kg:Statement }")["cited"]
    assert any(len(part["claims"]) > 1 for row in everyone["rows"] for part in row)


def test_what_is_only_said_is_cited_with_how_it_is_said(graph: Graph) -> None:
    lines = text(graph, "SELECT ?if { ?c kg:condition ?if ; kg:modality kg:prediction } LIMIT 1")
    assert "¶13; prediction, certain; if Storm Shadow not has" in lines[4]


def test_classes_and_labels_are_nobodys_claims(graph: Graph) -> None:
    assert cited(graph, "SELECT ?l { kgr:russia a con:State ; rdfs:label ?l }") == [[]]
    assert "    (no claim to cite)" in text(graph, "SELECT ?l { kgr:russia rdfs:label ?l }")


def test_a_derived_fact_is_explained_by_a_proof_down_to_its_claims(border: Graph) -> None:
    lines = text(border, "SELECT ?who { kgr:eastland con:supports ?who }")
    assert lines[3] == "    Eastland supports Northland"
    assert lines[4] == "      concluded by the rule 'helping', and by 1 more proof:"
    assert lines[5].startswith("        ")
    assert "¶" in lines[6]
    deeper = text(border, "SELECT ?who { kgr:westland con:urges ?who }")
    at = deeper.index("        Eastland supports Northland")
    assert "concluded by the rule 'helping'" in deeper[at - 1]
    assert "concluded by the rule 'helping'" in deeper[at + 1]


@pytest.mark.slow
def test_every_row_of_every_saved_question_about_claims_is_explained(
    graph: Graph, border: Graph
) -> None:
    for name, question in saved().items():
        for source in (graph, border):
            if name not in ("events", "hypothetical", "locations", "sides"):
                assert all(cited(source, question.text)), name


@pytest.mark.parametrize("name", ["depends-on", "who-says", "chokepoints", "control"])
def test_rows_are_those_that_are_given_without_reasons(graph: Graph, name: str) -> None:
    plain = answer(graph, saved()[name].text, "json", 30, Report())
    assert plain
    content = explained(graph, saved()[name].text)
    content.pop("cited")
    assert content == json.loads(plain.raw)


def test_citations_are_the_same_every_time(graph: Graph) -> None:
    query = saved()["who-says"].text
    assert explained(graph, query)["cited"] == explained(graph, query)["cited"]


def test_plain_triples_alone_are_explained_and_a_limit_holds(graph: Graph) -> None:
    query = "SELECT ?x { kgr:storm-shadow con:dependsOnFunction ?x }"
    assert cited(graph, query, scope=Scope(dataset="projected")) == [[FUNCTION]]
    assert cited(graph, query, limit=0) == []


def test_what_a_claim_holds_is_written_safely(border: Graph) -> None:
    content = explained(border, "SELECT ?who { kgr:eastland con:supports ?who }")
    for statement in content["cited"]["statements"].values():
        statement["label"] = "\x1b[31m | <script>"
    raw = json.dumps(content).encode()
    assert "\x1b" not in written("table", raw, {})
    (row,) = written("markdown", raw, {}).splitlines()[2:]
    assert "<script>" not in row
    assert row.replace("\\|", "").count("|") == 3


def test_a_query_that_is_not_followed_is_said(graph: Graph) -> None:
    with pytest.raises(KgraphError, match=r"cannot be explained: '\(' at 1:18 is not followed"):
        explained(graph, "SELECT * { ?a ?b (1 2) }")


def test_explaining_ends_when_time_is_up(graph: Graph) -> None:
    """The rows are few and come at once; all the solutions behind them would take for ever."""
    endless = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 1"
    assert answer(graph, endless, "json", 5, Report())
    with pytest.raises(KgraphError, match=r"ended after 5 seconds|could not be run"):
        answer(graph, endless, "json", 5, Report(), explain=True)


@pytest.mark.parametrize("scope", [Scope("2024-11-05"), Scope(dataset="projected")])
def test_a_part_of_the_graph_is_asked_within_bounds_too(graph: Graph, scope: Scope) -> None:
    everything = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    with pytest.raises(KgraphError, match="ended after 2 seconds"):
        answer(
            graph, f"SELECT (COUNT(*) AS ?n) {{ {everything} }}", "json", 2, Report(), scope=scope
        )


def test_the_engine_reads_what_is_explained(graph: Graph) -> None:
    found = answer(graph, saved()["depends-on"].text, "json", 30, Report(), explain=True)
    assert found
    solutions = ox.parse_query_results(found.raw, ox.QueryResultsFormat.JSON)
    assert len(list(solutions)) == 7  # type: ignore[arg-type]
