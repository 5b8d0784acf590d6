"""The property graph in CSV, loaded into Ladybug and Kuzu by its own script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given

import kgraph
from kgraph.cli import cli
from kgraph.exports.folder import write_folder
from kgraph.exports.property_graph import files
from kgraph.exports.rows import Rows
from kgraph.exports.tables import NODES, Table
from kgraph.impact.world import World
from tests.cases import ROOT, VOCABULARY
from tests.examples import examples
from tests.exports.worlds import worlds

PACKAGES = ["ladybug", pytest.param("kuzu", marks=pytest.mark.slow)]

KG = "https://w3id.org/kgraph/ns#"
SERVER = """
import importlib, json, os, sys
package = importlib.import_module(sys.argv[1])
for line in sys.stdin:
    connection = package.Connection(package.Database(":memory:"))
    answers = [connection.execute(query) for query in json.loads(line)]
    print(json.dumps([[] if isinstance(it, list) else it.get_all() for it in answers]), flush=True)
"""


class Engine:
    """A process that answers queries: the two libraries do not go together in one."""

    def __init__(self, package: str) -> None:
        command = [sys.executable, "-c", SERVER, package]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def ask(self, *queries: str) -> list[list[list[Any]]]:
        """Rows of each query, asked one after the other of a new database."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(queries), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())  # type: ignore[no-any-return]


@pytest.fixture(scope="module", params=PACKAGES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = Engine(request.param)
    yield engine
    engine.process.communicate(timeout=10)


def load(folder: Path, database: Path, package: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(folder / "load-ladybug.sh"), str(database), package],
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def exported(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "graph"
    command = ["export", "csv", "--output", str(built), "-o", str(folder)]
    result = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert not result.exit_code, result.output
    return folder


def in_folder(folder: Path) -> str:
    """The script, with the places of the files in full."""
    script = (folder / "load-ladybug.cypher").read_text(encoding="utf-8")
    return script.replace(" FROM '", f" FROM '{folder.as_posix()}/")


def contents(tables: list[Table]) -> tuple[list[str], list[list[list[Any]]]]:
    """Queries for all that is in the tables, and what they should give, sorted."""
    queries, expected = [], []
    for table in tables:
        columns = "".join(f", x.`{name}`" for name in table.columns)
        ends, head = ("(x", ")") if table.of_nodes else ("(a)-[x", "]->(b)")
        keys = columns[2:] if table.of_nodes else f"a.id, b.id{columns}"
        queries.append(f"MATCH {ends}:`{table.name}`{head} RETURN {keys}")
        rows = [row for several in table.rows.values() for row in several]
        expected.append(in_order([None if cell == "" else cell for cell in row] for row in rows))
    return queries, expected


def in_order(rows: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=repr)


def assert_all_comes_back(engine: Engine, graph: Rows, folder: Path) -> None:
    write_folder(folder, files(graph, VOCABULARY))
    queries, expected = contents(graph.all())
    _, *found = engine.ask(in_folder(folder), *queries)
    assert list(map(in_order, found)) == expected


@given(world=worlds)
@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_text_it_comes_back(engine: Engine, tmp_path: Path, world: World) -> None:
    assert_all_comes_back(engine, Rows(world, VOCABULARY), tmp_path / "graph")


def test_what_rules_conclude_comes_back(engine: Engine, tmp_path: Path, built: Path) -> None:
    graph = kgraph.load(built)
    rows = Rows(graph.world, graph.vocabulary)
    assert rows.derivation.rows[NODES]
    assert_all_comes_back(engine, rows, tmp_path / "graph")


def test_paths_over_facts_lead_where_sparql_leads(
    built: Path, engine: Engine, exported: Path
) -> None:
    _, rows = engine.ask(
        in_folder(exported),
        "MATCH (a:Entity)-[:dependsOn*1..10]->(b:Entity) RETURN DISTINCT a.iri, b.iri",
    )
    found = kgraph.load(built).rows("SELECT DISTINCT ?a ?b { ?a con:dependsOn+ ?b }")
    assert {tuple(row) for row in rows} == {(row["a"], row["b"]) for row in found}
    assert rows


def test_each_fact_leads_to_who_said_it_where_and_how_surely(
    built: Path, engine: Engine, exported: Path
) -> None:
    page = (ROOT.parent / "docs" / "exports-graphs.md").read_text(encoding="utf-8")
    [query] = re.findall(r"```cypher\n(.*?)```", page, re.DOTALL)
    _, rows = engine.ask(in_folder(exported), query)
    found = kgraph.load(built).rows(
        """SELECT * {
          ?statement rdf:subject/rdfs:label ?a ; rdf:predicate con:dependsOnData ;
            rdf:object/rdfs:label ?b ; kg:projected true .
          ?claim kg:statement ?statement ; kg:claimant/rdfs:label ?who ; kg:evidence ?at ;
            kg:reliability ?reliability .
          ?at oa:hasSource/rdfs:label ?document ; kg:paragraph ?paragraph ;
            kg:credibility ?credibility
        }"""
    )
    names = ("a", "b", "who", "document", "paragraph", "reliability", "credibility")
    assert {tuple(map(str, row)) for row in rows} == {
        tuple(row[name].removeprefix(f"{KG}{name}-") for name in names) for row in found
    }
    assert rows


def test_the_script_says_which_package_is_missing(exported: Path, tmp_path: Path) -> None:
    done = load(exported, tmp_path / "graph", "not_there")
    assert done.returncode == 1
    assert done.stderr.endswith(" has no package not_there: pip install not_there\n")


@pytest.mark.parametrize("package", PACKAGES)
def test_the_script_loads_and_checks(
    built: Path, exported: Path, tmp_path: Path, package: str
) -> None:
    done = load(exported, tmp_path / "graph", package)
    assert not done.returncode, done.stderr
    claims = kgraph.load(built).facts.claims
    assert f"Claim: {len(claims)} of {len(claims)}" in done.stdout.splitlines()


def test_the_script_says_when_not_all_was_loaded(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(exported, folder)
    for name, kept in (("PREMISE-Derivation-Statement.csv", 1), ("STATES-Claim-Statement.csv", 3)):
        path = folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:kept]), encoding="utf-8")
    done = load(folder, tmp_path / "db", "ladybug")
    assert "STATES: 2 of " in done.stdout
    assert "PREMISE: 0 of " in done.stdout
    assert (done.returncode, done.stderr) == (1, "not all was loaded\n")


def test_neo4j_gets_the_same_files_and_labels_of_classes(exported: Path) -> None:
    """That it takes them was not tried: only that nothing was forgotten."""
    script = (exported / "load-neo4j.cypher").read_text(encoding="utf-8")
    named = re.findall(r"file:///(\S+\.csv)'", script)
    assert sorted(named) == sorted(path.name for path in exported.glob("*.csv"))
    assert "WHERE n.class = 'con:State' SET n:`Place`:`State`:`Agent`;" in script
