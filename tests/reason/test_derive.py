"""Every instance of every rule, and nothing else, is a derivation."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.model import Claim, Entity, EntityRef, Facts
from kgraph.names import DEFAULT_BASE
from kgraph.problems import Report
from kgraph.rdf.projection import Projection
from kgraph.reason.derive import derive
from kgraph.reason.rules import read
from tests.cases import RULES, VOCABULARY

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


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
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
