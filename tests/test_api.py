"""The built graph in Python."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import networkx
import pytest
import rdflib

import kgraph
from kgraph.api import BuiltGraph
from kgraph.problems import KgraphError

ID = "https://w3id.org/kgraph/id/"
CON = rdflib.Namespace("https://w3id.org/kgraph/conflict#")


@pytest.fixture(scope="module")
def graph(built: Path) -> BuiltGraph:
    return kgraph.load(built)


def test_rows_of_a_query(graph: BuiltGraph) -> None:
    query = "SELECT ?data { kgr:storm-shadow-guidance con:dependsOnData ?data }"
    assert graph.rows(query) == [{"data": f"{ID}entity/elevation-maps"}]


def test_rows_of_a_saved_question(graph: BuiltGraph) -> None:
    (row,) = graph.ask("depends-on", {"thing": "Storm Shadow"})
    assert row["on"] == "guidance systems of Storm Shadow"
    assert len(graph.ask("depends-on")) == 7


def test_a_day_may_be_a_date(graph: BuiltGraph) -> None:
    for day in (date(2024, 9, 1), date(1900, 1, 1)):
        assert graph.ask("control", {"day": day}) == graph.ask("control", {"day": str(day)})
    with pytest.raises(KgraphError, match="day cannot be '2024-09-01 00:00:00'"):
        graph.ask("control", {"day": datetime(2024, 9, 1)})


def test_a_projects_own_question_is_asked_from_anywhere_whatever_its_parameters_are_called(
    built: Path, tmp_path: Path
) -> None:
    names = ["name", "timeout", "question", "values", "self"]
    shutil.copytree(built, tmp_path / "output")
    head = "".join(f"# param {name} (text): a word\n" for name in names)
    blocks = "".join(f"VALUES ?{name} {{ UNDEF }} " for name in names)
    (tmp_path / "ontology" / "queries").mkdir(parents=True)
    (tmp_path / "ontology" / "queries" / "own.rq").write_text(f"# O\n{head}SELECT * {{ {blocks}}}")
    values = {name: name.upper() for name in names}
    assert kgraph.load(tmp_path / "output").ask("own", values, timeout=20) == [values]


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("depend-on", {}, "no saved question 'depend-on': did you mean 'depends-on'"),
        ("depends-on", {"thin": "gps"}, "has no parameter 'thin': did you mean 'thing'"),
        ("depends-on", {"thing": "gsp"}, "the graph has no entity 'gsp'"),
        ("evidence", {"words": "\udcff"}, "words cannot be '\udcff': expected Unicode text"),
        ("depends-on", {"thing": "x" * 100_000}, r"'x{100} \.\.\.'"),
        ("depends-on", {"x" * 100_000: "gps"}, r"'x{100} \.\.\.'"),
        ("x" * 100_000, {}, r"'x{100} \.\.\.'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_plainly(
    graph: BuiltGraph, name: str, values: dict[str, str], message: str
) -> None:
    with pytest.raises(KgraphError, match=message):
        graph.ask(name, values)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x {", "query-syntax"),
        ("SELECT * { SERVICE <http://a/> {} }", "query-refused"),
        ("ASK {}", "rows are for SELECT"),
        ("CONSTRUCT WHERE { ?s a con:State }", "rows are for SELECT"),
    ],
)
def test_faults_are_said_plainly(graph: BuiltGraph, query: str, message: str) -> None:
    with pytest.raises(KgraphError, match=message):
        graph.rows(query)


def test_rdflib_holds_every_quad(graph: BuiltGraph, built: Path) -> None:
    dataset = graph.dataset()
    assert sum(1 for _ in dataset.quads()) == (built / "graph.nq").read_bytes().count(b"\n")
    guidance = rdflib.URIRef(f"{ID}entity/storm-shadow-guidance")
    assert dataset.value(guidance, CON.dependsOnData) == rdflib.URIRef(f"{ID}entity/elevation-maps")


def test_networkx_finds_the_way_from_the_missile_to_the_maps(graph: BuiltGraph) -> None:
    network = graph.network()
    missile, maps = f"{ID}entity/storm-shadow", f"{ID}entity/elevation-maps"
    path = networkx.shortest_path(network, missile, maps)
    assert [network.nodes[node]["label"] for node in path] == [
        "Storm Shadow",
        "guidance systems of Storm Shadow",
        "elevation maps owned by the United States",
    ]
    claims = network.edges[path[1], path[2], str(CON.dependsOnData)]["claims"]
    assert len(claims) == 1
    assert claims[0].startswith(f"{ID}claim/")


def test_every_edge_of_the_network_has_a_claim(graph: BuiltGraph) -> None:
    assert all(claims for _, _, claims in graph.network().edges(data="claims"))


def test_nothing_built_there(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="run 'kgraph build'"):
        kgraph.load(tmp_path)
