"""How well a derivation is supported: the weakest grades, all origins."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

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
    of its premises; each of the two grades goes by itself. What is claimed or proved under
    conditions counts only for proofs under the same conditions or more. ``weighed`` have their
    grades and origins, and rest on none of the derivations.
    """
    bits: dict[str, int] = {}
    used = {premise for derivation in derivations.values() for premise in derivation.premises}
    proved = _by_conditions((d.conditions, d) for d in derivations.values())
    settled = _by_conditions(
        (d.conditions, d) for d in (weighed or {}).values() if d.conclusion in used
    )
    claims = [facts.claims[id] for ids in projection.conditional.values() for id in ids]
    claimed = _by_conditions((claim.conditions, claim) for claim in claims)
    told = (facts.claims[id] for id in projection.claims)
    known = (claim for claim in told if claim.statement in used)
    plain = _Weighing(bits, {}, known, settled[()], proved[()])
    found = plain.result()
    for conditions in sorted(proved.keys() - {()}):
        held = set(conditions)
        again = _Weighing(
            bits,
            plain.support,
            (claim for some in claimed if held >= set(some) for claim in claimed[some]),
            (proof for some in settled if some and held >= set(some) for proof in settled[some]),
            [proof for some in proved if some and held >= set(some) for proof in proved[some]],
        ).result()
        found |= {d.id: again[d.id] for d in proved[conditions]}
    return _weighed(derivations, found, bits)


_T = TypeVar("_T")


def _by_conditions(pairs: Iterable[tuple[tuple[str, ...], _T]]) -> dict[tuple[str, ...], list[_T]]:
    found: dict[tuple[str, ...], list[_T]] = defaultdict(list)
    for conditions, one in pairs:
        found[tuple(sorted(conditions))].append(one)
    return found


def _weighed(
    derivations: Mapping[str, Derivation], found: Mapping[str, _Support], bits: Mapping[str, int]
) -> dict[str, Derivation]:
    names = {bit: origin for origin, bit in bits.items()}
    named = cache(lambda some: tuple(sorted(names[bit] for bit in _each_bit(some))))
    weighed = {}
    for id, (reliability, credibility, origins) in sorted(found.items()):
        proof = derivations[id]
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


def _each_bit(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest
        number ^= lowest


class _Weighing:
    """Weighs proofs that are made of claims, of each other, and of what is known already."""

    def __init__(
        self,
        bits: dict[str, int],
        known: Mapping[str, _Support],
        claims: Iterable[Claim],
        settled: Iterable[Derivation],
        derivations: Iterable[Derivation],
    ) -> None:
        self.bits = bits
        self.derivations = {derivation.id: derivation for derivation in derivations}
        self.users: dict[str, list[str]] = defaultdict(list)
        for id, derivation in self.derivations.items():
            for premise in dict.fromkeys(derivation.premises):
                self.users[premise].append(id)
        self.support = dict(known)
        by_statement: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_statement[claim.statement].append(claim)
        for statement, several in by_statement.items():
            self._improve(statement, self._of_claims(several))
        for proof in settled:
            self._improve(proof.conclusion, self._as_weighed(proof))

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

    def result(self) -> dict[str, _Support]:
        """Of each derivation."""
        found: dict[str, _Support] = {}
        self._in_order(found)
        self._in_circles(found)
        return found

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
        known = self.support.get(statement)
        reliability, credibility, origins = known or proof
        better = min(reliability, proof[0]), min(credibility, proof[1]), origins | proof[2]
        self.support[statement] = better
        return better != known
