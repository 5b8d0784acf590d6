"""Taking claims away, with as much as possible of what was worked out before kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from ..model import Claim, Facts, Statement, StatementRef
from ..ontology import Vocabulary
from ..rdf.projection import Projection, project, scenarios
from ..reason.derive import derive
from ..reason.model import Conclusions
from ..reason.rules import Rules
from ..reason.support import weigh
from .following import downstream, unsupported
from .world import World, joined, of

T = TypeVar("T")


def retract(before: World, claims: Set[str], vocabulary: Vocabulary, rules: Rules) -> World:
    """What a build would make of the facts without those claims.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    if not claims:
        return before
    facts = without(before.facts, claims)
    touched = _touched(before.facts, claims)
    projection = _projection(before, facts, touched, vocabulary)
    after = World(facts, projection)
    if _only_falls(before, after, vocabulary, rules):
        return replace(after, conclusions=_remaining(before, after, touched, vocabulary, rules))
    return replace(after, conclusions=derive(facts, projection, vocabulary, rules))


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


def _touched(facts: Facts, claims: Set[str]) -> frozenset[str]:
    """Ids of the statements that may be projected otherwise: those of the claims, and those of
    claims that they contest."""
    found = {facts.claims[id].statement for id in claims}
    for claim in facts.claims.values():
        if claim.contradicts:
            if claim.id in claims:
                found.update(facts.claims[id].statement for id in claim.contradicts)
            elif not claims.isdisjoint(claim.contradicts):
                found.add(claim.statement)
    return frozenset(found)


def _projection(
    before: World, facts: Facts, touched: Set[str], vocabulary: Vocabulary
) -> Projection:
    """The touched statements projected anew, the others as before."""
    old = before.projection
    new = project(_about(facts, touched), vocabulary)
    still = frozenset(id for id in old.claims if before.facts.claims[id].statement not in touched)
    documents = _replaced(old.documents, new.documents, touched)
    return Projection(
        documents,
        still | new.claims,
        {
            id: reasons
            for id, reasons in _replaced(old.reasons, new.reasons, touched).items()
            if id in facts.statements
        },
        scenarios(facts, documents, vocabulary),
        _replaced(old.conditional, new.conditional, touched),
    )


def _replaced(old: Mapping[str, T], new: Mapping[str, T], touched: Set[str]) -> Mapping[str, T]:
    return {**{id: value for id, value in old.items() if id not in touched}, **new}


def _about(facts: Facts, statements: Set[str]) -> Facts:
    """Of the facts, these statements with their claims, and with whatever contests those."""
    own = {id: claim for id, claim in facts.claims.items() if claim.statement in statements}
    linked = {id for claim in own.values() for id in claim.contradicts}
    for claim in facts.claims.values():
        if claim.contradicts and not own.keys().isdisjoint(claim.contradicts):
            linked.add(claim.id)
    claims = {**own, **{id: facts.claims[id] for id in linked}}
    return replace(
        facts,
        statements={id: facts.statements[id] for id in statements & facts.statements.keys()},
        claims={
            id: replace(claim, contradicts=tuple(c for c in claim.contradicts if c in claims))
            for id, claim in claims.items()
        },
    )


def _only_falls(before: World, after: World, vocabulary: Vocabulary, rules: Rules) -> bool:
    """Whether no rule can have an instance that it had not before."""
    if after.projection.documents.keys() - before.projection.documents.keys():
        return False
    clauses = [c for rule in rules.values() if not rule.what_if for c in rule.clauses]
    if any(clause.absent or clause.contents for clause in clauses):
        return False
    classes = {membership.cls for clause in clauses for membership in clause.memberships}
    changed = before.projection.scenarios ^ after.projection.scenarios
    return not any(
        vocabulary.is_a(before.facts.entities[id].type, cls) for id in changed for cls in classes
    )


def _remaining(
    before: World, after: World, touched: Set[str], vocabulary: Vocabulary, rules: Rules
) -> Conclusions:
    """What still follows, weighed anew where the support is another."""
    facts, projection = after.facts, after.projection
    lost = before.projection.documents.keys() - projection.documents.keys()
    fallen = unsupported(before.conclusions, projection.documents, lost)[0]
    kept = {
        id: derivation
        for id, derivation in before.conclusions.derivations.items()
        if not derivation.conditions and id not in fallen
    }
    shaken = touched | {before.conclusions.derivations[id].conclusion for id in fallen}
    resting = downstream(kept.values(), shaken)
    others = {id: derivation for id, derivation in kept.items() if id not in resting}
    weighed = weigh(facts, projection, {id: kept[id] for id in resting}, others)
    certain = of(before.conclusions, {**others, **weighed})
    under = {name: rule for name, rule in rules.items() if rule.conditional and not rule.what_if}
    read = {p for rule in under.values() for clause in rule.clauses for p in clause.reads}
    if read.isdisjoint(facts.statements[id].predicate for id in projection.conditional):
        return certain
    found = derive(facts, projection, vocabulary, under, given=certain)
    return joined(found, certain)
