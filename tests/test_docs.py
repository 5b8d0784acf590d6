"""Documentation says what is."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from kgraph.cli import cli
from kgraph.facts.drafts import CLAIM_KEYS
from kgraph.facts.entities import KEYS as ENTITY_KEYS
from kgraph.facts.load import load
from kgraph.facts.passages import BLOCKS, DOCUMENT_KEYS, PASSAGE_KEYS
from kgraph.problems import Report
from kgraph.rdf.projection import project
from tests import docs
from tests.cases import ROOT, VOCABULARY
from tests.reference import links

PAGES = [
    path
    for path in ROOT.parent.rglob("*.md")
    if not {".venv", "output", ".git", "node_modules", ".pytest_cache"} & set(path.parts)
]


def test_help_pages_are_current() -> None:
    assert docs.COMMANDS.read_text(encoding="utf-8") == docs.commands_page()


def test_vocabulary_page_is_current() -> None:
    assert docs.VOCABULARY.read_text(encoding="utf-8") == docs.vocabulary_page()


def test_the_published_context_is_that_of_the_packaged_vocabulary() -> None:
    assert docs.CONTEXT.read_text(encoding="utf-8") == docs.context_file()


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[pytest.mark.slow] if page != docs.README else [])
        for page in docs.WITH_OUTPUT
    ],
    ids=lambda page: page.relative_to(ROOT.parent).as_posix(),
)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert docs.with_output(text, docs.copy_of_project(tmp_path)) == text


PYTHON = [
    docs.README,
    *(docs.ROOT / "docs" / f"{name}.md" for name in ("explain", "python", "queries")),
]


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.name)
def test_python_in_the_pages_runs(page: Path, built: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    example = "\n".join(blocks).replace('"output"', repr(str(built)))
    test = doctest.DocTestParser().get_doctest(example, {}, page.stem, str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_readme_has_the_two_lines() -> None:
    lines = [
        line
        for line in docs.README.read_text(encoding="utf-8").splitlines()
        if " && .venv/bin/" in line
    ]
    assert len(lines) == 2
    assert lines[0].endswith("kgraph build")
    assert lines[1].endswith("python -m pytest")


def test_the_example_of_the_facts_page_is_sound(tmp_path: Path) -> None:
    page = (docs.ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml example\n(.*?)```", page, re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    report = Report()
    facts = load(tmp_path, VOCABULARY, report)
    assert not report.errors, report.as_text()
    assert len(facts.claims) == 9
    assert len(project(facts, VOCABULARY).documents) == 6


def test_the_facts_page_names_every_key() -> None:
    page = (docs.ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    keys = {*DOCUMENT_KEYS, *PASSAGE_KEYS, *CLAIM_KEYS, *ENTITY_KEYS, *BLOCKS}
    assert not [key for key in sorted(keys) if f"`{key}" not in page and f"{key}:" not in page]


def test_every_command_is_in_the_readme_or_the_help_pages() -> None:
    text = docs.COMMANDS.read_text(encoding="utf-8")
    assert not [name for name in cli.commands if f"## kgraph {name}" not in text]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links.targets(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        goal = page.parent / path if path else page
        assert goal.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in links.anchors(goal.read_text(encoding="utf-8")), f"{page}: {target}"
