"""From a build to a store: each graph is replaced where it changed, and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..problems import KgraphError, count
from ..rdf.canonical import Digest
from .book import Book, State
from .built import Build
from .http import Refused
from .lease import USUAL, Holder, Rhythm, lease
from .server import batches
from .text import as_sparql

Kind = Literal["add", "replace", "remove", "unchanged"]
_TRIPLES = 20_000
"""About how many triples are sent at once, where the server sets no bound."""
_SAMPLE = 16
"""Triples of each parcel that are looked up."""
_LEAST = 20
"""Triples that any server must take at once."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What a push does to one graph."""

    graph: str
    kind: Kind
    digest: Digest | None
    """What it then holds; None of one that is removed."""
    before: int
    """Triples that it holds now."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Whoever wants to see how far it got."""

    tell: Callable[[str], None] = lambda _: None
    begin: Callable[[int], None] = lambda _: None
    """With the number of triples that there are to send."""
    advance: Callable[[int], None] = lambda _: None


SILENT = Progress()


def plan(build: Build, book: Book, state: State) -> list[Change]:
    """What is to be done to each graph of the build, and to those that it has no more."""
    counts = book.counts({*build.graphs, *state.graphs})
    changes = []
    for iri, digest in sorted(build.graphs.items()):
        entry, before = state.graphs.get(iri), counts.get(iri, 0)
        kind: Kind = "replace" if before or entry else "add"
        if entry and entry.is_whole() and digest.sha256 in entry.digests and before == digest.quads:
            kind = "unchanged"
        changes.append(Change(iri, kind, digest, before))
    for iri in sorted(state.graphs.keys() - build.graphs.keys()):
        changes.append(Change(iri, "remove", None, counts.get(iri, 0)))
    return changes


def push(
    build: Build, book: Book, rhythm: Rhythm = USUAL, progress: Progress = SILENT
) -> list[Change]:
    """Make the store hold what the build holds; what was done to each graph.

    Raises:
        KgraphError: the store cannot be reached, refuses, or does not keep what it is sent; or
            another push took over. What was begun is marked in the store, and done by the next.
    """
    progress.tell("asking what the store holds")
    changes = plan(build, book, book.state())
    if not _to_do(changes):
        return changes
    with lease(book, rhythm, progress.tell) as holder:
        first: list[Change] = []
        for _ in range(_ROUNDS):
            changes = plan(build, book, book.state())
            first = first or changes
            to_do = _to_do(changes)
            if not to_do:
                return first
            progress.begin(sum(change.digest.quads for change in to_do if change.digest))
            lines = build.triples({change.graph for change in to_do if change.digest})
            for parcel in _parcels(to_do, book.server.triples or _TRIPLES):
                _transfer(parcel, lines, holder, progress)
    raise KgraphError(f"{book.server.update}: does not keep what it is sent")


def _to_do(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.kind != "unchanged"]


def _parcels(changes: Iterable[Change], most: int) -> Iterator[list[Change]]:
    """Graphs that go together; one with more triples goes alone."""
    parcel: list[Change] = []
    held = 0
    for change in changes:
        triples = change.digest.quads if change.digest else 0
        if parcel and (held + triples > most or len(parcel) == 100):
            yield parcel
            parcel, held = [], 0
        parcel.append(change)
        held += triples
    if parcel:
        yield parcel


def _transfer(
    parcel: list[Change], lines: Mapping[str, list[bytes]], holder: Holder, progress: Progress
) -> None:
    """Write the graphs of the parcel, check them, and note that they are whole."""
    graphs = {change.graph: lines.get(change.graph, []) for change in parcel}
    _write(graphs, holder)
    _check(graphs, holder.book)
    holder.step(*holder.held.confirm({change.graph: change.digest for change in parcel}))
    progress.advance(sum(map(len, graphs.values())))


def _write(graphs: Mapping[str, list[bytes]], holder: Holder) -> None:
    server = holder.book.server
    total = sum(map(len, graphs.values()))
    while True:
        most = server.triples or 10 * _TRIPLES
        at_once = total <= most
        try:
            held = holder.held
            begin = [*held.mark(graphs), *map(held.clear, graphs)]
            if at_once:
                inserts = (
                    held.insert(iri, as_sparql(some)) for iri, some in graphs.items() if some
                )
                holder.step(*begin, *inserts)
                return
            holder.step(*begin)
            held = holder.held
            for iri, some in graphs.items():
                for piece in batches(some, most):
                    server.send(held.insert(iri, as_sparql(piece)))
            return
        except Refused as refused:
            size = min(total, most)
            if refused.status not in (400, 413, 500) or size <= _LEAST:
                raise
            server.triples = max(_LEAST, size // 2)


def _check(graphs: Mapping[str, list[bytes]], book: Book) -> None:
    """Raises a KgraphError where the store does not hold what it was sent."""
    counts = book.counts(graphs)
    for iri, lines in graphs.items():
        if counts.get(iri, 0) != len(lines):
            raise KgraphError(
                f"{book.server.update}: was sent {count(len(lines), 'triple')} of <{iri}>, and "
                f"holds {counts.get(iri, 0):,}"
            )
    step = max(1, sum(map(len, graphs.values())) // _SAMPLE)
    patterns = [
        f"GRAPH <{iri}> {{ {as_sparql(lines[::step])} }}" for iri, lines in graphs.items() if lines
    ]
    for some in batches(patterns, 25):
        if not book.server.ask(f"ASK {{ {' '.join(some)} }}"):
            raise KgraphError(f"{book.server.update}: holds other values than it was sent")
