"""What there is to draw, and where: entities, and the statements that others speak of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import EntityRef, StatementRef, Value
from . import labels
from .content import Content
from .layout import Box, Point, place

_CARD = (70.0, 16.0, 16.0)
"""Room for a statement's node: less than its text takes, as that only shows from near."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two nodes, or a tie from a statement's node to what it speaks of."""

    id: int | str
    source: int
    target: int
    kind: str
    statement: int


class Picture:
    """What there is to draw. Entities are nodes by their place, statements come after them."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.first_statement = len(content.entities)
        self.edges = list(self._statement_edges())
        self.spoken_of = sorted(
            {n for e in self.edges for n in (e.source, e.target) if n >= self.first_statement}
        )
        self.edges += self._ties()
        self.opening = self._opening()
        self.degree = Counter(
            n for e in self.edges if not self.concluded(e) for n in (e.source, e.target)
        )

    def node(self, value: Value) -> int | None:
        match value:
            case EntityRef(id):
                return self.content.entity_at[id]
            case StatementRef(id):
                return self.first_statement + self.content.statement_at[id]
        return None

    def kind(self, statement: int) -> str:
        id = self.content.statements[statement].id
        if id in self.content.projection.documents:
            return "projected"
        return "derived" if id in self.content.conclusions.facts else "unprojected"

    def concluded(self, edge: Edge) -> bool:
        """Whether only rules say it: such edges change nothing of the picture of what is said."""
        said = self.content.facts.statements
        return edge.kind != "tie" and self.content.statements[edge.statement].id not in said

    def _statement_edges(self) -> Iterator[Edge]:
        for number, statement in enumerate(self.content.statements):
            source, target = self.node(statement.subject), self.node(statement.object)
            if source is not None and target is not None:
                yield Edge(number, source, target, self.kind(number), number)

    def _ties(self) -> list[Edge]:
        """A statement that is only part of another's text has no node to lead to."""
        drawn = {*range(self.first_statement), *self.spoken_of}
        ties = []
        for node in self.spoken_of:
            number = node - self.first_statement
            statement = self.content.statements[number]
            ends = (("s", self.node(statement.subject)), ("o", self.node(statement.object)))
            ties += [
                Edge(f"{number}{end}", node, target, "tie", number)
                for end, target in ends
                if target is not None and target in drawn
            ]
        return ties

    def _opening(self) -> set[int]:
        """Nodes to be seen before anyone asks for what is not projected."""
        scenarios = self.content.projection.scenarios
        shown = {n for n, e in enumerate(self.content.entities) if e.id not in scenarios}
        for edge in self.edges:
            if edge.kind == "projected":
                shown |= {edge.source, edge.target}
        return shown

    def drawn(self, edge: Edge) -> bool:
        """Whether the edge is in the opening picture."""
        return edge.kind in ("projected", "tie") and {edge.source, edge.target} <= self.opening

    @property
    def nodes(self) -> list[int]:
        return [*range(self.first_statement), *self.spoken_of]

    def label(self, node: int) -> str:
        if node < self.first_statement:
            return labels.wrap(self.content.entities[node].label) or "…"
        return labels.wrap(self.sentence(node - self.first_statement), 26, 4)

    def sentence(self, number: int, depth: int = 1) -> str:
        statement = self.content.statements[number]
        negation = "" if statement.positive else "not "
        predicate = self.content.vocabulary.label(statement.predicate)
        subject, object = (self._term(end, depth) for end in (statement.subject, statement.object))
        return f"{subject} — {negation}{predicate} — {object}"

    def _term(self, value: Value, depth: int) -> str:
        match value:
            case EntityRef(id):
                return self.content.facts.entities[id].label
            case StatementRef(id) if depth:
                return f"[{self.sentence(self.content.statement_at[id], depth - 1)}]"
            case StatementRef():
                return "[…]"
        return value.text

    def size(self, node: int) -> float:
        if node >= self.first_statement:
            return 5.0
        return round(8 + min(12.0, 2.4 * math.sqrt(self.degree[node])), 1)


def positions(picture: Picture) -> tuple[dict[int, Point], dict[int, Point]]:
    """Places in the opening picture, and in the one with everything shown."""
    nodes = picture.nodes
    seen = [node for node in nodes if node in picture.opening]
    first = dict(zip(seen, _place(picture, seen, None), strict=True))
    if len(seen) == len(nodes):
        return first, first
    start = {**_beside(picture, first, nodes), **first}
    everything = dict(zip(nodes, _place(picture, nodes, start), strict=True))
    return start, everything


def _place(picture: Picture, nodes: list[int], start: Mapping[int, Point] | None) -> list[Point]:
    at = {node: number for number, node in enumerate(nodes)}
    edges = [
        (at[edge.source], at[edge.target])
        for edge in picture.edges
        if edge.source in at and edge.target in at
        if picture.drawn(edge) or (start and not picture.concluded(edge))
    ]
    known = [start[node] for node in nodes] if start else None
    return place([_box(picture, node) for node in nodes], edges, known)


def _beside(picture: Picture, known: Mapping[int, Point], nodes: list[int]) -> dict[int, Point]:
    """Near their neighbours, those that the opening picture leaves out."""
    near: dict[int, list[Point]] = defaultdict(list)
    for edge in picture.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one not in known and other in known:
                near[one].append(known[other])
    found = {}
    for number, node in enumerate(n for n in nodes if n not in known):
        points = near[node] or [(0.0, 0.0)]
        x, y = (math.fsum(axis) / len(points) for axis in zip(*points, strict=True))
        found[node] = (x + 70 * math.cos(number), y + 70 * math.sin(number))
    return found


def _box(picture: Picture, node: int) -> Box:
    width, height = labels.size(picture.label(node))
    size = picture.size(node)
    if node >= picture.first_statement:
        return Box(*_CARD)
    return Box(max(width, 2 * size), size + 2, size + 4 + height)
