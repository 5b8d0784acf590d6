"""The records that everything else works on. No I/O, no RDF.

Names of terms are CURIEs of the ontology (``con:controls``); entities, documents and
handles are the ids of the seeds; statements and claims carry an id digested from their content
(see :mod:`kgraph.names`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .problems import Location

NOWHERE = Location("", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class EntityRef:
    id: str


@dataclass(frozen=True, slots=True)
class StatementRef:
    id: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Text in its canonical lexical form, with the CURIE of its datatype."""

    text: str
    datatype: str = "xsd:string"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date in EDTF (ISO 8601-2:2019, levels 0 to 2), with the days that bound it.

    ``earliest`` and ``latest`` are ISO dates, or empty where the date is open,
    unknown or a season (which has no bounds without a hemisphere).
    """

    text: str
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written and as understood; ``unit`` is a UCUM code, ``1`` for a bare number."""

    text: str
    value: str
    unit: str
    precision: str = "exact"


Reference: TypeAlias = EntityRef | StatementRef
Value: TypeAlias = EntityRef | StatementRef | Literal | Edtf | Quantity


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that statements are about, as its curator describes it."""

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    unnamed: bool = False
    matches: tuple[str, ...] = ()
    """IRIs of the same thing elsewhere (skos:exactMatch)."""
    where: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    kind: str = ""
    author: str = ""
    published: Edtf | None = None
    curated_on: str = ""
    file: str = ""
    sha256: str = ""
    reliability: str = ""
    note: str = ""
    where: Location = field(default=NOWHERE, compare=False)
    sha256_where: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document, from ``first`` words to ``last`` words, both included.

    Paragraphs are the non-empty lines of the decoded text, counted from 1, title included.
    An empty ``last`` means that ``first`` is the whole passage.
    """

    document: str
    paragraph: int
    to_paragraph: int
    first: str
    last: str = ""
    where: Location = field(default=NOWHERE, compare=False)

    @property
    def locator(self) -> str:
        """The passage as it is written in the seeds, in one normal form."""
        span = str(self.paragraph)
        if self.to_paragraph != self.paragraph:
            span += f"-{self.to_paragraph}"
        return f"{span} {self.first}" + (f" ... {self.last}" if self.last else "")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage was found: code points of the decoded file, end exclusive, counted from 0."""

    start: int
    end: int
    sha256: str
    """Digest of those code points, encoded as UTF-8."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said, whether or not anyone asserts it."""

    id: str
    subject: Reference
    predicate: str
    object: Value
    positive: bool = True
    qualifiers: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Relay:
    """Someone who passed a claim on, and their stance to it."""

    relayer: str
    stance: str = "neutral"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands, and how credible the information is there (1-6, or empty)."""

    passage: Passage
    credibility: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Someone's stance to a statement."""

    id: str
    statement: str
    document: str
    claimant: str
    relays: tuple[Relay, ...] = ()
    """Nearest the claimant first."""
    modality: str = "asserted"
    certainty: str = "certain"
    conditions: tuple[str, ...] = ()
    """Ids of the statements that must hold."""
    hearsay: bool = False
    stated_on: Edtf | None = None
    origin: str = ""
    """The claimant, or the first relayer where the claimant is unnamed."""
    reliability: str = ""
    inferred: bool = False
    rank: str = "normal"
    contradicts: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    curated_on: str = ""
    evidence: tuple[Evidence, ...] = ()
    where: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the seeds say, in an order that does not depend on how they are laid out."""

    base: str
    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    statements: Mapping[str, Statement]
    claims: Mapping[str, Claim]
    passages: tuple[Passage, ...] = ()
    anchors: Mapping[tuple[str, str], Anchor] = field(default_factory=dict)
    """By document id and passage locator; read from the lock file."""
