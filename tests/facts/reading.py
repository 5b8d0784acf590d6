"""Seeds as text to facts: what the tests of this folder share."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kgraph.facts.load import load
from kgraph.model import Claim, Facts, Statement
from kgraph.problems import Report
from tests.project import PREAMBLE, vocabulary

ENTITIES = (
    (PREAMBLE / "seeds/preamble.yaml").read_text("utf-8").partition("entities:")[2]
).partition("passages:")[0]
"""``northland``, ``westland``, ``fordham``, ``river-gazette``, ... as the cases in tests/bad."""

DOCUMENT = "{id: border-report, title: Report from the border, author: river-gazette}"


def read_files(files: dict[str, str]) -> tuple[Facts, Report]:
    """Facts and report of a seeds folder with these files."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        return load(Path(folder), vocabulary(), report), report


def seed(passages: str, document: str = DOCUMENT) -> str:
    return f"entities:{ENTITIES}\ndocument: {document}\npassages:\n{passages}"


def facts_of(passages: str, document: str = DOCUMENT) -> Facts:
    facts, report = read_files({"case.yaml": seed(passages, document)})
    assert not report.errors, report.as_text()
    return facts


def codes_of(passages: str, document: str = DOCUMENT) -> list[str]:
    _, report = read_files({"case.yaml": seed(passages, document)})
    return [problem.code for problem in report if problem.severity == "error"]


def claimed(*claims: str) -> Facts:
    """The facts of one passage that the document's author speaks."""
    return facts_of("- at: 4 Two brigades\n  claims:\n" + "".join(f"  - {c}\n" for c in claims))


def only_claim(facts: Facts) -> Claim:
    (claim,) = facts.claims.values()
    return claim


def only_statement(facts: Facts) -> Statement:
    (statement,) = facts.statements.values()
    return statement
