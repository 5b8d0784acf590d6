"""What each rule concludes in small cases, and what it must not.

``rules/NAME.yaml``: the claims of a case by block, as in seeds; all that the rule concludes from
them; and near misses, which no rule may conclude.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from kgraph.facts.load import load
from kgraph.model import EntityRef, Facts, Statement, StatementRef, Value
from kgraph.problems import Report
from kgraph.rdf.projection import project
from kgraph.reason import rules
from kgraph.reason.derive import derive
from kgraph.reason.model import Conclusions
from tests.cases import RULES, VOCABULARY

HERE = Path(__file__).parent / "rules"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['what']}")
    for path in sorted(HERE.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
BLOCKS = ("claims", "prediction", "plan", "opinion", "supposed")
Fact = tuple[str, ...]


def facts_of(case: dict[str, Any], folder: Path) -> Facts:
    entities = {id: {"type": type, "label": id} for id, type in case["entities"].items()}
    seed = {
        "document": {"id": "report", "title": "Report", "author": "reporter"},
        "entities": {"reporter": {"type": "Person", "label": "the reporter"}, **entities},
        "passages": [{"at": "1 So it says"} | {b: case[b] for b in BLOCKS if b in case}],
    }
    (folder / "report.yaml").write_text(yaml.safe_dump(seed), encoding="utf-8")
    report = Report()
    facts = load(folder, VOCABULARY, report)
    assert not report.errors, report.as_text()
    return facts


class Words:
    """Statements as the cases write them."""

    def __init__(self, facts: Facts, conclusions: Conclusions) -> None:
        self.statements = {**facts.statements, **conclusions.statements}

    def fact(self, statement: Statement) -> Fact:
        predicate = ("" if statement.positive else "not ") + statement.predicate.partition(":")[2]
        ends = (self.value(statement.subject), predicate, self.value(statement.object))
        return (
            *ends,
            *sorted(f"{n.partition(':')[2]}: {self.value(v)}" for n, v in statement.qualifiers),
        )

    def value(self, value: Value) -> str:
        if isinstance(value, StatementRef):
            return " ".join(self.fact(self.statements[value.id])[:3])
        return value.id if isinstance(value, EntityRef) else value.text


def written(fact: list[Any]) -> Fact:
    subject, predicate, object, *qualifiers = fact
    pairs = qualifiers[0].items() if qualifiers else ()
    return (subject, predicate, object, *sorted(f"{name}: {value}" for name, value in pairs))


def expected(conclusion: list[Any] | dict[str, Any]) -> tuple[Fact, tuple[str, ...]]:
    if isinstance(conclusion, dict):
        return written(conclusion["fact"]), tuple(sorted(conclusion["if"]))
    return written(conclusion), ()


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_concludes(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    facts = facts_of(case, tmp_path)
    suppose = {f"kg:{cls}": [id] for cls, id in case.get("suppose", {}).items()}
    found = derive(facts, project(facts, VOCABULARY), VOCABULARY, RULES, suppose)
    words = Words(facts, found)
    by_rule = {
        (
            words.fact(found.statements[d.conclusion]),
            tuple(sorted(" ".join(words.fact(words.statements[id])[:3]) for id in d.conditions)),
        )
        for d in found.derivations.values()
        if d.rule == rule
    }
    assert by_rule == {expected(conclusion) for conclusion in case.get("concludes", ())}
    concluded = {words.fact(statement)[:3] for statement in found.statements.values()}
    assert not concluded & {written(fact)[:3] for fact in case.get("never", ())}


def test_each_rule_has_cases_of_which_one_concludes_nothing() -> None:
    packaged = {name for name in RULES if name != "super-property"}
    assert {case.values[0] for case in CASES} == packaged
    idle = {case.values[0] for case in CASES if not case.values[1].get("concludes")}  # type: ignore[union-attr,call-overload]
    assert idle == packaged


def test_what_is_no_file_of_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "rules" / "folder.rls").mkdir(parents=True)
    os.mkfifo(tmp_path / "rules" / "pipe.rls")  # reading it would wait for ever
    (tmp_path / "rules" / "bytes.rls").write_bytes(b"% Title\n% \xff\n")
    rules.load(VOCABULARY, report := Report(), tmp_path)
    assert {problem.code for problem in report.problems} == {"file-unreadable", "encoding"}
    assert len(report.problems) == 3
