"""What would be otherwise, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..analyse.citation import Citation
from ..reason.check import SUPPOSABLE


@dataclass(frozen=True, slots=True)
class Without:
    """What is supposed: claims are retracted first, the rest is supposed of what remains."""

    entities: tuple[str, ...] = ()
    """Withheld, destroyed or otherwise at nobody's disposal."""
    permissions: tuple[str, ...] = ()
    """Those who allow nobody anything."""
    documents: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    """With all that came through them."""
    claims: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        return (*self.documents, *self.claimants, *self.claims)

    @property
    def withheld(self) -> dict[str, tuple[str, ...]]:
        """Entities by the class that is supposed of them."""
        supposed = zip(SUPPOSABLE, (self.entities, self.permissions), strict=True)
        return {cls: ids for cls, ids in supposed if ids}


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An entity, or a statement in words."""

    label: str
    id: str


Kind = Literal["falls", "fewer", "shaken", "gained"]
"""It holds no more; or on fewer origins; or loses some support, though no origin; or is new."""


@dataclass(frozen=True, slots=True)
class Change:
    """A plain triple or a derived fact whose support changes."""

    id: str
    """Of the derived statement; of a triple, that of one statement which makes it."""
    statement: str
    """In words."""
    before: tuple[Thing, ...]
    """Origins."""
    after: tuple[Thing, ...]
    kind: Kind
    told: bool
    """Whether a claim projects it, before or after."""
    rules: tuple[str, ...] = ()
    """Titles of the rules that conclude it, before or after."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes, and how many stay as they were."""

    changed: tuple[Change, ...]
    stay: int

    def of(self, kind: Kind) -> list[Change]:
        return [change for change in self.changed if change.kind == kind]


@dataclass(frozen=True, slots=True)
class Answers:
    """How many rows of a saved question fall, stay or are gained."""

    question: str
    title: str
    fall: int
    stay: int
    gained: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """What falls with the claims that are taken away."""

    claims: int
    """How many are taken away."""
    triples: Changes
    derived: Changes
    answers: tuple[Answers, ...] = ()
    """By the name of the question."""
    unanswered: tuple[str, ...] = ()
    """Questions that could not be asked, or not in time."""


@dataclass(frozen=True, slots=True)
class Why:
    """A proof in short."""

    rules: tuple[str, ...]
    """Titles, the last step first."""
    premises: tuple[str, ...]
    """What the last step rests on, in words, other consequences of the supposition left out."""
    claims: tuple[Citation, ...]
    """What these premises rest on in the end."""

    @property
    def predicted(self) -> bool:
        """Whether some of it was said under a condition, or is only predicted."""
        return any(claim.modality != "asserted" or claim.conditions for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Reached:
    """Something that a rule concludes of an entity, and why."""

    thing: Thing
    why: Why
    acts: tuple[Thing, ...] = ()
    """What could not go ahead: that for which a premise says that the thing is needed."""
    through: tuple[Thing, ...] = ()
    """Others of whom it is concluded first."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An entity that loses some support."""

    entity: Thing
    group: str
    """The class that the vocabulary's legend has it in, in words."""
    loses: tuple[Reached, ...]
    falls_back_on: tuple[Reached, ...]
    becomes_exposed_to: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim whose conditions come to hold."""

    claim: Citation
    used: bool
    """Whether rules may use it in the case that is supposed: certain, and no hearsay."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """What follows where things are withheld, by the rules that are kept for it."""

    affected: tuple[Affected, ...]
    """Group by group."""
    said: tuple[Said, ...]
    denied: tuple[Reached, ...]
    """What is told and would no longer hold."""
    rests_on_it: tuple[Thing, ...]
    """Derived facts that cannot be concluded without what is told of the things withheld."""


@dataclass(frozen=True, slots=True)
class Impact:
    without: Without
    words: tuple[str, ...]
    """What is supposed, in words."""
    retraction: Retraction | None
    supposition: Supposition | None
