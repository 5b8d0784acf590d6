"""What a claimed statement rests on, and what several of them do together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..analyse.citation import Citation, Party, cite
from ..model import Claim, Facts, Statement, Value
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..rdf.projection import Projection
from ..reason.times import as_edtf, overlaps, spans_of
from .records import Backing

NO_GRADE = "~"
"""Weaker than any letter or number."""


class Strength(NamedTuple):
    """How well something is supported; the least is the strongest."""

    reliability: str
    credibility: str
    inferred: int = 0
    """How often a curator read between the lines."""
    steps: int = 0
    """Rules applied."""


@dataclass(frozen=True, slots=True)
class Ground:
    strength: Strength
    origins: frozenset[str]
    claims: tuple[Claim, ...]
    """Best first."""


class Grounds:
    """The claims that count, by statement."""

    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.facts, self.projection, self.vocabulary = facts, projection, vocabulary
        self.labels = Labels(facts, vocabulary, in_full=True)
        self._by_statement: dict[str, list[Claim]] = defaultdict(list)
        for claim in facts.claims.values():
            self._by_statement[claim.statement].append(claim)
        self._denials: dict[tuple[Value, str, Value], list[str]] = defaultdict(list)
        for statement in facts.statements.values():
            if not statement.positive:
                self._denials[_content(statement)].append(statement.id)
        self._known: dict[str, Ground] = {}

    def claims(self, statement: str) -> tuple[Claim, ...]:
        """All claims to it, best first."""
        return tuple(sorted(self._by_statement.get(statement, ()), key=_weakness))

    def of(self, statement: str) -> Ground:
        """The claims that count, or count but for a condition; of anything else, all of them."""
        if statement not in self._known:
            every = self.claims(statement)
            counting = (
                self.projection.claims
                if statement in self.projection.documents
                else self.projection.conditional.get(statement, ())
            )
            counted = tuple(claim for claim in every if claim.id in counting)
            claims = counted or every
            self._known[statement] = Ground(
                Strength(
                    min((claim.reliability or NO_GRADE for claim in claims), default=NO_GRADE),
                    min((_credibility(claim) for claim in claims), default=NO_GRADE),
                    int(all(claim.inferred for claim in claims)),
                ),
                frozenset(claim.origin for claim in claims),
                claims,
            )
        return self._known[statement]

    def cite(self, claims: Iterable[Claim]) -> tuple[Citation, ...]:
        return tuple(cite(claim, self.facts, self.vocabulary, self.labels) for claim in claims)

    def denials(self, statement: Statement) -> tuple[Claim, ...]:
        """Assertions, neither hedged nor heard nor under a condition, of the opposite."""
        return tuple(
            claim
            for id in self._denials.get(_content(statement), ())
            if statement.positive
            for claim in self.claims(id)
            if (claim.modality, claim.certainty) == ("asserted", "certain")
            and not claim.hearsay
            and not claim.conditions
        )

    def conditions(self, statement: str) -> tuple[str, ...]:
        """Ids of what must hold for a claim to count, if that goes for all of its claims."""
        claims = self.of(statement).claims
        if not claims or any(not claim.conditions for claim in claims):
            return ()
        return claims[0].conditions

    def words(self, statement: str) -> str:
        return self.labels.of(self.facts.statements[statement])

    def party(self, entity: str) -> Party:
        found = self.facts.entities[entity]
        return Party(found.id, found.label, found.unnamed)

    def backing(self, statements: Iterable[str], let_in: Callable[[str], bool]) -> Backing:
        """Of claimed statements together."""
        ids = tuple(dict.fromkeys(statements))
        grounds = [self.of(id) for id in ids]
        spans = [spans_of(self.facts.statements[id]) for id in ids]
        dated = [several for several in spans if all(map(as_edtf, several))]
        times = filter(None, map(as_edtf, overlaps(dated)))
        behind = Counter(origin for ground in grounds for origin in ground.origins)
        needed = {condition for id in ids for condition in self.conditions(id)}
        return Backing(
            len(ids),
            max((g.strength.reliability for g in grounds), default="").strip(NO_GRADE),
            max((g.strength.credibility for g in grounds), default="").strip(NO_GRADE),
            " and ".join(time.text for time in times),
            len(dated),
            tuple(
                (self.party(origin), number)
                for origin, number in sorted(behind.items(), key=lambda item: (-item[1], item[0]))
            ),
            min((len(ground.origins) for ground in grounds), default=0),
            tuple(sorted(self.words(condition) for condition in needed)),
            sum(map(let_in, ids)),
        )


def _weakness(claim: Claim) -> tuple[str, str, bool, bool, str]:
    return (
        claim.reliability or NO_GRADE,
        _credibility(claim),
        claim.inferred,
        bool(claim.conditions),
        claim.id,
    )


def _credibility(claim: Claim) -> str:
    return min([evidence.credibility or NO_GRADE for evidence in claim.evidence] or [NO_GRADE])


def _content(statement: Statement) -> tuple[Value, str, Value]:
    return statement.subject, statement.predicate, statement.object
