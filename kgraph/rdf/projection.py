"""Which statements become plain triples, and why the others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Claim, Edtf, EntityRef, Facts, Statement
from ..ontology import Vocabulary

POLICY = "kg:plain-facts"
"""The policy of every build; the ontology says what it lets through."""

INCLUDABLE = (
    "prediction",
    "plan",
    "opinion",
    "wish",
    "question",
    "supposed",
    "hedged",
    "conditional",
    "hearsay",
    "restricted",
    "contested",
    "deprecated",
)
"""Obstacles that whoever explores may let pass; a denial never makes a triple."""

NARROWING = ("below-grade", "not-then")
"""Obstacles that only a policy raises: without it, the statement may well be a fact."""

RANKS = {"deprecated": 0, "normal": 1, "preferred": 2}
"""By how much a curator prefers a claim to those that it contradicts."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a claim or a statement from being projected."""

    kind: str
    """One of INCLUDABLE or NARROWING, or ``denial``."""
    text: str
    """In plain words."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be used. The default is that of every build; the fields widen or narrow it."""

    include: frozenset[str] = frozenset()
    """Kinds of obstacles that do not count."""
    reliability: str = ""
    """The lowest that will do, A to F."""
    credibility: str = ""
    """The lowest that will do, 1 to 6."""
    as_of: str = ""
    """A day, in ISO 8601: what is known not to have held then is left out."""


@dataclass(frozen=True, slots=True)
class Projection:
    """What the policy lets through."""

    documents: Mapping[str, tuple[str, ...]]
    """By projected statement: the documents with a claim that projects it, sorted."""
    claims: frozenset[str]
    """Ids of the claims that project their statement."""
    reasons: Mapping[str, tuple[Obstacle, ...]]
    """By statement that is not projected: why, sorted."""
    scenarios: frozenset[str]
    """Hypothetical entities: occurrences that no projected statement tells of."""
    conditional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By statement that is not projected: ids of the claims, asserted or predicted, that only a
    condition keeps from being taken as they are; sorted."""


def project(facts: Facts, vocabulary: Vocabulary, policy: Policy | None = None) -> Projection:
    """Apply a policy; the default one where none is given.

    By default a statement is projected where some claim asserts it with certainty,
    unconditionally, not from hearsay, neither contested nor ranked as deprecated; it affirms;
    and it bears no restrictive qualifier.
    """
    policy = policy or Policy()
    in_dispute = contested(facts.claims)
    documents: dict[str, set[str]] = defaultdict(set)
    clear: dict[str, set[str]] = defaultdict(set)
    conditional: dict[str, set[str]] = defaultdict(set)
    obstacles: dict[str, set[Obstacle]] = defaultdict(set)
    for claim in facts.claims.values():
        found = [o for o in _of_claim(claim, in_dispute, policy) if o.kind not in policy.include]
        if found:
            obstacles[claim.statement].update(found)
            if {o.kind for o in found} <= {"conditional", "prediction"} and claim.conditions:
                conditional[claim.statement].add(claim.id)
        else:
            documents[claim.statement].add(claim.document)
            clear[claim.statement].add(claim.id)
    projected: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, tuple[Obstacle, ...]] = {}
    for id, statement in facts.statements.items():
        found = list(_of_statement(statement, vocabulary, policy))
        own = [obstacle for obstacle in found if obstacle.kind not in policy.include]
        if own or id not in documents:
            claimed = obstacles[id] if id not in documents else ()
            reasons[id] = (*own, *sorted(claimed, key=lambda obstacle: obstacle.text))
            if own:
                conditional.pop(id, None)
        else:
            projected[id] = tuple(sorted(documents[id]))
            conditional.pop(id, None)
    return Projection(
        projected,
        frozenset(id for statement in projected for id in clear[statement]),
        reasons,
        scenarios(facts, projected, vocabulary),
        {statement: tuple(sorted(claims)) for statement, claims in conditional.items()},
    )


def admission(
    statement: str, facts: Facts, vocabulary: Vocabulary, policy: Policy
) -> tuple[str, ...] | None:
    """The fewest kinds that a policy must include besides for the statement to be projected.

    None where no kinds would do: it is a denial, not graded well enough, or told of another time.
    """
    in_dispute = contested(facts.claims)
    own = {o.kind for o in _of_statement(facts.statements[statement], vocabulary, policy)}
    ways = [
        (own | {o.kind for o in _of_claim(claim, in_dispute, policy)}) - policy.include
        for claim in facts.claims.values()
        if claim.statement == statement
    ]
    open_ = [tuple(sorted(kinds)) for kinds in ways if kinds <= set(INCLUDABLE)]
    return min(open_, key=lambda kinds: (len(kinds), kinds), default=None)


def plain(facts: Facts) -> frozenset[str]:
    """Ids of the claims that nothing keeps from being taken as they are, under the default policy.

    Their statements may still not be projected: denials, and what is restricted.
    """
    in_dispute, policy = contested(facts.claims), Policy()
    return frozenset(
        claim.id
        for claim in facts.claims.values()
        if next(_of_claim(claim, in_dispute, policy), None) is None
    )


def contested(claims: Mapping[str, Claim]) -> frozenset[str]:
    """Claims in a contradiction in which they are not ranked above the other side.

    Only assertions contest each other: a prediction that proved wrong does not shake the fact.
    """
    found = set()
    for claim in claims.values():
        for id in claim.contradicts:
            other = claims[id]
            if {claim.modality, other.modality} != {"asserted"}:
                continue
            if RANKS[claim.rank] <= RANKS[other.rank]:
                found.add(claim.id)
            if RANKS[other.rank] <= RANKS[claim.rank]:
                found.add(other.id)
    return frozenset(found)


def _of_claim(claim: Claim, contested: frozenset[str], policy: Policy) -> Iterator[Obstacle]:
    if claim.modality != "asserted":
        yield Obstacle(claim.modality, f"put forward as {claim.modality}, not asserted")
    if claim.certainty != "certain":
        yield Obstacle("hedged", f"hedged: {claim.certainty}")
    if claim.conditions:
        yield Obstacle("conditional", "only under a condition")
    if claim.hearsay:
        yield Obstacle("hearsay", "hearsay")
    if claim.rank == "deprecated":
        yield Obstacle("deprecated", "ranked as deprecated")
    if claim.id in contested:
        yield Obstacle("contested", "contested")
    if policy.reliability and not "" < claim.reliability <= policy.reliability:
        yield Obstacle("below-grade", f"from a source below {policy.reliability}")
    if policy.credibility and not any(
        "" < evidence.credibility <= policy.credibility for evidence in claim.evidence
    ):
        yield Obstacle("below-grade", f"less credible than {policy.credibility}")


def _of_statement(
    statement: Statement, vocabulary: Vocabulary, policy: Policy
) -> Iterator[Obstacle]:
    if not statement.positive:
        yield Obstacle("denial", "the statement is a denial")
    for name, _ in statement.qualifiers:
        if vocabulary.qualifiers[name].special:
            yield Obstacle("restricted", f"restricted by its {vocabulary.qualifiers[name].label}")
    whens = [v for n, v in statement.qualifiers if n == "kg:when" and isinstance(v, Edtf)]
    day = policy.as_of
    if day and whens and not any(v.earliest <= day <= (v.latest or day) for v in whens):
        told = " and ".join(when.text for when in whens)
        yield Obstacle("not-then", f"told of {told}, not of {day}")


def scenarios(
    facts: Facts, projected: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
) -> frozenset[str]:
    """Hypothetical entities: occurrences that no projected statement tells of."""
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
