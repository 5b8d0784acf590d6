"""The graph as tables of a property graph: what every loader of CSV can take.

Facts between things are relationships named after their predicates, so that paths are walked as
in RDF. But nothing can point at a relationship, as claims do at what is said: statements, claims
and derivations are nodes besides, and each fact names its statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Literal

Type = Literal["STRING", "INT64", "DOUBLE", "BOOLEAN"]
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Ends = tuple[str, str]
"""Names of the tables of nodes that relationships lead from and to; both empty for nodes."""

NODES: Ends = ("", "")
ENTITY, STATEMENT, CLAIM = "Entity", "Statement", "Claim"
DOCUMENT, DERIVATION = "Document", "Derivation"
_MATTERS = (ENTITY, STATEMENT)


@dataclass(frozen=True, slots=True)
class Table:
    """Nodes, or relationships that go by one name."""

    name: str
    columns: dict[str, Type]
    """Of nodes, ``id`` comes first; of relationships, after the ids of the two ends."""
    rows: dict[Ends, list[Row]] = field(default_factory=dict)

    def add(self, ends: Ends, *row: Cell) -> None:
        self.rows[ends].append(row)

    @property
    def of_nodes(self) -> bool:
        return NODES in self.rows

    def file(self, ends: Ends) -> str:
        """The name of the file with the rows between these ends."""
        return "-".join(filter(None, (self.name, *ends))) + ".csv"

    @staticmethod
    def keys(ends: Ends) -> tuple[str, ...]:
        """Columns that come before the others."""
        return ("from", "to") if ends != NODES else ()


def _nodes(name: str, texts: str, **others: Type) -> Table:
    return Table(name, {**_columns(texts), **others}, {NODES: []})


def _links(name: str, *ends: Ends, texts: str = "", **others: Type) -> Table:
    return Table(name, {**_columns(texts), **others}, {pair: [] for pair in ends})


def _columns(texts: str) -> dict[str, Type]:
    return dict.fromkeys(texts.split(), "STRING")


def _between(name: str, sources: Iterable[str], texts: str = "", **others: Type) -> Table:
    """Relationships to what statements can be about."""
    ends = [(source, target) for source in sources for target in _MATTERS]
    return _links(name, *ends, texts=texts, **others)


class Schema:
    """The tables that every graph has, and those of its facts."""

    def __init__(self) -> None:
        times = "when earliest latest"
        self.entity = _nodes(
            ENTITY,
            "id iri label class classes aliases matches note",
            hypothetical="BOOLEAN",
            unnamed="BOOLEAN",
        )
        self.document = _nodes(
            DOCUMENT,
            "id iri title kind published earliest latest sha256 reliability curatedOn note",
        )
        self.statement = _nodes(
            STATEMENT,
            f"id iri label predicate value datatype unit precision {times} qualifiers",
            number="DOUBLE",
            positive="BOOLEAN",
            fact="BOOLEAN",
            derived="BOOLEAN",
        )
        self.claim = _nodes(
            CLAIM,
            "id iri modality certainty statedOn earliest latest reliability rank curatedOn notes",
            hearsay="BOOLEAN",
            inferred="BOOLEAN",
            projects="BOOLEAN",
        )
        self.derivation = _nodes(DERIVATION, "id iri rule title reading reliability credibility")
        self.subject = _between("SUBJECT", [STATEMENT])
        self.object = _between("OBJECT", [STATEMENT])
        self.qualifier = _between("QUALIFIER", [STATEMENT], "name")
        self.states = _links("STATES", (CLAIM, STATEMENT))
        self.claimed_by = _links("CLAIMED_BY", (CLAIM, ENTITY))
        self.relayed_by = _links("RELAYED_BY", (CLAIM, ENTITY), texts="stance", position="INT64")
        self.origin = _links("ORIGIN", (CLAIM, ENTITY), (DERIVATION, ENTITY))
        self.stands_in = _links(
            "STANDS_IN",
            (CLAIM, DOCUMENT),
            texts="firstWords lastWords credibility sha256",
            paragraph="INT64",
            toParagraph="INT64",
            start="INT64",
            end="INT64",
        )
        self.condition = _links("CONDITION", (CLAIM, STATEMENT), (DERIVATION, STATEMENT))
        self.contradicts = _links("CONTRADICTS", (CLAIM, CLAIM))
        self.bears_out = _links("BEARS_OUT", (CLAIM, CLAIM))
        self.written_by = _links("WRITTEN_BY", (DOCUMENT, ENTITY))
        self.concludes = _links("CONCLUDES", (DERIVATION, STATEMENT))
        self.premise = _links("PREMISE", (DERIVATION, STATEMENT), position="INT64")
        self.facts: dict[str, Table] = {}
        """By CURIE of the predicate."""

    def all(self) -> list[Table]:
        """Nodes first, then facts, then what they rest on."""
        tables = [it for it in vars(self).values() if isinstance(it, Table)]
        nodes = [table for table in tables if table.of_nodes]
        links = [table for table in tables if not table.of_nodes]
        return [*nodes, *(self.facts[curie] for curie in sorted(self.facts)), *links]


OF_FACTS: dict[str, Type] = {
    **_columns("statement when earliest latest reliability credibility documents rules"),
    "claims": "INT64",
    "derived": "BOOLEAN",
}


def short_names(curies: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Local names where they are free, whatever their case; else with their prefix, or a number.

    >>> short_names(["con:controls", "con:states", "a:Controls"], ["STATES"])
    {'a:Controls': 'Controls', 'con:controls': 'con_controls', 'con:states': 'con_states'}
    """
    seen, names = set(map(str.lower, taken)), {}
    for curie in sorted(set(curies)):
        local, whole = (_UNSAFE.sub("_", it) for it in (curie.partition(":")[2], curie))
        candidates = chain((local, whole), (f"{whole}_{number}" for number in count(2)))
        names[curie] = next(name for name in candidates if name.lower() not in seen)
        seen.add(names[curie].lower())
    return names


_UNSAFE = re.compile(r"\W", re.ASCII)
"""What file names and scripts are kept free of."""
