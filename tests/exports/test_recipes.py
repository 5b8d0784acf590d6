"""Recipes: each store's own programs load what was written for it, and the check can fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
import pytest
import requests

import kgraph
from kgraph.api import BuiltGraph
from kgraph.exports.folder import write_folder
from kgraph.exports.recipes import RECIPES
from tests import docs
from tests.conftest import missing
from tests.jena import jena_classpath
from tests.servers import oxigraph_server, virtuoso_server
from tests.servers.oxigraph import executable
from tests.servers.server import program

QUADS = sorted({*RECIPES} - {"neo4j"})


@pytest.fixture
def graph(built: Path) -> BuiltGraph:
    return kgraph.load(built)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_the_same_each_time_and_tells_whether_it_is_tested(
    name: str, graph: BuiltGraph
) -> None:
    recipe = RECIPES[name]
    first, second = ({n: b"".join(c) for n, c in recipe.files(graph)} for _ in range(2))
    assert first == second
    readme = first["README.txt"].decode()
    assert ("not run" in readme) is (recipe.tested_on is None)
    assert (recipe.tested_on or "not run") in readme


@pytest.mark.parametrize("name", RECIPES)
def test_scripts_are_posix_shell_and_tell_their_use(
    name: str, graph: BuiltGraph, tmp_path: Path
) -> None:
    folder = _written(name, graph, tmp_path)
    scripts = sorted(folder.glob("*.sh"))
    assert {"load.sh", "check.sh"} <= {path.name for path in scripts}
    for script in scripts:
        assert script.read_text("utf-8").startswith("#!/bin/sh\n# ")
        assert "\nset -eu\n" in script.read_text("utf-8")
        assert os.access(script, os.X_OK)
        checked = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
        assert checked.stderr == ""
    for name in ("load.sh", "check.sh"):
        done = subprocess.run(["sh", folder / name], capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert f"usage: sh {name} " in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", RECIPES)
def test_shellcheck_has_nothing_to_say(name: str, graph: BuiltGraph, tmp_path: Path) -> None:
    if shutil.which("shellcheck") is None:
        missing("shellcheck is not installed")
    scripts = sorted(_written(name, graph, tmp_path).glob("*.sh"))
    checked = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert checked.stdout == ""


@pytest.mark.parametrize("name", QUADS)
def test_the_count_query_answers_what_is_expected(
    name: str, graph: BuiltGraph, tmp_path: Path
) -> None:
    folder = _written(name, graph, tmp_path)
    store = pyoxigraph.Store()
    store.load(path=folder / "graph.nq")
    store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("x:another-project")] * 4))
    answer = store.query((folder / "count.rq").read_text("utf-8"))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    csv = answer.serialize(format=pyoxigraph.QueryResultsFormat.CSV)
    assert csv is not None
    rows = csv.decode().split()[1:]
    assert (folder / "expected.txt").read_text("utf-8").split() == sorted(rows)


@dataclass
class Place:
    """A store to load into."""

    name: str
    folder: Path
    """What was exported for it."""
    target: str
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", self.folder / script, *(arguments or [self.target])],
            cwd=self.folder.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **self.environment},
        )


@pytest.fixture(params=["oxigraph", "jena", "virtuoso"])
def place(request: pytest.FixtureRequest, graph: BuiltGraph, tmp_path: Path) -> Iterator[Place]:
    name = request.param
    folder = _written(name, graph, tmp_path)
    if name == "virtuoso":
        work = tmp_path / "server"
        work.mkdir()
        with virtuoso_server(work, folder) as server:
            password = {"VIRTUOSO_PASSWORD": server.auth.password}
            yield Place(name, folder, server.sql, password)
        return
    programs = _jena_programs(tmp_path) if name == "jena" else _oxigraph()
    yield Place(name, folder, "a database", {"PATH": _with_path(programs)})


@pytest.mark.slow
def test_the_store_has_what_was_exported(place: Place) -> None:
    assert RECIPES[place.name].tested_on
    before = place.run("check.sh")
    assert before.returncode == 1
    for _ in range(2):  # a second time changes nothing
        loaded = place.run("load.sh")
        assert loaded.stdout.endswith(f"{place.name}: all is there\n")
        assert loaded.returncode == 0


@pytest.mark.slow
def test_a_triple_that_is_lost_is_found_out(place: Place) -> None:
    data = place.folder / "graph.nq"
    lines = data.read_bytes().splitlines(keepends=True)
    data.write_bytes(b"".join(lines[:100] + lines[101:]))
    loaded = place.run("load.sh")
    assert loaded.returncode == 1
    assert "not as exported" in loaded.stderr
    assert loaded.stderr.count("\n-https://") == loaded.stderr.count("\n+https://") == 1


@pytest.mark.slow
def test_a_broken_line_is_found_out_though_virtuoso_calls_the_file_loaded(
    graph: BuiltGraph, tmp_path: Path
) -> None:
    folder = _written("virtuoso", graph, tmp_path)
    with open(folder / "graph.nq", "r+b") as data:
        lines = data.readlines()
        data.seek(0)
        data.writelines([*lines[:100], b"<http://example.org/s <x:p> .\n", *lines[101:]])
        data.truncate()
    with virtuoso_server(tmp_path, folder) as server:
        password = {"VIRTUOSO_PASSWORD": server.auth.password}
        loaded = Place("virtuoso", folder, server.sql, password).run("load.sh")
        assert "state 2" in server.isql(
            "select concat ('state ', cast (ll_state as varchar)) from DB.DBA.load_list;"
        )
        assert loaded.returncode == 1
        assert "not as exported" in loaded.stderr


@pytest.mark.slow
def test_virtuoso_is_told_no_password_that_others_can_read(
    graph: BuiltGraph, tmp_path: Path
) -> None:
    folder = _written("virtuoso", graph, tmp_path)
    told = tmp_path / "told"
    spy = tmp_path / "isql"
    spy.write_text(f'#!/bin/sh\necho "$@" >>"{told}"\nexec isql-vt "$@"\n', "utf-8")
    spy.chmod(0o755)
    with virtuoso_server(tmp_path) as server:
        environment = {"VIRTUOSO_PASSWORD": server.auth.password, "ISQL": str(spy)}
        place = Place("virtuoso", folder, server.sql, environment)
        assert place.run("check.sh").returncode == 1
        assert "dba" in told.read_text("utf-8")
        assert server.auth.password not in told.read_text("utf-8")

        refused = place.run("load.sh", server.sql, "/not/allowed")
        assert refused.returncode == 1
        assert "DirsAllowed" in refused.stderr

        server.isql(f'set password "{server.auth.password}" "dba";')
        useless = place.run("load.sh")  # the server still has the default password
        assert useless.returncode == 1
        assert server.auth.password not in useless.stderr

        place.environment["VIRTUOSO_PASSWORD"] = "dba"
        assert place.run("load.sh").returncode == 0

        place.target = "127.0.0.1:1"
        nobody = place.run("check.sh")
        assert nobody.returncode == 3
        assert "Error" in nobody.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rdf4j", "graphdb"])
def test_counting_over_http(name: str, graph: BuiltGraph, tmp_path: Path) -> None:
    """Their own servers are not at hand; any SPARQL endpoint can be counted."""
    folder = _written(name, graph, tmp_path)
    with oxigraph_server(tmp_path) as server:
        place = Place(name, folder, server.query)
        assert place.run("check.sh").returncode == 1
        data = (folder / "graph.nq").read_bytes()
        quads = {"Content-Type": "application/n-quads"}
        assert server.store is not None
        assert requests.post(server.store, data=data, headers=quads, timeout=60).ok
        checked = place.run("check.sh")
        assert (checked.returncode, checked.stderr) == (0, "")
        place.target = f"{server.base}/no-such-place"
        assert place.run("check.sh").returncode not in (0, 1)


@pytest.mark.slow
def test_qlever_reads_its_file(graph: BuiltGraph, tmp_path: Path) -> None:
    """QLever's tool shows what it would run; the program itself is not at hand."""
    folder = _written("qlever", graph, tmp_path)
    shown = subprocess.run(
        [program("qlever", "PyPI: qlever"), "index", "--show"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "-f <(cat graph.nq) -g - -F nq" in shown.stdout + shown.stderr


PAGE = docs.ROOT / "docs" / "recipes.md"


def test_the_page_says_which_recipes_are_run() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {name: it.tested_on or "not run" for name, it in RECIPES.items()}


@pytest.mark.slow
def test_the_example_of_the_page_prints_what_it_says(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    lines = page.partition("```console\n")[2].partition("```")[0].splitlines()
    commands = [line[2:] for line in lines if line.startswith("$ ")]
    done = subprocess.run(
        ["bash", "-euc", "\n".join(commands)],
        cwd=docs.copy_of_project(tmp_path),
        env={**os.environ, "PATH": _with_path(Path(sys.executable).parent, _oxigraph())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [line for line in lines if not line.startswith("$ ")]


@pytest.mark.slow
def test_what_cypher_shell_prints_is_read(graph: BuiltGraph, tmp_path: Path) -> None:
    """As its manual has it: Neo4j is not at hand."""
    folder = _written("neo4j", graph, tmp_path)
    lines = (folder / "expected.txt").read_text("utf-8").splitlines()
    rows = [f'"{what}", {number}, 7' for what, _, number in (x.partition(",") for x in lines)]
    printed = "\n".join(["what, found, expected", *reversed(rows)])
    shell = tmp_path / "cypher-shell"
    shell.write_text(f"#!/bin/sh\ncat <<'END'\n{printed}\nEND\n", "utf-8")
    shell.chmod(0o755)
    place = Place("neo4j", folder, "neo4j://127.0.0.1:1", {"PATH": _with_path(tmp_path)})
    assert place.run("check.sh").returncode == 0
    shell.write_text(shell.read_text("utf-8").replace(rows[0], rows[0].replace(" ", " 1", 1)))
    assert place.run("check.sh").returncode == 1


def _written(name: str, graph: BuiltGraph, tmp_path: Path) -> Path:
    folder = tmp_path / f"for {name}, it's"
    write_folder(folder, RECIPES[name].files(graph))
    return folder


def _with_path(*folders: Path) -> str:
    return os.pathsep.join([*map(str, folders), os.environ["PATH"]])


def _oxigraph() -> Path:
    return Path(executable()).parent


def _jena_programs(folder: Path) -> Path:
    """Jena's programs by the names that its own distribution gives them."""
    classpath = jena_classpath(folder)
    if classpath is None:
        missing("Java or Apache Jena is not installed (Debian: libapache-jena-java)")
    programs = folder / "bin"
    programs.mkdir()
    for name in ("tdb2.tdbloader", "tdb2.tdbquery"):
        script = programs / name
        java = "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
        script.write_text(f'#!/bin/sh\nexec {java} -cp "{classpath}" {name} "$@"\n', "utf-8")
        script.chmod(0o755)
    return programs
