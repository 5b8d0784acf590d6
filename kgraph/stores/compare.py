"""How what a store holds differs from what was built: graph by graph, claim by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..names import EXTERNAL, KINDS, Names
from ..rdf.nquads import unquoted
from .book import Book
from .built import Build
from .snapshot import Snapshot

State = Literal["same", "differs", "missing", "half-written", "left over", "not ours"]
Side = Literal["build", "store"]
Triple = tuple[str, str, str]
"""Terms as N-Triples writes them."""
_RDF, _RDFS, _KG, _OA = (f"<{EXTERNAL[prefix]}" for prefix in ("rdf", "rdfs", "kg", "oa"))
_TYPE, _LABEL = f"{_RDF}type>", f"{_RDFS}label>"
_STATEMENT = f"{_KG}statement>"
_PARTS = frozenset(
    {_STATEMENT, f"{_KG}evidence>", f"{_KG}relay>", f"{_OA}hasSelector>", f"{_KG}condition>"}
)
"""What leads from a claim to nodes that are told as part of it."""


@dataclass(frozen=True, slots=True)
class GraphState:
    """One named graph."""

    iri: str
    state: State
    built: int
    held: int
    """Triples in the build, and in the store."""


@dataclass(frozen=True, slots=True)
class Values:
    """What one predicate gives on each side, where that differs; terms of N-Triples."""

    subject: str
    predicate: str
    build: tuple[str, ...]
    store: tuple[str, ...]


@dataclass(slots=True)
class Thing:
    """A claim, or another thing that something differs of."""

    iri: str
    text: str
    """What is claimed, or the thing's label; empty where there is none."""
    only: Side | None
    """Where alone it is."""
    values: list[Values] = field(default_factory=list)
    """What differs; nothing of a thing that is on one side only."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs; nothing does where ``differs`` is false."""

    graphs: tuple[GraphState, ...]
    claims: tuple[Thing, ...]
    facts: tuple[tuple[Side, Triple], ...]
    """Plain triples that are on one side only."""
    others: tuple[Thing, ...]
    """Entities, documents, statements without a claim, derivations, and what is none of these."""
    pushing: bool
    """Whether a push is under way, or was cut off."""

    @property
    def differs(self) -> bool:
        return any(graph.state not in ("same", "not ours") for graph in self.graphs)


def compare(build: Build, book: Book, found: Snapshot) -> Comparison:
    """Compare triple by triple, whatever digests say."""
    graphs = tuple(_graphs(build, book, found))
    sides: dict[Side, set[Triple]] = {"build": set(), "store": set()}
    known: dict[Side, set[Triple]] = {"build": set(), "store": set()}
    facts: set[tuple[Side, Triple]] = set()
    entity = f"<{build.names.base}{KINDS['kgr']}"
    for iri, differs in found.differences.items():
        if not differs:
            continue
        known["build"].update(map(_split, found.ours.get(iri, ())))
        known["store"].update(map(_split, found.lines(iri)))
        side: Side
        for side, lines in (("build", differs.missing), ("store", differs.extra)):
            for triple in map(_split, lines):
                if triple[0].startswith(entity) and iri != build.names.entities_graph:
                    facts.add((side, triple))
                else:
                    sides[side].add(triple)
    claims, others = _Things(build.names, sides, known).told()
    return Comparison(graphs, claims, tuple(sorted(facts)), others, bool(found.state.leases))


def _split(line: bytes) -> Triple:
    subject, predicate, object = line.decode().split(" ", 2)
    return subject, predicate, object


def _graphs(build: Build, book: Book, found: Snapshot) -> Iterator[GraphState]:
    pushed = found.state.graphs
    for iri in sorted({*build.graphs, *pushed, *found.counts} - {book.iri}):
        built = build.graphs[iri].quads if iri in build.graphs else 0
        state: State
        if iri in pushed and not pushed[iri].is_whole():
            state = "half-written"
        elif iri not in build.graphs:
            state = "left over" if iri in pushed else "not ours"
        elif iri not in found.counts:
            state = "missing"
        else:
            state = "differs" if found.differences[iri] else "same"
        yield GraphState(iri, state, built, found.counts.get(iri, 0))


class _Things:
    """Puts triples that differ together by the claim, or else the thing, that they are part of."""

    def __init__(
        self,
        names: Names,
        sides: Mapping[Side, set[Triple]],
        known: Mapping[Side, set[Triple]],
    ) -> None:
        self.claim = f"<{names.prefixes['kgc']}"
        self.sides, self.known = sides, known
        self.there: dict[Side, set[str]] = {
            side: {s for s, p, _ in triples if p == _TYPE} for side, triples in known.items()
        }
        self.whole: dict[str, set[str]] = {}
        """What each node is a part of."""
        self.labels: dict[str, str] = {}
        self.statements: dict[str, str] = {}
        for triples in (known["store"], known["build"]):
            for subject, predicate, object in sorted(triples):
                if predicate in _PARTS:
                    self.whole.setdefault(object, set()).add(subject)
                    if predicate == _STATEMENT:
                        self.statements[subject] = object
                elif predicate == _LABEL:
                    self.labels[subject] = unquoted(object[1:].rpartition('"')[0])

    def told(self) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
        """Claims, and other things."""
        values: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for at, triples in enumerate((self.sides["build"], self.sides["store"])):
            for subject, predicate, object in triples:
                values.setdefault((subject, predicate), (set(), set()))[at].add(object)
        things: dict[str, Thing] = {}
        for (subject, predicate), (build, store) in sorted(values.items()):
            of = Values(subject, predicate, tuple(sorted(build)), tuple(sorted(store)))
            for iri in sorted(self._wholes(subject)):
                thing = things.get(iri) or things.setdefault(iri, self._thing(iri))
                if thing.only is None:
                    thing.values.append(of)
        self._drop_parts(things)
        claims = [thing for iri, thing in things.items() if iri.startswith(self.claim)]
        others = [thing for iri, thing in things.items() if not iri.startswith(self.claim)]
        return tuple(claims), tuple(others)

    def _wholes(self, node: str) -> Iterable[str]:
        """The claims that the node is part of, or the node itself."""
        if node.startswith(self.claim):
            return {node}
        found, todo, seen = set[str](), [node], {node}
        while todo:
            for above in self.whole.get(todo.pop(), ()):
                if above.startswith(self.claim):
                    found.add(above)
                elif above not in seen:
                    seen.add(above)
                    todo.append(above)
        return found or {node}

    def _thing(self, iri: str) -> Thing:
        built, held = iri in self.there["build"], iri in self.there["store"]
        only: Side | None = None if built == held else "build" if built else "store"
        return Thing(iri[1:-1], self.labels.get(self.statements.get(iri, iri), ""), only)

    @staticmethod
    def _drop_parts(things: dict[str, Thing]) -> None:
        """A thing of which all values go with claims that are on one side only is told by them."""
        for iri in [iri for iri, thing in things.items() if not thing.only and not thing.values]:
            del things[iri]
