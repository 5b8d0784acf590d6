"""Claims that contradict each other: what curators declared, and candidates. Nothing is changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ..model import Claim, Facts
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..rdf.projection import RANKS, Projection
from . import citation
from .citation import Citation, cite
from .opposition import KINDS, Oppositions

STATES = {
    "contested": "contested: neither is projected until one is ranked above the other",
    "first": "settled: the first is ranked above",
    "second": "settled: the second is ranked above",
    "uncontested": "contests nothing: not both are asserted",
}
"""What a declared contradiction comes to, in words."""


@dataclass(frozen=True, slots=True)
class Side:
    """A statement, and those who stand behind it."""

    statement: str
    words: str
    """With all qualifiers."""
    claims: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """Two claims that a curator found to contradict each other."""

    first: Side
    second: Side
    state: str
    """One of STATES."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two statements that cannot both hold at one time, each asserted by somebody."""

    kind: str
    """One of :data:`kgraph.analyse.opposition.KINDS`."""
    first: Side
    second: Side
    notes: tuple[str, ...]
    """What speaks against a contradiction, and who is on both sides."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    declared: tuple[Declared, ...]
    candidates: tuple[Candidate, ...]


def conflicts(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> Conflicts:
    """What curators declared, and what the program finds besides; in a fixed order.

    Candidates come from what is asserted without a condition and not ranked as deprecated;
    hedges and hearsay are included. Those that were declared between all claims of both sides
    are no longer candidates.
    """
    finder = _Finder(facts, projection, vocabulary)
    return Conflicts(finder.declared(), finder.candidates())


class _Finder:
    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.facts, self.vocabulary = facts, vocabulary
        self.oppositions = Oppositions(facts, projection, vocabulary)
        self.labels = Labels(facts, vocabulary, in_full=True)
        self.pairs = {
            (min(claim.id, other), max(claim.id, other))
            for claim in facts.claims.values()
            for other in claim.contradicts
        }

    def declared(self) -> tuple[Declared, ...]:
        found = []
        for ids in self.pairs:
            first, second = sorted((self.facts.claims[id] for id in ids), key=self._place)
            sides = (self._side([first]), self._side([second]))
            found.append(Declared(*sides, _state(first, second)))
        states = list(STATES)
        return tuple(
            sorted(found, key=lambda d: (states.index(d.state), _order(d.first), _order(d.second)))
        )

    def candidates(self) -> tuple[Candidate, ...]:
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            if claim.modality == "asserted" and not claim.conditions and claim.rank != "deprecated":
                claims[claim.statement].append(claim)
        found = []
        for opposition in self.oppositions.among(claims):
            sides = (claims[opposition.first], claims[opposition.second])
            first, second = sorted(sides, key=lambda side: min(map(self._place, side)))
            declared = [
                (min(one.id, other.id), max(one.id, other.id)) in self.pairs
                for one in first
                for other in second
            ]
            if all(declared):
                continue
            notes = [*opposition.notes, *self._notes(first, second)]
            if any(declared):
                notes.append("declared between some of these claims, not between all")
            found.append(
                Candidate(opposition.kind, self._side(first), self._side(second), tuple(notes))
            )
        kinds = list(KINDS)
        return tuple(
            sorted(found, key=lambda c: (kinds.index(c.kind), _order(c.first), _order(c.second)))
        )

    def _notes(self, first: list[Claim], second: list[Claim]) -> list[str]:
        notes = []
        if any(
            all(claim.hearsay or claim.certainty != "certain" for claim in side)
            for side in (first, second)
        ):
            notes.append("only hedged or hearsay on one side")
        same = {claim.claimant for claim in first} & {claim.claimant for claim in second}
        notes += [f"{self._label(id)} says both" for id in sorted(same)]
        origins = {claim.origin for claim in first} & {claim.origin for claim in second}
        notes += [f"both come by way of {self._label(id)}" for id in sorted(origins - same)]
        return notes

    def _label(self, entity: str) -> str:
        return self.facts.entities[entity].label

    def _side(self, claims: list[Claim]) -> Side:
        statement = self.facts.statements[claims[0].statement]
        cited = tuple(
            cite(claim, self.facts, self.vocabulary) for claim in sorted(claims, key=self._place)
        )
        return Side(statement.id, self.labels.of(statement), cited)

    def _place(self, claim: Claim) -> tuple[str, int, str]:
        paragraphs = (evidence.passage.paragraph for evidence in claim.evidence)
        return claim.document, min(paragraphs, default=0), claim.id


def _state(first: Claim, second: Claim) -> str:
    if {first.modality, second.modality} != {"asserted"}:
        return "uncontested"
    above = RANKS[first.rank] - RANKS[second.rank]
    return "contested" if not above else "first" if above > 0 else "second"


def _order(side: Side) -> tuple[str, int, str]:
    first = side.claims[0]
    return first.document, min((p.paragraph for p in first.places), default=0), first.claim


def as_json(found: Conflicts) -> dict[str, Any]:
    """``declared`` and ``candidates``, each with both sides and their citations."""
    return {
        "declared": [
            {
                "state": declared.state,
                "first": _side_as_json(declared.first),
                "second": _side_as_json(declared.second),
            }
            for declared in found.declared
        ],
        "candidates": [
            {
                "kind": candidate.kind,
                "first": _side_as_json(candidate.first),
                "second": _side_as_json(candidate.second),
                "notes": list(candidate.notes),
            }
            for candidate in found.candidates
        ],
    }


def _side_as_json(side: Side) -> dict[str, Any]:
    return {
        "statement": side.statement,
        "words": side.words,
        "claims": [citation.as_json(claim) for claim in side.claims],
    }
