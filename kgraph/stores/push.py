"""From a build to a store: each graph that changed is made to hold what it should, and checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..problems import KgraphError, count, printable
from ..rdf.canonical import Digest
from .book import Book, Change, Entry, State
from .built import Build
from .content import difference
from .http import Refused
from .lease import USUAL, Holder, Rhythm, lease
from .server import batches
from .text import as_sparql, in_graph

Kind = Literal["add", "replace", "remove", "unchanged"]
TRIPLES = 50_000
"""Triples that are sent at once, where the server sets no bound."""
_GRAPHS = 100
"""Graphs that are written together."""
_SAMPLE = 16
"""Triples of each parcel that are looked up."""
_LEAST = 20
"""Triples that any server must take at once."""
_LONG = 8.0
"""Seconds that a request may take: signs of life may have to wait for it in the server."""
_ROUNDS = 3
_TOO_LARGE = (400, 413)
"""Answers to a request that may do when it is cut in two."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a push does to one graph."""

    graph: str
    kind: Kind
    digest: Digest | None
    """Of what it then holds; None of one that is removed."""
    before: int
    """Triples that it holds now."""
    entry: Entry


@dataclass(frozen=True, slots=True)
class Progress:
    """Whoever wants to hear how far it got."""

    tell: Callable[[str], None] = lambda _: None
    begin: Callable[[int], None] = lambda _: None
    """With the number of triples in the graphs that are to be written."""
    advance: Callable[[int], None] = lambda _: None


SILENT = Progress()


def plan(build: Build, book: Book, state: State) -> list[Step]:
    """What is to be done to each graph of the build, and to those that it has no more."""
    counts = book.counts({*build.graphs, *state.graphs})
    steps = []
    for iri, digest in sorted(build.graphs.items()):
        entry, before = state.graphs.get(iri, Entry()), counts.get(iri, 0)
        kind: Kind = "replace" if before or iri in state.graphs else "add"
        if entry.is_whole() and digest.sha256 in entry.digests and before == digest.quads:
            kind = "unchanged"
        steps.append(Step(iri, kind, digest, before, entry))
    for iri in sorted(state.graphs.keys() - build.graphs.keys()):
        steps.append(Step(iri, "remove", None, counts.get(iri, 0), state.graphs[iri]))
    return steps


def check_project(build: Build, steps: Iterable[Step]) -> None:
    """Hold back from a store in which another project goes by the same base.

    Raises:
        KgraphError: of all documents that were pushed there, the build has none.
    """
    home = build.names.document_graph("")
    kinds = [step.kind for step in steps if step.graph.startswith(home)]
    if "remove" in kinds and not {"replace", "unchanged"}.intersection(kinds):
        raise KgraphError(
            f"the store has {count(kinds.count('remove'), 'document')} below {home}, and the build "
            "has none of them: if they are another project's, give yours a base of its own; if "
            "they may go, add --remove-all"
        )


def push(
    build: Build, book: Book, rhythm: Rhythm = USUAL, progress: Progress = SILENT
) -> list[Step]:
    """Make the store hold what the build holds; what was done to each graph.

    Raises:
        KgraphError: the store cannot be reached, refuses, or does not keep what it is sent; or
            another push took over. What was begun is marked in the store, and done by the next.
    """
    progress.tell("asking what the store holds")
    steps = plan(build, book, book.state())
    if not _to_do(steps):
        return steps
    with lease(book, rhythm, progress.tell) as holder:
        done: list[Step] = []
        for attempt in range(_ROUNDS):
            steps = plan(build, book, book.state())
            done = done or steps
            if not _to_do(steps):
                return done
            _transfer(_to_do(steps), build, holder, progress, from_scratch=attempt > 0)
        if not _to_do(plan(build, book, book.state())):
            return done
    raise KgraphError(f"{book.server.update}: does not keep what it is sent")


def _to_do(steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.kind != "unchanged"]


def _transfer(
    steps: list[Step], build: Build, holder: Holder, progress: Progress, *, from_scratch: bool
) -> None:
    """Write the graphs parcel by parcel; check each, and note that it is whole."""
    progress.begin(sum(step.digest.quads for step in steps if step.digest))
    lines = build.triples({step.graph for step in steps if step.digest})
    for parcel in _parcels(steps):
        holder.step(holder.held.marked({step.graph: step.entry for step in parcel}))
        changes = []
        for step in parcel:
            changes += _changes(step, lines.get(step.graph, []), holder, from_scratch)
        _write(changes, holder)
        wanted = {step.graph: lines.get(step.graph, []) for step in parcel}
        if _holds(wanted, holder.book):
            digests = {step.graph: step.digest.sha256 if step.digest else "" for step in parcel}
            holder.step(holder.held.confirmed(digests))
        progress.advance(sum(map(len, wanted.values())))


def _parcels(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Graphs that go together; a large one goes alone."""
    parcel: list[Step] = []
    size = 0
    for step in steps:
        triples = step.digest.quads if step.digest else 0
        if parcel and (size + triples > TRIPLES or len(parcel) == _GRAPHS):
            yield parcel
            parcel, size = [], 0
        parcel.append(step)
        size += triples
    if parcel:
        yield parcel


Line = tuple[bool, str, bytes]
"""Whether it is put there (or taken away), in which graph, and the triple."""


def _changes(step: Step, lines: list[bytes], holder: Holder, from_scratch: bool) -> list[Line]:
    """What has to be written so that the graph holds the lines."""
    server = holder.book.server
    if not step.before:
        return [(True, step.graph, line) for line in lines]
    if lines and not from_scratch:
        found = difference(lines, server.ntriples(step.graph), server.exact)
        if found.ground:
            return [
                *((False, step.graph, line) for line in found.extra),
                *((True, step.graph, line) for line in found.missing),
            ]
    holder.clear(step.graph)
    return [(True, step.graph, line) for line in lines]


def _write(lines: list[Line], holder: Holder) -> None:
    """Have the lines written, in as few requests as the server allows."""
    server, at = holder.book.server, 0
    while at < len(lines):
        piece = lines[at : at + (server.triples or TRIPLES)]
        began = time.monotonic()
        try:
            server.send(holder.held.part(Change(_text(piece, False), _text(piece, True))))
        except Refused as refused:
            if refused.status not in _TOO_LARGE or len(piece) <= _LEAST:
                raise
            server.triples = max(_LEAST, len(piece) // 2)
            continue
        at += len(piece)
        if time.monotonic() - began > _LONG:
            server.triples = max(_LEAST, len(piece) // 2)


def _text(piece: Iterable[Line], put: bool) -> str:
    graphs: dict[str, list[bytes]] = {}
    for puts, graph, line in piece:
        if puts == put:
            graphs.setdefault(graph, []).append(line)
    return " ".join(in_graph(iri, as_sparql(lines)) for iri, lines in graphs.items())


def _holds(graphs: Mapping[str, list[bytes]], book: Book) -> bool:
    """Whether the store now holds these: by the number of triples, and a sample of them."""
    counts = book.counts(graphs)
    if any(counts.get(iri, 0) != len(lines) for iri, lines in graphs.items()):
        return False
    every = max(1, sum(map(len, graphs.values())) // _SAMPLE)
    samples = {iri: lines[::every] for iri, lines in graphs.items() if lines}
    return all(
        book.server.has(" ".join(in_graph(iri, as_sparql(samples[iri])) for iri in some))
        for some in batches(samples, 25)
    )


def told(steps: Iterable[Step], done: bool) -> Iterator[str]:
    """Lines that tell what was done, or would be, to each graph; and the sum of it."""
    kinds: dict[Kind, list[Step]] = {kind: [] for kind in _WORDS}
    for step in steps:
        kinds[step.kind].append(step)
    for kind, some in kinds.items():
        for step in some if kind != "unchanged" else ():
            size = step.digest.quads if step.digest else step.before
            word = _WORDS[kind] if done else kind
            yield f"{word:8} {printable(step.graph)}  ({count(size, 'triple')})"
    sums = (
        f"{len(some)} {_WORDS[kind] if done else _COMING[kind]}" for kind, some in kinds.items()
    )
    yield f"{count(sum(map(len, kinds.values())), 'graph')}: {', '.join(sums)}"


_WORDS: dict[Kind, str] = {
    "add": "added",
    "replace": "replaced",
    "remove": "removed",
    "unchanged": "unchanged",
}
_COMING: dict[Kind, str] = {
    "add": "to add",
    "replace": "to replace",
    "remove": "to remove",
    "unchanged": "unchanged",
}
