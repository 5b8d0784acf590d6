"""How well a derivation is supported: the weakest grades, all origins."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..model import Claim, Facts
from ..rdf.projection import Projection
from .model import Derivation

_NO_GRADE = "~"
"""Weaker than any letter or number."""

_Support = tuple[str, str, int]
"""Reliability, credibility, and a bit for each origin."""


def weigh(
    facts: Facts,
    projection: Projection,
    derivations: Mapping[str, Derivation],
    weighed: Mapping[str, Derivation] | None = None,
) -> dict[str, Derivation]:
    """The derivations, sorted by id, with grades and origins.

    A statement has the best grade that one of its claims or proofs gives it, a proof the weakest
    of its premises; each of the two grades goes by itself. ``weighed`` have theirs, and rest on
    none of the derivations.
    """
    return _Weighing(facts, projection, derivations, weighed or {}).result()


class _Weighing:
    def __init__(
        self,
        facts: Facts,
        projection: Projection,
        derivations: Mapping[str, Derivation],
        weighed: Mapping[str, Derivation],
    ) -> None:
        self.derivations = derivations
        self.bits: dict[str, int] = {}
        self.users: dict[str, list[str]] = defaultdict(list)
        for id, derivation in derivations.items():
            for premise in dict.fromkeys(derivation.premises):
                self.users[premise].append(id)
        self.support: dict[str, _Support] = {}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for id in (
            *projection.claims,
            *(c for ids in projection.conditional.values() for c in ids),
        ):
            claim = facts.claims[id]
            if claim.statement in self.users:
                claims[claim.statement].append(claim)
        for statement, several in claims.items():
            self.support[statement] = self._of_claims(several)
        for known in weighed.values():
            if known.conclusion in self.users:
                self._improve(known.conclusion, self._as_weighed(known))

    def _of_claims(self, claims: Iterable[Claim]) -> _Support:
        reliability = credibility = _NO_GRADE
        origins = 0
        for claim in claims:
            reliability = min(reliability, claim.reliability or _NO_GRADE)
            for evidence in claim.evidence:
                credibility = min(credibility, evidence.credibility or _NO_GRADE)
            origins |= self.bits.setdefault(claim.origin, 1 << len(self.bits))
        return reliability, credibility, origins

    def _as_weighed(self, derivation: Derivation) -> _Support:
        origins = 0
        for origin in derivation.origins:
            origins |= self.bits.setdefault(origin, 1 << len(self.bits))
        reliability, credibility = derivation.reliability, derivation.credibility
        return reliability or _NO_GRADE, credibility or _NO_GRADE, origins

    def result(self) -> dict[str, Derivation]:
        found: dict[str, _Support] = {}
        todo = deque(sorted(self.derivations))
        waiting = set(todo)
        while todo:
            id = todo.popleft()
            waiting.discard(id)
            derivation = self.derivations[id]
            known = [self.support.get(premise) for premise in derivation.premises]
            premises = [support for support in known if support]
            if len(premises) < len(known):
                continue  # it comes again when the missing one is known
            found[id] = self._weakest(premises)
            if self._improve(derivation.conclusion, found[id]):
                more = [user for user in self.users[derivation.conclusion] if user not in waiting]
                todo.extend(more)
                waiting.update(more)
        names = {bit: origin for origin, bit in self.bits.items()}
        return {
            id: replace(
                self.derivations[id],
                reliability=reliability.strip(_NO_GRADE),
                credibility=credibility.strip(_NO_GRADE),
                origins=tuple(sorted(name for bit, name in names.items() if origins & bit)),
            )
            for id, (reliability, credibility, origins) in sorted(found.items())
        }

    @staticmethod
    def _weakest(premises: list[_Support]) -> _Support:
        if not premises:  # what follows from a supposition alone
            return _NO_GRADE, _NO_GRADE, 0
        origins = 0
        for _, _, some in premises:
            origins |= some
        return max(p[0] for p in premises), max(p[1] for p in premises), origins

    def _improve(self, statement: str, proof: _Support) -> bool:
        if not self.users.get(statement):
            return False
        known = self.support.get(statement)
        reliability, credibility, origins = known or proof
        better = min(reliability, proof[0]), min(credibility, proof[1]), origins | proof[2]
        self.support[statement] = better
        return better != known
