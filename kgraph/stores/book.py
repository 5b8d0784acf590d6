"""What a store knows of pushes: a graph of its own beside those that were pushed.

::

    <base>graph/pushed kg:lastPush "9f2c" ;             # whoever held the lease last
        kg:lease "9f2c:4" ; kg:beat "9f2c:17" .         # while a push is under way
    <base>graph/entities kg:sha256 "..." ; void:triples 264 .        # whole, and checked
    <base>graph/document/report kg:beingPushed "9f2c" .              # half-written, perhaps
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..names import EXTERNAL, VOID
from ..rdf.canonical import Digest
from .server import Server, batches

KG = EXTERNAL["kg"]
LEASE, BEAT, LAST = f"<{KG}lease>", f"<{KG}beat>", f"<{KG}lastPush>"
MARK, DIGEST, TRIPLES = f"<{KG}beingPushed>", f"<{KG}sha256>", f"<{VOID}triples>"
_AT_ONCE = 200
"""Graphs that one query asks about."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the book says of one graph."""

    digests: frozenset[str]
    """SHA-256 of its canonical lines; more than one where two pushes got into each other."""
    marked: bool
    """Whether a push began to write it and did not get to the end."""

    def is_whole(self) -> bool:
        return len(self.digests) == 1 and not self.marked


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
        own: dict[str, set[str]] = {LEASE: set(), BEAT: set(), LAST: set()}
        digests: dict[str, set[str]] = {}
        marked = set()
        for row in self.server.rows(query):
            subject, predicate, value = row["s"], f"<{row['p']}>", row["o"]
            if subject == self.iri:
                own.get(predicate, set()).add(value)
            elif subject.startswith(self.home):
                known = digests.setdefault(subject, set())
                if predicate == DIGEST:
                    known.add(value)
                elif predicate == MARK:
                    marked.add(subject)
        return State(
            frozenset(own[LEASE]),
            frozenset(own[BEAT]),
            frozenset(own[LAST]),
            {iri: Entry(frozenset(found), iri in marked) for iri, found in digests.items()},
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


@dataclass(frozen=True, slots=True)
class Held:
    """Texts of updates that do something only while this very lease is in force.

    ``number`` counts on with each step, so that a copy of a request that arrives late, when its
    step was taken, does nothing.
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

    def within(self, pattern: str = "") -> str:
        return f"WHERE {self._in_book(self._has(self.lease), pattern)}"

    def _has(self, lease: str) -> str:
        return f'<{self.book}> {LEASE} "{lease}"'

    def _in_book(self, triples: str, more: str = "") -> str:
        return f"{{ GRAPH <{self.book}> {{ {triples} }} {more}}}"

    def step(self, *operations: str) -> str:
        """The operations, after which the lease goes on to its next number."""
        after = (
            f"DELETE {self._in_book(self._has(self.lease))} "
            f"INSERT {self._in_book(self._has(self.next.lease))} {self.within()}"
        )
        return " ;\n".join([*operations, after])

    def mark(self, graphs: Iterable[str]) -> Iterable[str]:
        """From now on the graphs are half-written."""
        graphs = list(graphs)
        marks = " . ".join(f'<{iri}> {MARK} "{self.push}"' for iri in graphs)
        yield f"INSERT {self._in_book(marks)} {self.within()}"
        for iri in graphs:
            known = f"<{iri}> ?p ?o"
            others = f"GRAPH <{self.book}> {{ {known} }} FILTER(?p != {MARK}) "
            yield f"DELETE {self._in_book(known)} {self.within(others)}"

    def clear(self, graph: str) -> str:
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        return f"DELETE {{ {pattern} }} {self.within(pattern + ' ')}"

    def insert(self, graph: str, triples: str) -> str:
        return f"INSERT {{ GRAPH <{graph}> {{\n{triples}}} }} {self.within()}"

    def confirm(self, graphs: Mapping[str, Digest | None]) -> Iterable[str]:
        """The graphs are whole, with these digests; those without one are there no more."""
        for iri in graphs:
            known = f"<{iri}> ?p ?o"
            yield f"DELETE {self._in_book(known)} " + self.within(
                f"GRAPH <{self.book}> {{ {known} }} "
            )
        facts = " . ".join(
            f'<{iri}> {DIGEST} "{digest.sha256}" ; {TRIPLES} {digest.quads}'
            for iri, digest in graphs.items()
            if digest
        )
        if facts:
            yield f"INSERT {self._in_book(facts)} {self.within()}"
