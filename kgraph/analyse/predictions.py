"""What became of predictions, and of the conditions that claims are made under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..model import Claim, Edtf, Facts, Statement
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..rdf.projection import Projection, plain
from . import citation
from .citation import Citation, cite
from .opposition import NO_TIME, Oppositions
from .when import is_later, said, valid_time

Says = Literal["bears out", "belies"]

OUTCOMES = {
    "open": "Open",
    "came-true": "Came true",
    "did-not": "Did not come true",
    "cannot-tell": "Cannot tell: both borne out and belied",
}
"""What curators' links make of a prediction, in words."""

STATES = {"met": "met", "denied": "denied", "disputed": "disputed", "unknown": "not known"}
"""What later claims make of a condition, in words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assertion that bears out or belies a prediction or condition."""

    says: Says
    words: str
    """What is asserted, with all qualifiers."""
    claim: Citation
    later: bool | None = None
    """Whether it was made after; None where the dates do not tell."""
    notes: tuple[str, ...] = ()
    """What would have to be known to be sure."""


@dataclass(frozen=True, slots=True)
class Condition:
    statement: str
    words: str
    state: str
    """One of STATES, by what is said later and leaves nothing but the time open."""
    target: str
    """When it is to hold, in EDTF; empty where that is not told."""
    due: str
    """Of that date on the day asked about; empty where nothing can be said."""
    candidates: tuple[Verdict, ...]
    """Found by the program."""


@dataclass(frozen=True, slots=True)
class Prediction:
    statement: str
    words: str
    claim: Citation
    outcome: str
    """One of OUTCOMES, by curators' links alone."""
    target: str
    """When it is to hold, in EDTF; empty where that is not told."""
    due: str
    """Of that date on the day asked about; empty where nothing can be said."""
    verdicts: tuple[Verdict, ...]
    """Linked by curators."""
    candidates: tuple[Verdict, ...]
    """Found by the program, and not acted upon."""
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """An assertion under conditions."""

    statement: str
    words: str
    claim: Citation
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    predictions: tuple[Prediction, ...]
    conditional: tuple[Conditional, ...]


def outlook(
    facts: Facts, projection: Projection, vocabulary: Vocabulary, as_of: str = ""
) -> Outlook:
    """All predictions and all assertions under conditions, by document and paragraph.

    ``as_of`` is a day in ISO 8601: what was to hold before it is due. Assertions count if they are
    certain, unconditional, not hearsay, neither contested nor ranked as deprecated.
    """
    judge = _Judge(facts, projection, vocabulary, as_of)
    claims = sorted(facts.claims.values(), key=_place)
    return Outlook(
        tuple(judge.prediction(claim) for claim in claims if claim.modality == "prediction"),
        tuple(
            judge.conditional(claim)
            for claim in claims
            if claim.modality == "asserted" and claim.conditions
        ),
    )


class _Judge:
    def __init__(
        self, facts: Facts, projection: Projection, vocabulary: Vocabulary, as_of: str
    ) -> None:
        self.facts, self.vocabulary, self.as_of = facts, vocabulary, as_of
        self.labels = Labels(facts, vocabulary, in_full=True)
        self.short = Labels(facts, vocabulary)
        self.oppositions = Oppositions(facts, projection, vocabulary)
        self.plain: dict[str, list[Claim]] = defaultdict(list)
        self.linked: dict[str, set[tuple[str, Says]]] = defaultdict(set)
        standing = plain(facts)
        for claim in sorted(facts.claims.values(), key=_place):
            if claim.id in standing:
                self.plain[claim.statement].append(claim)
                for other in claim.supports:
                    self.linked[other].add((claim.id, "bears out"))
            for other in claim.contradicts:
                for one, later in ((other, claim.id), (claim.id, other)):
                    if later in standing:
                        self.linked[one].add((later, "belies"))
        self.by_key: dict[Hashable, list[Statement]] = defaultdict(list)
        for id in self.plain:
            for key in self.oppositions.keys(facts.statements[id]):
                self.by_key[key].append(facts.statements[id])

    def prediction(self, claim: Claim) -> Prediction:
        statement = self.facts.statements[claim.statement]
        linked = self.linked.get(claim.id, set())
        verdicts = tuple(
            self._verdict(self.facts.claims[id], claim, says) for id, says in sorted(linked)
        )
        said_of_it = {says for _, says in linked}
        outcome = "open"
        if said_of_it:
            outcome = "came-true" if said_of_it == {"bears out"} else "did-not"
        if len(said_of_it) > 1:
            outcome = "cannot-tell"
        known = {id for id, _ in linked}
        candidates = tuple(
            verdict
            for verdict in self._candidates(statement, claim)
            if verdict.later is not False and verdict.claim.claim not in known
        )
        conditions = self._conditions(claim)
        due = ""
        if outcome == "open":
            due = self._due(valid_time(statement), bool(candidates))
            if due.startswith("due") and any(c.state == "denied" for c in conditions):
                due = "does not come due: a condition is denied"
            elif due.startswith("due") and any(c.state != "met" for c in conditions):
                due += "; whether its conditions were met is not known"
        return Prediction(
            statement.id,
            self.labels.of(statement),
            self._cited(claim),
            outcome,
            _text(valid_time(statement)),
            due,
            verdicts,
            candidates,
            conditions,
        )

    def conditional(self, claim: Claim) -> Conditional:
        statement = self.facts.statements[claim.statement]
        words, conditions = self.labels.of(statement), self._conditions(claim)
        return Conditional(statement.id, words, self._cited(claim), conditions)

    def _conditions(self, claim: Claim) -> tuple[Condition, ...]:
        return tuple(self._condition(self.facts.statements[id], claim) for id in claim.conditions)

    def _condition(self, statement: Statement, claim: Claim) -> Condition:
        candidates = self._candidates(statement, claim)
        said_later = {v.says for v in candidates if v.later and set(v.notes) <= {NO_TIME}}
        state = "unknown"
        if said_later:
            state = "met" if said_later == {"bears out"} else "denied"
        if len(said_later) > 1:
            state = "disputed"
        target = valid_time(statement)
        known = any(verdict.later is not False for verdict in candidates)
        due = self._due(target, known) if state == "unknown" else ""
        words = self.labels.of(statement)
        return Condition(statement.id, words, state, _text(target), due, candidates)

    def _candidates(self, statement: Statement, claim: Claim) -> tuple[Verdict, ...]:
        """Plain assertions of the same, or of what excludes it; none of a time before the claim."""
        near = {
            other.id: other
            for key in self.oppositions.keys(statement)
            for other in self.by_key.get(key, ())
        }
        found = []
        for other in near.values():
            if _is_before(valid_time(other), said(claim, self.facts)):
                continue
            notes = self.oppositions.agreement(statement, other)
            opposition = self.oppositions.between(statement, other)
            for later in self.plain[other.id]:
                if notes is not None:
                    found.append(self._verdict(later, claim, "bears out", notes))
                elif opposition:
                    found.append(self._verdict(later, claim, "belies", opposition.notes))
        return tuple(
            sorted(found, key=lambda v: (v.claim.document, v.claim.places[:1], v.claim.claim))
        )

    def _verdict(
        self, later: Claim, claim: Claim, says: Says, notes: tuple[str, ...] = ()
    ) -> Verdict:
        words = self.labels.of(self.facts.statements[later.statement])
        order = is_later(later, claim, self.facts)
        return Verdict(
            says, words, cite(later, self.facts, self.vocabulary, self.short), order, notes
        )

    def _cited(self, claim: Claim) -> Citation:
        """Without its conditions, which are told apart."""
        return replace(cite(claim, self.facts, self.vocabulary, self.short), conditions=())

    def _due(self, target: Edtf | None, is_something_known: bool) -> str:
        if not self.as_of or target is None or not target.latest:
            return ""
        if self.as_of <= target.latest:
            return "not yet due"
        return "due: see the candidates" if is_something_known else "due, nothing known"


def _is_before(time: Edtf | None, made: Edtf | None) -> bool:
    return bool(time and made and time.latest and time.latest < made.earliest)


def _text(date: Edtf | None) -> str:
    return date.text if date else ""


def _place(claim: Claim) -> tuple[str, int, str]:
    paragraphs = (evidence.passage.paragraph for evidence in claim.evidence)
    return claim.document, min(paragraphs, default=0), claim.id


def as_json(found: Outlook) -> dict[str, Any]:
    """``predictions`` and ``conditional``, each with its claim, conditions and verdicts."""
    return {
        "predictions": [
            {
                "statement": one.statement,
                "words": one.words,
                "claim": citation.as_json(one.claim),
                "outcome": one.outcome,
                "target": one.target,
                "due": one.due,
                "verdicts": _verdicts_as_json(one.verdicts),
                "candidates": _verdicts_as_json(one.candidates),
                "conditions": _conditions_as_json(one.conditions),
            }
            for one in found.predictions
        ],
        "conditional": [
            {
                "statement": one.statement,
                "words": one.words,
                "claim": citation.as_json(one.claim),
                "conditions": _conditions_as_json(one.conditions),
            }
            for one in found.conditional
        ],
    }


def _verdicts_as_json(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    return [
        {
            "says": verdict.says,
            "words": verdict.words,
            "claim": citation.as_json(verdict.claim),
            "later": verdict.later,
            "notes": list(verdict.notes),
        }
        for verdict in verdicts
    ]


def _conditions_as_json(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
    return [
        {
            "statement": condition.statement,
            "words": condition.words,
            "state": condition.state,
            "target": condition.target,
            "due": condition.due,
            "candidates": _verdicts_as_json(condition.candidates),
        }
        for condition in conditions
    ]
