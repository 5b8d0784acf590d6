"""Each code has a page, each page's wrong example gives the code, and the right one does not."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner

from kgraph import ontology
from kgraph.cli import cli
from kgraph.problems import WARNINGS
from tests.project import PREAMBLE, lay_out, vocabulary

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs/errors"
TITLES = sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "README")
WITHOUT_EXAMPLE = {
    "document-unreadable",
    "encoding",
    "file-too-large",
    "file-unreadable",
    "scalar-too-long",
}
"""Faults of a file as a whole, which a page cannot show."""

CODE = re.compile(r"[a-z]+(-[a-z]+)*")


# ---- which codes there are -------------------------------------------------------------------


@cache
def codes_in_source() -> set[str]:
    """What is passed as a parameter called ``code``, or assigned to a variable of that name."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "kgraph").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    positions = {f.name: at for f in functions if (at := _position(f)) is not None}
    found = set()
    for node in nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in positions and len(node.args) > positions[name]:
                found |= set(_texts(node.args[positions[name]]))
        elif isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            for name, default in zip(reversed(names), reversed(node.args.defaults), strict=False):
                found |= set(_texts(default)) if name == "code" else set()
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code":
            found |= set(_texts(node.value))
    return {text for text in found if CODE.fullmatch(text)}


def _position(function: ast.FunctionDef) -> int | None:
    names = [argument.arg for argument in function.args.args if argument.arg != "self"]
    return names.index("code") if "code" in names else None


def _texts(node: ast.expr) -> Iterator[str]:
    """Texts that the expression may come to."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp():
            yield from _texts(node.body)
            yield from _texts(node.orelse)
        case ast.Call(ast.Attribute(ast.Dict() as table, "get")):
            for value in (*table.values, *node.args[1:]):
                yield from _texts(value)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert codes_in_source() == set(TITLES)


def test_warnings_are_codes() -> None:
    assert codes_in_source() >= WARNINGS


def test_table_says_what_the_pages_say() -> None:
    text = (PAGES / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| \[([a-z-]+)\]\(\1\.md\) \| (\w+) \| (.+) \|$", text, re.MULTILINE)
    assert [row[0] for row in rows] == TITLES
    for code, severity, meaning in rows:
        assert severity == ("warning" if code in WARNINGS else "error")
        title, _, sentence = (PAGES / f"{code}.md").read_text("utf-8").split("\n")[:3]
        assert (title, sentence) == (f"# {code}", meaning)


# ---- the examples ----------------------------------------------------------------------------

BLOCK = re.compile(r"^```(\w+) (wrong|right)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(code: str) -> dict[str, tuple[str, str]]:
    """Language and text of the wrong and of the right example."""
    text = (PAGES / f"{code}.md").read_text("utf-8")
    return {which: (language, block) for language, which, block in BLOCK.findall(text)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ontology, "load", vocabulary)
    lay_out(tmp_path)
    return tmp_path


def kgraph(*arguments: str) -> tuple[int, set[str]]:
    """Exit code, and the codes of the problems that were printed."""
    result = CliRunner().invoke(cli, arguments)
    assert isinstance(result.exception, (SystemExit, type(None))), result.exception
    heads = re.findall(r"^\S+:\d+:\d+: (?:warning: )?([a-z-]+): ", result.output, re.MULTILINE)
    return int(result.exit_code), set(heads)


def seeds_of(example: str) -> str:
    """A whole seed file: the document and the passage that the example leaves out."""
    if not example.startswith("- "):
        return example
    digest = hashlib.sha256((PREAMBLE / "documents/border-report.txt").read_bytes()).hexdigest()
    head = (
        "document:\n  id: border-report\n  title: Report from the border\n"
        f"  author: river-gazette\n  file: border-report.txt\n  sha256: {digest}\npassages:\n"
    )
    if example.startswith("- at:"):
        return head + example
    return f"{head}- at: 2 The 12th\n  claims:\n{indent(example, '    ')}"


def run_example(project: Path, code: str, language: str, text: str) -> tuple[int, set[str]]:
    if language == "sh":
        for line in text.splitlines():
            command, *arguments = line.split()
            if command == "rm":
                (project / arguments[0]).unlink()
            else:
                assert (command, kgraph(*arguments)[0]) == ("kgraph", 0)
        return kgraph("check")
    if language == "sparql":
        kgraph("build", "--quiet")
        return kgraph("query", "-e", text)
    if language == "rules":
        (project / "ontology/rules").mkdir(exist_ok=True)
        (project / "ontology/rules/example.rls").write_text(text)
        return kgraph("validate", "--quiet")
    if language == "json":
        (project / "seeds/passages.lock.json").write_text(text)
        text = "".join(
            f"- at: {at}\n  claims: [[northland, controls, fordham]]\n"
            for at in ("2 The 12th", "5 The drone")
        )
    (project / "seeds/example.yaml").write_text(seeds_of(text))
    status, found = kgraph("validate" if code.startswith("shape-") else "check", "--quiet")
    if code not in found and looks_at_document(code):
        return kgraph("verify", "--quiet", "--documents", "documents")
    return status, found


def looks_at_document(code: str) -> bool:
    return f'"{code}"' in (ROOT / "kgraph/evidence/verify.py").read_text("utf-8")


@pytest.mark.parametrize("code", TITLES)
def test_examples(code: str, project: Path) -> None:
    blocks = examples(code)
    if code in WITHOUT_EXAMPLE:
        assert not blocks
        return
    status, found = run_example(project, code, *blocks["wrong"])
    assert code in found
    assert status == (0 if found <= WARNINGS else 1)
    status, found = run_example(project, code, *blocks["right"])
    assert code not in found
    assert status == 0
