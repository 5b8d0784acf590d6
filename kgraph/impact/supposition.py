"""The case that something is withheld, worked out by the what-if rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model import Claim
from ..ontology import Vocabulary
from ..rdf.projection import Projection
from ..reason.derive import derive
from ..reason.model import Conclusions
from ..reason.rules import Rules
from .conditions import Conditions
from .world import World, of


@dataclass(frozen=True)
class Supposed:
    """What holds in the case that is supposed."""

    world: World
    """With the claims that come to apply taken as facts, and what follows."""
    consequences: Conclusions
    """What the what-if rules conclude besides."""
    due: tuple[Claim, ...]
    """Claims whose conditions come to hold, whether or not rules may use them."""


def suppose(
    before: World, supposed: Mapping[str, Iterable[str]], vocabulary: Vocabulary, rules: Rules
) -> Supposed:
    """Conclude, let claims apply whose conditions come to hold, and again until nothing is new.

    ``supposed`` names entities by the class that is supposed of them.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    conditions = Conditions(before)
    always = {name: rule for name, rule in rules.items() if not rule.what_if}
    world = before
    due: dict[str, Claim] = {}
    while True:
        found = _consequences(world, supposed, vocabulary, rules)
        statements = [found.statements[id] for id in found.facts]
        statements += [world.statements[id] for id in world.holding - before.holding]
        firm = filter(conditions.firm, due.values())
        statements += [world.facts.statements[claim.statement] for claim in firm]
        new = [c for c in conditions.due(conditions.met_by(statements)) if c.id not in due]
        if not new:
            return Supposed(world, found, tuple(due.values()))
        due.update((claim.id, claim) for claim in new)
        projection = applying(before, due.values())
        conclusions = derive(world.facts, projection, vocabulary, always)
        world = World(world.facts, projection, conclusions)


def _consequences(
    world: World, supposed: Mapping[str, Iterable[str]], vocabulary: Vocabulary, rules: Rules
) -> Conclusions:
    """What what-if rules conclude: by themselves, unless they deny what others conclude."""
    what_if = {name: rule for name, rule in rules.items() if rule.what_if}
    others = (clause for name in rules.keys() - what_if.keys() for clause in rules[name].clauses)
    concluded = {clause.head.predicate for clause in others}
    facts, projection = world.facts, world.projection
    if concluded.isdisjoint(p for rule in what_if.values() for c in rule.clauses for p in c.denies):
        return derive(facts, projection, vocabulary, what_if, supposed, world.conclusions)
    found = derive(facts, projection, vocabulary, rules, supposed)
    return of(found, {id: d for id, d in found.derivations.items() if d.rule in what_if})


def applying(world: World, claims: Iterable[Claim]) -> Projection:
    """The projection with claims let through that only their conditions hold back."""
    projection = world.projection
    documents = {id: set(names) for id, names in projection.documents.items()}
    through = set(projection.claims)
    conditional = dict(projection.conditional)
    for claim in claims:
        if claim.id in conditional.get(claim.statement, ()):
            documents.setdefault(claim.statement, set()).add(claim.document)
            through.add(claim.id)
    for id in documents.keys() & conditional.keys():
        del conditional[id]
    return replace(
        projection,
        documents={id: tuple(sorted(names)) for id, names in documents.items()},
        claims=frozenset(through),
        conditional=conditional,
    )
