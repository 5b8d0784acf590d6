"""Which statements become plain triples, and why the others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Claim, EntityRef, Facts, Statement
from ..ontology import Vocabulary

POLICY = "kg:plain-facts"
"""The only policy that there is; the ontology says what it lets through."""

_RANKS = {"deprecated": 0, "normal": 1, "preferred": 2}


@dataclass(frozen=True, slots=True)
class Projection:
    """What the policy lets through."""

    documents: Mapping[str, tuple[str, ...]]
    """By projected statement: the documents with a claim that projects it, sorted."""
    claims: frozenset[str]
    """Ids of the claims that project their statement."""
    reasons: Mapping[str, tuple[str, ...]]
    """By statement that is not projected: why, in plain words."""
    scenarios: frozenset[str]
    """Hypothetical entities: occurrences that no projected statement tells of."""


def project(facts: Facts, vocabulary: Vocabulary) -> Projection:
    """Apply the default policy.

    A statement is projected where some claim asserts it with certainty, unconditionally, not
    from hearsay, neither contested nor ranked as deprecated; it affirms; and it bears no
    restrictive qualifier.
    """
    contested = _contested(facts.claims)
    documents: dict[str, set[str]] = defaultdict(set)
    clear: dict[str, set[str]] = defaultdict(set)
    obstacles: dict[str, set[str]] = defaultdict(set)
    for claim in facts.claims.values():
        found = list(_obstacles_of_claim(claim, contested))
        if found:
            obstacles[claim.statement].update(found)
        else:
            documents[claim.statement].add(claim.document)
            clear[claim.statement].add(claim.id)
    projected: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for id, statement in facts.statements.items():
        own = list(_obstacles_of_statement(statement, vocabulary))
        if own or id not in documents:
            claimed = sorted(obstacles[id]) if id not in documents else []
            reasons[id] = tuple(own + claimed)
        else:
            projected[id] = tuple(sorted(documents[id]))
    claims = frozenset(id for statement in projected for id in clear[statement])
    return Projection(projected, claims, reasons, _scenarios(facts, projected, vocabulary))


def _contested(claims: Mapping[str, Claim]) -> frozenset[str]:
    """Claims in a contradiction in which they are not ranked above the other side.

    Only assertions contest each other: a prediction that proved wrong does not shake the fact.
    """
    found = set()
    for claim in claims.values():
        for id in claim.contradicts:
            other = claims[id]
            if {claim.modality, other.modality} != {"asserted"}:
                continue
            if _RANKS[claim.rank] <= _RANKS[other.rank]:
                found.add(claim.id)
            if _RANKS[other.rank] <= _RANKS[claim.rank]:
                found.add(other.id)
    return frozenset(found)


def _obstacles_of_claim(claim: Claim, contested: frozenset[str]) -> Iterator[str]:
    if claim.modality != "asserted":
        yield f"put forward as {claim.modality}, not asserted"
    if claim.certainty != "certain":
        yield f"hedged: {claim.certainty}"
    if claim.conditions:
        yield "only under a condition"
    if claim.hearsay:
        yield "hearsay"
    if claim.rank == "deprecated":
        yield "ranked as deprecated"
    if claim.id in contested:
        yield "contested"


def _obstacles_of_statement(statement: Statement, vocabulary: Vocabulary) -> Iterator[str]:
    if not statement.positive:
        yield "the statement is a denial"
    for name, _ in statement.qualifiers:
        if vocabulary.qualifiers[name].special:
            yield f"restricted by its {vocabulary.qualifiers[name].label}"


def _scenarios(
    facts: Facts, projected: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
) -> frozenset[str]:
    real: set[str] = set()
    for id in projected:
        statement = facts.statements[id]
        values = [statement.subject, *(value for _, value in statement.qualifiers)]
        if not vocabulary.predicates[statement.predicate].special:
            values.append(statement.object)
        real.update(value.id for value in values if isinstance(value, EntityRef))
    return frozenset(
        id
        for id, entity in facts.entities.items()
        if id not in real and vocabulary.is_a(entity.type, "kg:Occurrence")
    )
