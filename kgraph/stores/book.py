"""What a store knows of pushes: a graph of its own beside those that were pushed.

::

    <base>graph/pushed kg:lastPush "9f2c" ;              # whoever held the lease last
        kg:lease "9f2c:4" ; kg:beat "9f2c:17" .          # while a push is under way
    <base>graph/entities kg:sha256 "..." .               # whole, and checked
    <base>graph/document/report kg:beingPushed "9f2c" .  # half-written, perhaps
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..names import EXTERNAL
from .server import Server, batches
from .text import in_graph

KG = EXTERNAL["kg"]
LEASE, BEAT, LAST = f"<{KG}lease>", f"<{KG}beat>", f"<{KG}lastPush>"
MARK, DIGEST = f"<{KG}beingPushed>", f"<{KG}sha256>"
_AT_ONCE = 200
"""Graphs that one query asks about."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the book says of one graph."""

    digests: frozenset[str] = frozenset()
    """SHA-256 of its canonical lines; more than one where two pushes got into each other."""
    marks: frozenset[str] = frozenset()
    """Pushes that began to write it, and did not get to the end."""

    def is_whole(self) -> bool:
        return len(self.digests) == 1 and not self.marks


@dataclass(frozen=True, slots=True)
class State:
    """The whole book."""

    leases: frozenset[str]
    beats: frozenset[str]
    last: frozenset[str]
    graphs: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Book:
    """The book of one project in one store."""

    server: Server
    iri: str
    """Of the graph that it is kept in."""
    home: str
    """What the IRIs of the project's graphs begin with."""

    def state(self) -> State:
        """As it is now."""
        query = f"SELECT ?s ?p ?o {{ GRAPH <{self.iri}> {{ ?s ?p ?o }} }}"
        said: dict[tuple[str, str], set[str]] = {}
        for row in self.server.rows(query):
            said.setdefault((row["s"], f"<{row['p']}>"), set()).add(row["o"])

        def of(subject: str, predicate: str) -> frozenset[str]:
            return frozenset(said.get((subject, predicate), ()))

        graphs = {iri for iri, _ in said if iri.startswith(self.home) and iri != self.iri}
        return State(
            of(self.iri, LEASE),
            of(self.iri, BEAT),
            of(self.iri, LAST),
            {iri: Entry(of(iri, DIGEST), of(iri, MARK)) for iri in sorted(graphs)},
        )

    def leases(self) -> frozenset[str]:
        """Those that are in force."""
        query = f"SELECT ?o {{ GRAPH <{self.iri}> {{ <{self.iri}> {LEASE} ?o }} }}"
        return frozenset(row["o"] for row in self.server.rows(query))

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples each graph really holds; graphs that hold none are left out."""
        found: dict[str, int] = {}
        for some in batches(sorted(graphs), _AT_ONCE):
            values = " ".join(f"<{iri}>" for iri in some)
            query = (
                f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {values} }} "
                "GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
            )
            found |= {row["g"]: int(row["n"]) for row in self.server.rows(query) if "g" in row}
        return {iri: count for iri, count in found.items() if count}

    def counts_below_home(self) -> dict[str, int]:
        """How many triples each graph of the project holds, whoever put them there."""
        query = (
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
            f'FILTER(STRSTARTS(STR(?g), "{self.home}")) }} GROUP BY ?g'
        )
        found = {row["g"]: int(row["n"]) for row in self.server.rows(query) if "g" in row}
        return {iri: count for iri, count in found.items() if count and iri != self.iri}


@dataclass(frozen=True, slots=True)
class Change:
    """Triples that an update takes away and puts there, as text of SPARQL templates.

    One that holds no variables is carried out in one go by every store, and may be carried out
    twice.
    """

    delete: str = ""
    insert: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Texts of updates that do something only while this very lease is in force.

    The number goes up with each step: a copy of a request that arrives when its step was taken
    does nothing.
    """

    book: str
    push: str
    number: int = 0

    @property
    def lease(self) -> str:
        return f"{self.push}:{self.number}"

    @property
    def next(self) -> Held:
        return Held(self.book, self.push, self.number + 1)

    def _in_force(self) -> str:
        return in_graph(self.book, f'<{self.book}> {LEASE} "{self.lease}"')

    def step(self, change: Change) -> str:
        """The change, with which the lease goes on to its next number."""
        return self.part(
            Change(
                f"{change.delete} {self._in_force()}",
                f"{change.insert} {self.next._in_force()}",
            )
        )

    def part(self, change: Change) -> str:
        """The change alone: one of several that come to the same in any order."""
        delete = f"DELETE {{ {change.delete} }} " if change.delete else ""
        insert = f"INSERT {{ {change.insert} }} " if change.insert else ""
        return f"{delete}{insert}WHERE {{ {self._in_force()} }}"

    def clear(self, graph: str) -> str:
        """Take away whatever a graph holds."""
        whatever = in_graph(graph, "?s ?p ?o")
        return f"DELETE {{ {whatever} }} WHERE {{ {self._in_force()} {whatever} }}"

    def marked(self, graphs: Mapping[str, Entry]) -> Change:
        """From now on the graphs are half-written, whatever was known of them."""
        return Change(
            self._in_book(
                f'<{iri}> {predicate} "{value}"'
                for iri, entry in graphs.items()
                for predicate, values in ((DIGEST, entry.digests), (MARK, entry.marks))
                for value in sorted(values)
                if (predicate, value) != (MARK, self.push)
            ),
            self._in_book(f'<{iri}> {MARK} "{self.push}"' for iri in graphs),
        )

    def confirmed(self, graphs: Mapping[str, str]) -> Change:
        """The graphs are whole, and have these digests; those with none are there no more."""
        return Change(
            self._in_book(f'<{iri}> {MARK} "{self.push}"' for iri in graphs),
            self._in_book(f'<{i}> {DIGEST} "{digest}"' for i, digest in graphs.items() if digest),
        )

    def _in_book(self, triples: Iterable[str]) -> str:
        text = " . ".join(triples)
        return in_graph(self.book, text) if text else ""
