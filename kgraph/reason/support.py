"""How well a derivation is supported: the weakest grades, all origins."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import cache

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
        self._in_order(found)
        self._in_circles(found)
        names = {bit: origin for origin, bit in self.bits.items()}
        named = cache(lambda bits: tuple(sorted(names[bit] for bit in names if bits & bit)))
        weighed = {}
        for id, (reliability, credibility, origins) in sorted(found.items()):
            proof = self.derivations[id]
            weighed[id] = Derivation(
                id,
                proof.rule,
                proof.conclusion,
                proof.premises,
                proof.conditions,
                reliability.strip(_NO_GRADE),
                credibility.strip(_NO_GRADE),
                named(origins),
            )
        return weighed

    def _in_order(self, found: dict[str, _Support]) -> None:
        """Weigh each proof once, after all proofs of its premises; not those in circles."""
        proofs = Counter(derivation.conclusion for derivation in self.derivations.values())
        missing = {id: len(set(d.premises)) for id, d in self.derivations.items()}
        ready = deque(statement for statement in self.users if not proofs[statement])
        while ready:
            for id in self.users[ready.popleft()]:
                missing[id] -= 1
                if not missing[id]:
                    conclusion = self.derivations[id].conclusion
                    found[id] = self._weakest(self.derivations[id].premises)
                    self._improve(conclusion, found[id])
                    proofs[conclusion] -= 1
                    if not proofs[conclusion] and conclusion in self.users:
                        ready.append(conclusion)

    def _in_circles(self, found: dict[str, _Support]) -> None:
        """Weigh the rest again and again until nothing gets better."""
        todo = deque(id for id in sorted(self.derivations) if id not in found)
        waiting = set(todo)
        while todo:
            id = todo.popleft()
            waiting.discard(id)
            derivation = self.derivations[id]
            if not all(premise in self.support for premise in derivation.premises):
                continue  # it comes again when the missing one is known
            found[id] = self._weakest(derivation.premises)
            if self._improve(derivation.conclusion, found[id]):
                more = [user for user in self.users[derivation.conclusion] if user not in waiting]
                todo.extend(more)
                waiting.update(more)

    def _weakest(self, premises: Iterable[str]) -> _Support:
        reliability = credibility = ""
        origins = 0
        for premise in premises:
            one, other, some = self.support[premise]
            reliability, credibility = max(reliability, one), max(credibility, other)
            origins |= some
        return reliability, credibility, origins

    def _improve(self, statement: str, proof: _Support) -> bool:
        """Note a proof of the statement; whether that made it better than it was."""
        if statement not in self.users:
            return False
        known = self.support.get(statement)
        reliability, credibility, origins = known or proof
        better = min(reliability, proof[0]), min(credibility, proof[1]), origins | proof[2]
        self.support[statement] = better
        return better != known
