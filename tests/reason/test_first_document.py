"""All that follows from the first document is what was worked out without the rules."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kgraph.model import EntityRef, Facts, Statement, StatementRef, Value
from kgraph.rdf.labels import Labels
from kgraph.rdf.projection import project
from kgraph.reason.derive import derive
from kgraph.reason.model import Conclusions
from tests.cases import ROOT, RULES, VOCABULARY, facts_of

EXPECTED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "first-document.yaml").read_text("utf-8")
)


@cache
def facts() -> Facts:
    return facts_of(ROOT.parent / "seeds")


def concluded(**suppose: str) -> Conclusions:
    supposed = {f"kg:{cls}": [id] for cls, id in suppose.items()}
    return derive(facts(), project(facts(), VOCABULARY), VOCABULARY, RULES, supposed)


def value(it: Value) -> str:
    if isinstance(it, StatementRef):
        return Labels(facts(), VOCABULARY).of(facts().statements[it.id])
    return it.id if isinstance(it, EntityRef) else it.text


def words(statement: Statement) -> str:
    predicate = ("" if statement.positive else "not ") + statement.predicate.partition(":")[2]
    return f"{value(statement.subject)} {predicate} {value(statement.object)}"


def said(found: Conclusions, id: str) -> str:
    return words(found.statements.get(id) or facts().statements[id])


def test_each_fact_that_follows_and_no_other() -> None:
    found, by_predicate = concluded(), defaultdict(set)
    for id in found.facts:
        it = found.statements[id]
        pairs = frozenset((name.partition(":")[2], value(v)) for name, v in it.qualifiers)
        ends = value(it.subject), value(it.object)
        by_predicate[it.predicate.partition(":")[2]].add((*ends, pairs))
    assert by_predicate == {
        predicate: {(s, o, frozenset(q[0].items() if q else ())) for s, o, *q in rows}
        for predicate, rows in EXPECTED["facts"].items()
    }


def test_what_would_follow() -> None:
    found = concluded()
    assert {
        (said(found, d.conclusion), *(said(found, id) for id in d.conditions))
        for d in found.derivations.values()
        if d.conditions
    } == {(" ".join(fact), *condition.values()) for *fact, condition in EXPECTED["conditional"]}


@pytest.mark.parametrize("fact", EXPECTED["proofs"])
def test_each_proof(fact: str) -> None:
    found = concluded()
    proofs = [
        [d.rule, *(said(found, id) for id in d.premises)]
        for d in found.derivations.values()
        if said(found, d.conclusion) == fact and not found.statements[d.conclusion].qualifiers
    ]
    assert sorted(proofs) == EXPECTED["proofs"][fact]


@pytest.mark.parametrize(
    "case", EXPECTED["supposing"], ids=lambda case: " ".join(list(case.values())[:1])
)
def test_who_loses_support(case: dict[str, Any]) -> None:
    ((cls, id), (_, expected)) = case.items()
    lost: dict[str, set[str]] = defaultdict(set)
    for statement in concluded(**{cls: id}).statements.values():
        if statement.predicate == "kg:losesSupport":
            lost[value(statement.object)].add(value(statement.subject))
    assert lost == {of: set(who) for of, who in expected.items()}
