"""An explanation, as records that text, Markdown and JSON are made from. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..analyse.citation import Citation, Party
from ..rdf.projection import Obstacle
from ..reason.model import RuleText

Standing: TypeAlias = Literal["fact", "let in", "derived", "conditional", "left out", "no fact"]
"""``let in``: a fact only by a policy wider than that of builds. ``conditional``: it holds, or
follows, only under a condition."""


@dataclass(frozen=True, slots=True)
class Step:
    """A statement and what it rests on: claims, or else a rule and its premises.

    What is claimed outright is never told by its proof.
    """

    statement: str
    text: str
    """The statement in words, with its qualifiers."""
    standing: Standing
    claims: tuple[Citation, ...] = ()
    """Those that count, best first; of what is no fact, all of them."""
    uncounted: int = 0
    """Claims that say the same, but not so that they count."""
    rule: RuleText | None = None
    derivation: str = ""
    premises: tuple[str, ...] = ()
    """Ids of statements, each with a step of its own, in the order of the rule's body."""
    proofs: int = 0
    """In how many ways rules conclude it, the one told included."""
    reasons: tuple[Obstacle, ...] = ()
    """Why it is no fact by the policy of builds, or why this fact is left out."""
    include: tuple[str, ...] | None = None
    """The fewest kinds that would let in what is no fact; None where none would."""
    denied: tuple[Citation, ...] = ()
    """Claims that say the opposite outright."""


@dataclass(frozen=True, slots=True)
class Backing:
    """How well claimed statements are supported together."""

    statements: int
    reliability: str
    """The weakest, A to F; empty where one of the statements has none."""
    credibility: str
    """The weakest, 1 to 6; empty where one of the statements has none."""
    time: str
    """The days that the dated ones have in common, in EDTF; empty where there are none."""
    dated: int
    """How many of the statements tell their time."""
    origins: tuple[tuple[Party, int], ...]
    """Who stands behind them, and behind how many; most first."""
    fewest_origins: int
    """How many stand behind the statement that fewest stand behind."""
    conditions: tuple[str, ...]
    """What must hold besides, in words."""
    let_in: int
    """How many of the statements are facts only by a policy wider than that of builds."""

    @property
    def common_time(self) -> bool:
        """False where some of them cannot have held on the same day."""
        return bool(self.time) or not self.dated


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement as the root of what it rests on."""

    statement: str
    backing: Backing
    claimed: tuple[str, ...]
    """Ids of the claimed statements that it rests on, in the order in which they are told."""
    wider: tuple[str, ...] = ()
    """Ids of derived facts that only say less, by super-properties."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part that an entity has in a statement."""

    role: str
    """``subject``, ``object``, or the CURIE of a qualifier."""
    within: int = 0
    """How deep in what the statement says of other statements; 0 is the statement itself."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from an entity to another, by a statement that names both."""

    source: Party
    target: Party
    statement: str
    leaves: Part
    """The source's part in the statement."""
    enters: Part
    others: tuple[str, ...] = ()
    """Ids of the other statements that join the two, best first."""

    @property
    def length(self) -> int:
        """One, and one more for each statement that an entity stands within."""
        return 1 + self.leaves.within + self.enters.within


@dataclass(frozen=True, slots=True)
class Path:
    """A walk over claimed statements, whichever way each of them points."""

    hops: tuple[Hop, ...]
    backing: Backing

    @property
    def length(self) -> int:
        return sum(hop.length for hop in self.hops)

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(hop.statement for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to one question: how two things are linked, or what a statement rests on."""

    question: str
    """In words."""
    unsaid: str = ""
    """A statement that was asked about, in words, and that is neither claimed nor derived."""
    claimed: tuple[Proof, ...] = ()
    """Claimed statements of the one to the other, or those asked about."""
    more_claimed: int = 0
    derived: tuple[Proof, ...] = ()
    """Derived facts that name both, or those asked about."""
    more_derived: int = 0
    paths: tuple[Path, ...] = ()
    searched_all: bool = True
    """False where the search for paths was cut short."""
    conditional: tuple[Proof, ...] = ()
    """What would follow under a condition, and is no fact."""
    gaps: tuple[Path, ...] = ()
    """Paths over what is no fact: what is said of the two directly and, where nothing else is
    found, the nearest to a path."""
    steps: Mapping[str, Step] = field(default_factory=dict)
    """All statements that are told of, by id."""

    @property
    def found(self) -> bool:
        return bool(self.claimed or self.derived or self.paths)


def fragment(statements: Iterable[str]) -> str:
    """Of ``index.html``, to open it on these statements."""
    return "#path=" + ",".join(dict.fromkeys(statements))


def in_order(proof: Proof, steps: Mapping[str, Step]) -> tuple[str, ...]:
    """The statements of a proof, each after its premises: what is proved comes last."""
    found: dict[str, None] = {}
    todo = [(proof.statement, False)]
    while todo:
        statement, ready = todo.pop()
        if ready:
            found[statement] = None
        elif statement not in found:
            todo.append((statement, True))
            todo += [(premise, False) for premise in reversed(steps[statement].premises)]
    return tuple(found)
