"""What a row of the matrix is, and what a piece of software gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .bench import Bench

TURTLE, NTRIPLES, RDFXML = "turtle", "ntriples", "rdfxml"
TRIG, NQUADS, JSONLD = "trig", "nquads", "jsonld"
FIRST, BORDERS, HOSTILE = "first document", "invented conflict", "hostile values"
CONTROLS, DIGITS = "control characters", "17 places after the point"
"""Names of the datasets."""
RDF12 = "rdf12"
CSV, GRAPHML, GEXF = "csv", "graphml", "gexf"
PROPERTIES = frozenset({CSV, GRAPHML, GEXF})
"""Formats that hold a property graph."""
FLAT = frozenset({TURTLE, NTRIPLES, RDFXML})
"""Formats that hold one graph."""


@dataclass(frozen=True, slots=True)
class Canon:
    """A canonicalisation: a change that a store makes to terms, applied to both sides."""

    name: str
    why: str
    object: Callable[[str], str]
    """From an object as canonical N-Triples writes it to the form that it is compared in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which saved questions are asked, and how the answers are compared."""

    once: bool = False
    """With one set of values for their parameters, where all would take too long; those that are
    answered otherwise, with all."""
    ordered: bool = True
    """Whether rows come in the order that the question wants; if not, they are compared as bags."""
    otherwise: frozenset[str] = frozenset()
    """Questions that are known to be answered otherwise, or not at all."""
    never: Mapping[str, str] = field(default_factory=dict)
    """Questions that are not asked, as they hang or end the server, and what in them does it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """That a file is not held as it was written, and why."""

    refused: bool | None
    """Whether it is refused, rather than taken and something else held; None where that varies."""
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the matrix: a format, and how the software is made to take it."""

    format: str
    how: str
    asked: Asked | None = None
    """None where there is no SPARQL, or another row has asked the same of the same quads."""
    canons: tuple[Canon, ...] = ()
    lost: Mapping[str, Lost] = field(default_factory=dict)
    """By dataset, what is known to come of it where it is not held as it was written."""


@dataclass(frozen=True, slots=True)
class Job:
    """One dataset in one file, to be loaded into an empty store."""

    row: Row
    path: Path
    questions: Mapping[str, str]
    """SPARQL by name of the case; to be asked of all graphs, each triple once."""
    scratch: Path
    """An empty folder."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the software has after loading."""

    nquads: bytes = b""
    """N-Quads or N-Triples, as the software writes them."""
    answers: Mapping[str, bytes] = field(default_factory=dict)
    """SPARQL JSON results by name of the case; what was refused is left out."""
    records: list[str] | None = None
    """Of a property graph: a line for each record, the name of its table first."""


class Session(Protocol):
    """A piece of software at work."""

    @property
    def version(self) -> str: ...

    def load(self, job: Job) -> Held:
        """Load the file into an empty store, and tell what is in it.

        Raises:
            Refused: the software said no; the text is what it said.
        """


class Refused(Exception):
    """The software does not take the file."""


@dataclass(frozen=True, slots=True)
class Software:
    """A piece of software and its rows; ``opened`` calls ``missing`` where it is not installed."""

    name: str
    rows: tuple[Row, ...]
    opened: Callable[[Bench], AbstractContextManager[Session]]
