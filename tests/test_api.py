"""The built graph in Python."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import networkx
import pytest
import rdflib
from click.testing import CliRunner

import kgraph
from kgraph.api import BuiltGraph
from kgraph.cli import cli
from kgraph.problems import KgraphError
from kgraph.rdf.projection import project
from tests.cases import ROOT, VOCABULARY, facts_of

ID = "https://w3id.org/kgraph/id/"
GRAPHS = [
    rdflib.URIRef(f"{ID}graph/{name}")
    for name in ("document/kursk-analysis", "entities", "derived")
]
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


def test_rdflib_holds_each_triple_once_and_by_document(graph: BuiltGraph, built: Path) -> None:
    dataset = graph.dataset()
    lines = [(built / name).read_bytes().count(b"\n") for name in ("graph.nt", "graph.nq")]
    assert len(dataset) == lines[0]
    assert sum(len(named) for named in dataset.graphs() if named.identifier in GRAPHS) == lines[1]
    guidance = rdflib.URIRef(f"{ID}entity/storm-shadow-guidance")
    maps = rdflib.URIRef(f"{ID}entity/elevation-maps")
    assert dataset.value(guidance, CON.dependsOnData) == maps
    assert (guidance, CON.dependsOnData, maps) in dataset.graph(GRAPHS[0])
    (row,) = dataset.query("SELECT ?data { kgr:storm-shadow-guidance con:dependsOnData ?data }")
    assert row == (maps,)
    plain = rdflib.Graph().parse(built / "graph.nt")
    found = dataset.triples((None, None, None))
    assert {tuple(map(str, t)) for t in found} == {tuple(map(str, t)) for t in plain}


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


def test_edges_of_the_network_tell_who_says_so_and_where(graph: BuiltGraph) -> None:
    network = graph.network()
    guidance, maps = f"{ID}entity/storm-shadow-guidance", f"{ID}entity/elevation-maps"
    edge = network.edges[guidance, maps, str(CON.dependsOnData)]
    assert edge["label"] == "depends on data"
    (citation,) = edge["citations"]
    assert citation.claim == edge["claims"][0]
    assert citation.claimant == "speaker quoted on Storm Shadow"
    assert citation.relayed_by == ("author of the analysis",)
    assert citation.paragraphs == (13,)
    assert network.nodes[maps]["type"] == str(CON.DataAsset)


def test_the_network_is_the_plain_triples_between_things(graph: BuiltGraph) -> None:
    """And each edge cites all claims that make it a fact, and none else."""
    query = """
        SELECT ?s ?p ?o ?claim {
          ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
          ?claim kg:projects ?statement .
          { ?o a kg:Entity } UNION { ?o a kg:Statement }
        }"""
    expected = {tuple(row[name] for name in ("s", "p", "o", "claim")) for row in graph.rows(query)}
    network = graph.network()
    edges = network.edges(keys=True, data="claims")
    assert {(s, p, o, claim) for s, o, p, claims in edges for claim in claims} == expected
    assert all({"label", "type"} == attributes.keys() for _, attributes in network.nodes(data=True))


def test_every_edge_of_the_network_has_a_claim(graph: BuiltGraph) -> None:
    assert all(claims for _, _, claims in graph.network().edges(data="claims"))


def test_records_come_back_from_the_output(graph: BuiltGraph, built: Path) -> None:
    seeds = facts_of(ROOT.parent / "seeds")
    assert graph.facts.claims == seeds.claims
    assert graph.projection == project(seeds, VOCABULARY)
    assert graph.facts is graph.facts


def test_the_vocabulary_is_that_of_the_project_that_the_output_lies_in(tmp_path: Path) -> None:
    shutil.copytree(ROOT.parent / "examples" / "aircraft", tmp_path / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "project")
        assert CliRunner().invoke(cli, ["build", "--quiet"]).exit_code == 0
    graph = kgraph.load(tmp_path / "project" / "output")
    assert set(graph.vocabulary.domains) == {"air"}
    assert graph.facts.base in graph.files.prefixes["kgr"]
    assert len(graph.projection.documents) == len(graph.rows("SELECT * { ?s kg:projected true }"))
    (tmp_path / "project" / "ontology").rename(tmp_path / "elsewhere")
    with pytest.raises(KgraphError, match=r"of the vocabulary; run 'kgraph build' again$"):
        _ = kgraph.load(tmp_path / "project" / "output").facts


@pytest.mark.parametrize("damage", ["changed", "cut short", "no digest", "no report"])
def test_what_was_changed_since_it_was_built_is_not_read(
    built: Path, tmp_path: Path, damage: str
) -> None:
    shutil.copytree(built, tmp_path / "output")
    path, report = tmp_path / "output" / "graph.nq", tmp_path / "output" / "report.json"
    graph = kgraph.load(tmp_path / "output")
    if damage == "changed":
        path.write_bytes(path.read_bytes().replace(b"ns#likely>", b"ns#certain>"))
    elif damage == "cut short":
        path.write_bytes(path.read_bytes().rpartition(b"<https://w3id.org/kgraph/id/st")[0])
    elif damage == "no digest":
        report.write_text("[]")
    else:
        report.unlink()
    with pytest.raises(KgraphError, match=r"graph.nq: is not as report.json has it; run 'kgraph"):
        _ = graph.facts


def test_nothing_built_there(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="run 'kgraph build'"):
        kgraph.load(tmp_path)
