"""Grades and origins of derivations, held against their meaning applied again and again."""

from __future__ import annotations

from hypothesis import HealthCheck, given

from kgraph.model import Claim, Entity, EntityRef, Facts
from kgraph.names import DEFAULT_BASE
from kgraph.rdf.projection import Projection, project
from kgraph.reason.derive import derive
from kgraph.reason.model import Conclusions, Derivation
from tests.cases import RULES, VOCABULARY
from tests.examples import examples

from .generated import made, worlds

PREDICATES = (
    "con:dependsOnFunction",
    "con:dependsOnData",
    "con:fallsBackOn",
    "con:exposedTo",
    "con:reliesOn",
    "con:interdependentWith",
)
Support = tuple[str, frozenset[str]]


@examples(40, suppress_health_check=list(HealthCheck))
@given(worlds(VOCABULARY, PREDICATES))
def test_a_proof_is_as_good_as_its_weakest_premise(world: tuple[Facts, Projection]) -> None:
    facts, projection = world
    found = derive(facts, projection, VOCABULARY, RULES)
    for derivation in found.derivations.values():
        known = _known(facts, projection, found, frozenset(derivation.conditions))
        assert (derivation.reliability, frozenset(derivation.origins)) == _of(derivation, known)


def _known(
    facts: Facts, projection: Projection, found: Conclusions, conditions: frozenset[str]
) -> dict[str, Support]:
    """What supports each statement where no more than the conditions are given."""
    known: dict[str, Support] = {}
    usable = [*projection.claims, *(c for ids in projection.conditional.values() for c in ids)]
    for claim in (facts.claims[id] for id in usable):
        if set(claim.conditions) <= conditions:
            _add(known, claim.statement, (claim.reliability, frozenset({claim.origin})))
    before = None
    while before != (before := dict(known)):
        for derivation in found.derivations.values():
            held = set(derivation.conditions) <= conditions
            if held and all(premise in known for premise in derivation.premises):
                _add(known, derivation.conclusion, _of(derivation, known))
    return known


def _of(derivation: Derivation, known: dict[str, Support]) -> Support:
    supports = [known[premise] for premise in derivation.premises]
    return max(grade for grade, _ in supports), frozenset().union(*(some for _, some in supports))


def _add(known: dict[str, Support], statement: str, support: Support) -> None:
    grade, origins = known.get(statement, support)
    known[statement] = (min(grade, support[0]), origins | support[1])


def test_a_claim_under_a_condition_lends_a_fact_no_grade() -> None:
    needs = made(VOCABULARY, EntityRef("x"), "con:dependsOnFunction", EntityRef("y"))
    data = made(VOCABULARY, EntityRef("y"), "con:dependsOnData", EntityRef("z"))
    both = made(VOCABULARY, EntityRef("x"), "con:dependsOnData", EntityRef("z"))
    claims = [
        Claim("c1", needs.id, "r", "one", origin="one", reliability="F"),
        Claim("c2", data.id, "r", "one", origin="one", reliability="F"),
        Claim("c3", both.id, "r", "other", origin="other", reliability="A", conditions=("if",)),
    ]
    entities = {id: Entity(id, "con:WeaponType", id) for id in "xyz"}
    statements = {s.id: s for s in (needs, data, both)}
    facts = Facts(DEFAULT_BASE, {}, entities, statements, {claim.id: claim for claim in claims})
    found = derive(facts, project(facts, VOCABULARY), VOCABULARY, RULES)
    of_both = [d for d in found.derivations.values() if both.id in d.premises]
    assert of_both
    assert {(d.reliability, d.origins) for d in of_both} == {("F", ("one",))}
