"""The page on rules: its examples are rules, and it shows all that rules may say."""

from __future__ import annotations

import re
from pathlib import Path

from kgraph.problems import Report
from kgraph.reason.rules import read
from tests.cases import VOCABULARY

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_examples_are_rules() -> None:
    examples = re.findall(r"```rules\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    report = Report()
    rules = [read("example", text, "rules.md", VOCABULARY, report) for text in examples]
    assert not report.problems, report.as_text()
    assert [len(rule.clauses) for rule in rules] == [1]


def test_every_form_of_the_table_is_read() -> None:
    forms = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(forms) == 6
    text = (
        "% All forms\n%\n% Together.\n"
        "@prefix con: <https://w3id.org/kgraph/conflict#> .\n"
        "@prefix kg: <https://w3id.org/kgraph/ns#> .\n"
        f"con:dependsOn(?x, ?y) :- {', '.join(forms)} ."
    )
    report = Report()
    (clause,) = read("forms", text, "forms.rls", VOCABULARY, report).clauses
    assert not report.problems, report.as_text()
    parts = (clause.premises, clause.memberships, clause.contents, clause.absent)
    assert [len(part) for part in parts] == [2, 1, 1, 1]
