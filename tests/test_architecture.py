"""The folders show the data's one way through."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph import ontology
from tests.processes import python

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kgraph"

ROOMS = [
    ["problems", "garbage", "sparql", "wall"],
    ["files", "things"],
    ["model"],
    ["names"],
    ["ontology"],
    ["evidence"],
    ["facts"],
    ["rdf"],
    ["validate", "reason"],
    ["query", "analyse", "views"],
    ["explain"],
    ["impact"],
    ["publish", "starter"],
    ["api"],
    ["exports"],
    ["stores", "serve"],
    ["cli"],
    ["__main__"],
]
"""From upstream to downstream; rooms in one list do not know each other."""

LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[str, int]]:
    """Rooms of kgraph that a module imports, wherever in it the import stands."""
    package = ["kgraph", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = base + (node.module.split(".") if node.module else [])
            targets = [[*module, alias.name] for alias in node.names]
        else:
            continue
        for target in targets:
            if target[0] == "kgraph" and len(target) > 1 and target[1] in LEVEL:
                yield target[1], node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downstream_only(path: Path) -> None:
    own = room_of(path)
    if own == "__init__":
        return
    assert own in LEVEL, f"{own} has no place among the rooms"
    for room, line in imported_rooms(path):
        upstream = LEVEL[room] < LEVEL[own] or room == own
        assert upstream, f"{path.name}:{line}: {own} imports {room}, which is not upstream of it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_fit_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330


def test_every_package_is_packed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    packed = set(config["options"]["packages"].split()) - {"kgraph._ontology"}
    assert packed == {
        ".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")
    }


def test_no_domain_name_in_python_code() -> None:
    """Docstrings may show one, unless they are the help of a command."""
    vocabulary = ontology.load(ROOT / "ontology")
    domains = tuple(f"{prefix}:" for prefix in vocabulary.domains)
    terms = {**vocabulary.classes, **vocabulary.predicates, **vocabulary.qualifiers}
    words = {curie.partition(":")[2] for curie in terms if curie.startswith(domains)}
    telling = {word for word in words if re.search("[a-z][A-Z]", word)}
    for path in MODULES:
        code = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(code)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
            and room_of(path) != "cli"
        }
        texts = [
            node.value
            for node in ast.walk(code)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ]
        for text in texts:
            assert not [prefix for prefix in domains if prefix in text], path
            assert not telling & set(re.findall(r"\w+", text)), path


def modules_after(*arguments: str) -> set[str]:
    """Top-level modules that are loaded once the command is through."""
    code = (
        "import sys\nfrom kgraph.cli import cli\n"
        f"try: cli({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    heavy = {"yaml", "rdflib", "pyoxigraph", "networkx", "pyvis", "igraph", "edtf", "requests"}
    assert not heavy & modules_after("--help")


def test_commands_load_their_rooms_once_they_are_run() -> None:
    code = (
        "import sys, kgraph.cli; print(*{n.split('.')[1] for n in sys.modules if 'kgraph.' in n})"
    )
    assert {"cli", "problems"} == {
        room for room in python("-c", code).stdout.split() if room in LEVEL
    }


def test_check_loads_neither_rdflib_nor_a_shacl_engine() -> None:
    assert not {"rdflib", "pyshacl", "pyvis", "igraph", "networkx"} & modules_after("check")
