"""Taking claims away."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from ..model import Claim, Facts, Statement, StatementRef
from ..ontology import Vocabulary
from ..reason.rules import Rules
from .world import World, world


def retract(before: World, claims: Set[str], vocabulary: Vocabulary, rules: Rules) -> World:
    """What a build would make of the facts without those claims.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    if not claims:
        return before
    return world(without(before.facts, claims), vocabulary, rules)


def without(facts: Facts, claims: Set[str]) -> Facts:
    """The facts as they would be read if the claims had not been written down.

    Statements that nothing speaks of any more go too, and so do links to the claims.
    """
    kept = {id: _unlinked(claim, claims) for id, claim in facts.claims.items() if id not in claims}
    spoken: set[str] = set()
    todo = [id for claim in kept.values() for id in (claim.statement, *claim.conditions)]
    while todo:
        id = todo.pop()
        if id not in spoken:
            spoken.add(id)
            todo += references(facts.statements[id])
    statements = {id: s for id, s in facts.statements.items() if id in spoken}
    return replace(facts, statements=statements, claims=kept)


def references(statement: Statement) -> Iterator[str]:
    """Ids of the statements that a statement speaks of."""
    values = (statement.subject, statement.object, *(value for _, value in statement.qualifiers))
    return (value.id for value in values if isinstance(value, StatementRef))


def _unlinked(claim: Claim, claims: Set[str]) -> Claim:
    if claims.isdisjoint(claim.contradicts) and claims.isdisjoint(claim.supports):
        return claim
    return replace(
        claim,
        contradicts=tuple(id for id in claim.contradicts if id not in claims),
        supports=tuple(id for id in claim.supports if id not in claims),
    )
