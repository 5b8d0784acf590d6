"""A page as records that its template is filled from: no HTML, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Standing: TypeAlias = Literal["fact", "derived", "conditional", "no fact"]


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a sentence."""

    text: str
    href: str = ""
    """Where it leads; empty where it leads nowhere."""
    role: Literal["", "predicate", "not", "quiet"] = ""


Words: TypeAlias = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim: who says so, where and how surely."""

    href: str
    who: Words
    """The claimant, then those who passed it on."""
    where: Words
    how: tuple[str, ...]
    """Modality, certainty and the like, where they are not the usual ones first."""
    grades: tuple[tuple[str, str], ...]
    """Each with what it means."""
    date: str
    counts: bool = True
    """Whether it makes its statement a fact."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, and what it rests on."""

    words: Words
    href: str
    standing: Standing
    cited: tuple[Cited, ...] = ()
    more: int = 0
    """Claims that are left out."""
    rule: Words = ()
    """What concludes it."""
    premises: tuple[Entry, ...] = ()
    why: tuple[str, ...] = ()
    """Why it is no fact."""
    denied: tuple[Cited, ...] = ()
    told: bool = False
    """Whether what it rests on is told above."""
    cut: bool = False
    """Whether its own page must be asked for what it rests on."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with entries or claims or plain lines below it."""

    title: str
    entries: tuple[Entry, ...] = ()
    cited: tuple[Cited, ...] = ()
    lines: tuple[Words, ...] = ()
    note: str = ""
    more: int = 0
    """Entries, claims or lines that are left out."""

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.cited) + len(self.lines) + self.more


@dataclass(frozen=True, slots=True)
class Page:
    """All that one page says."""

    path: str
    """Below the base, such as ``entity/storm-shadow``."""
    kind: str
    title: Words
    standing: Standing | Literal[""] = ""
    iri: str = ""
    lead: str = ""
    """A sentence below the title."""
    rows: tuple[tuple[str, Words], ...] = ()
    sections: tuple[Section, ...] = ()
    explorer: str = ""
    """The fragment that opens the explorer on it."""

    @property
    def heading(self) -> str:
        return "".join(word.text for word in self.title)
