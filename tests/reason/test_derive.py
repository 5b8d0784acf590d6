"""Every instance of every rule, and nothing else, is a derivation."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kgraph.facts.dates import edtf
from kgraph.model import Claim, Entity, EntityRef, Facts, Value
from kgraph.names import DEFAULT_BASE
from kgraph.problems import KgraphError, Report
from kgraph.rdf.projection import Policy, Projection, project
from kgraph.reason.derive import derive
from kgraph.reason.rules import read
from tests.cases import RULES, VOCABULARY
from tests.examples import examples

from .generated import made, worlds
from .naive import Naive

TOGETHER = [
    tuple(sorted({p for clause in rule.clauses for p in clause.reads}))
    for rule in RULES.values()
    if not rule.what_if
]
"""Predicates that some rule reads: what is drawn together may lead to a conclusion."""
CONDITIONAL = [
    tuple(sorted({p for clause in rule.clauses for p in clause.reads}))
    for rule in RULES.values()
    if rule.conditional
]


@examples(40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_engine_finds_what_the_rules_mean(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.sampled_from(TOGETHER + 4 * CONDITIONAL), max_size=2, min_size=1))
    facts, projection = data.draw(worlds(VOCABULARY, tuple(p for some in drawn for p in some)))
    found = derive(facts, projection, VOCABULARY, RULES).derivations.values()
    expected = Naive(facts, projection, VOCABULARY, RULES).run()
    assert {(d.rule, d.conclusion, d.premises, d.conditions) for d in found} == expected


def test_a_rule_about_a_thing_that_is_not_there_concludes_nothing() -> None:
    text = (
        "% Title\n% Reading\n@prefix con: <https://w3id.org/kgraph/conflict#> .\n"
        "con:reliesOn(?x, <https://w3id.org/kgraph/id/entity/nobody>) :- con:owns(?x, ?y) .\n"
    )
    rule = read("a-rule", text, "a-rule.rls", VOCABULARY, Report())
    owns = made(VOCABULARY, EntityRef("one"), "con:owns", EntityRef("other"))
    claim = Claim("c", owns.id, "report", "one", origin="one")
    entities = {id: Entity(id, "con:State", id) for id in ("one", "other")}
    facts = Facts(DEFAULT_BASE, {}, entities, {owns.id: owns}, {"c": claim})
    projection = Projection({owns.id: ("report",)}, frozenset("c"), {}, frozenset())
    assert not derive(facts, projection, VOCABULARY, {"a-rule": rule}).statements


def test_each_time_of_a_premise_counts() -> None:
    entities = {id: Entity(id, "con:WeaponType", id) for id in "xyz"}
    times: list[tuple[str, Value]] = [("kg:when", edtf("2024")), ("kg:when", edtf("2026"))]
    needs = made(VOCABULARY, EntityRef("x"), "con:dependsOnFunction", EntityRef("y"), times)
    then: list[tuple[str, Value]] = [("kg:when", edtf("2026-03"))]
    data = made(VOCABULARY, EntityRef("y"), "con:dependsOnData", EntityRef("z"), then)
    statements = {statement.id: statement for statement in (needs, data)}
    claims = {id: Claim(id, id, "report", "x", origin="x") for id in statements}
    facts = Facts(DEFAULT_BASE, {}, entities, statements, claims)
    found = derive(facts, project(facts, VOCABULARY), VOCABULARY, RULES).statements.values()
    both = [s for s in found if (s.subject, s.predicate) == (EntityRef("x"), "con:dependsOnData")]
    assert [statement.qualifiers for statement in both] == [tuple(then)]
    kept = project(facts, VOCABULARY, Policy(as_of="2026-03-01")).documents
    assert set(kept) == {needs.id, data.id}


def test_a_rule_that_pairs_everything_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "% Title\n% Reading\n@prefix con: <https://w3id.org/kgraph/conflict#> .\n"
        "con:supplies(?x, ?b) :- con:owns(?x, ?y), con:owns(?a, ?b) .\n"
    )
    rule = read("pairs", text, "pairs.rls", VOCABULARY, Report())
    entities = {id: Entity(id, "con:State", id) for id in "abcde"}
    several = [made(VOCABULARY, EntityRef(id), "con:owns", EntityRef("a")) for id in "bcde"]
    claims = {s.id: Claim(s.id, s.id, "report", "a", origin="a") for s in several}
    facts = Facts(DEFAULT_BASE, {}, entities, {s.id: s for s in several}, claims)
    monkeypatch.setattr("kgraph.reason.derive.MOST", 15)
    with pytest.raises(KgraphError, match=r"more than 15 conclusions, most of them by .*'pairs'"):
        derive(facts, project(facts, VOCABULARY), VOCABULARY, {"pairs": rule})
