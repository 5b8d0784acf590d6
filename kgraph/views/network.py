"""The network of the page, built with pyvis: entities and the statements spoken of as nodes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import EntityRef, Reference, StatementRef, Value
from . import labels
from .content import Content
from .groups import Group
from .layout import Box, Point, place

if TYPE_CHECKING:
    from pyvis.network import Network

_SPREAD = 0.28
"""How much more each further edge between the same two nodes bends."""

_GREY, _ACCENT = "#7d8894", "#d4452f"
_SCENARIO = "/scenario"

_LARGE = 2000
"""From so many edges on they are left out while the picture is dragged."""


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
        self.degree = Counter(n for e in self.edges for n in (e.source, e.target))

    def node(self, value: Value) -> int | None:
        match value:
            case EntityRef(id):
                return self.content.entity_at[id]
            case StatementRef(id):
                return self.first_statement + self.content.statement_at[id]
        return None

    def kind(self, statement: int) -> str:
        projected = self.content.statements[statement].id in self.content.projection.documents
        return "projected" if projected else "unprojected"

    def _statement_edges(self) -> Iterator[Edge]:
        for number, statement in enumerate(self.content.statements):
            source, target = self.node(statement.subject), self.node(statement.object)
            if source is not None and target is not None:
                yield Edge(number, source, target, self.kind(number), number)

    def _ties(self) -> list[Edge]:
        ties = []
        for node in self.spoken_of:
            number = node - self.first_statement
            statement = self.content.statements[number]
            ends = {"s": self.node(statement.subject), "o": self.node(statement.object)}
            ties += [
                Edge(f"{number}{end}", node, target, "tie", number)
                for end, target in ends.items()
                if target is not None
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
        return edge.kind != "unprojected" and {edge.source, edge.target} <= self.opening

    @property
    def nodes(self) -> list[int]:
        return [*range(self.first_statement), *self.spoken_of]

    def label(self, node: int) -> str:
        if node < self.first_statement:
            return labels.wrap(self.content.entities[node].label) or "…"
        return labels.wrap(self.sentence(node - self.first_statement), 26, 4)

    def sentence(self, number: int) -> str:
        statement = self.content.statements[number]
        negation = "" if statement.positive else "not "
        predicate = self.content.vocabulary.label(statement.predicate)
        return " ".join(
            (self._term(statement.subject), "—", negation + predicate, "—", self._term(statement.object))
        )

    def _term(self, value: Value | Reference) -> str:
        match value:
            case EntityRef(id):
                return self.content.facts.entities[id].label
            case StatementRef():
                return "[statement]"
        return value.text

    def size(self, node: int) -> float:
        if node >= self.first_statement:
            return 5.0
        return round(8 + min(12.0, 2.4 * self.degree[node] ** 0.5), 1)


def build(content: Content) -> dict[str, Any]:
    """Nodes, edges and options for vis-network.

    Each node carries its place in the opening picture (``x``, ``y``) and in the one with
    everything shown (``all``).
    """
    picture = Picture(content)
    opening, everything = _positions(picture)
    network = _network()
    for node in picture.nodes:
        network.add_node(node, **_node(picture, node, opening[node], everything[node]))
    bends = _bends(picture.edges)
    for edge in picture.edges:
        network.add_edge(edge.source, edge.target, **_edge(picture, edge, bends))
    network.set_options(json.dumps(_options(content.groups, len(picture.edges))))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "firstStatement": picture.first_statement,
    }


def _network() -> Network:
    from pyvis.network import Network

    class Graph(Network):  # type: ignore[misc]
        """pyvis looks each end of an edge up in a list; a mapping keeps large graphs quick."""

        def get_nodes(self) -> Mapping[int, object]:
            return self.node_map  # type: ignore[no-any-return]

    return Graph(directed=True)


def _node(picture: Picture, node: int, here: Point, everything: Point) -> dict[str, Any]:
    values: dict[str, Any] = {
        "label": picture.label(node),
        "size": picture.size(node),
        "x": round(here[0]),
        "y": round(here[1]),
        "all": [round(everything[0]), round(everything[1])],
    }
    if node not in picture.opening:
        values["hidden"] = True
    if node >= picture.first_statement:
        return {**values, "group": "statement", "shape": "square"}
    entity = picture.content.entities[node]
    group = picture.content.groups[picture.content.group_of[entity.type]]
    scenario = entity.id in picture.content.projection.scenarios
    name = group.curie + _SCENARIO if scenario else group.curie
    return {**values, "group": name, "shape": group.shape}


def _looks(groups: Sequence[Group]) -> dict[str, Any]:
    """How nodes of each group look: pyvis passes no colour on for a node with a group."""
    looks: dict[str, Any] = {}
    for group in groups:
        looks[group.curie] = {"color": {"background": group.colour, "border": group.colour}}
        looks[group.curie + _SCENARIO] = _hollow(group.colour)
    looks["statement"] = {
        "color": {"background": "rgba(125,136,148,0.25)", "border": _GREY},
        "borderWidth": 1,
    }
    return looks


def _hollow(colour: str) -> dict[str, Any]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "color": {"background": f"rgba({red},{green},{blue},0.12)", "border": colour},
        "borderWidth": 2,
        "shapeProperties": {"borderDashes": [4, 3]},
    }


def _edge(picture: Picture, edge: Edge, bends: Mapping[int | str, float]) -> dict[str, Any]:
    values: dict[str, Any] = {"id": edge.id, "kind": edge.kind, "smooth": False}
    if not picture.drawn(edge):
        values["hidden"] = True
    if edge.kind == "tie":
        return {**values, "arrows": "", "width": 0.6}
    if edge.kind == "unprojected":
        values["dashes"] = [7, 5]
    bend = bends[edge.id]
    if edge.source == edge.target:
        values["selfReference"] = {"size": 16 + 10 * abs(bend) / _SPREAD}
    elif bend:
        way = "curvedCW" if (bend > 0) == (edge.source < edge.target) else "curvedCCW"
        values["smooth"] = {"enabled": True, "type": way, "roundness": round(abs(bend), 2)}
    return values


def _bends(edges: list[Edge]) -> dict[int | str, float]:
    """How far each edge bends, to either side, where several join the same two nodes."""
    between: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        ends = sorted((edge.source, edge.target))
        between[ends[0], ends[1]].append(edge)
    bends: dict[int | str, float] = {}
    for parallel in between.values():
        parallel.sort(key=lambda edge: edge.kind)
        middle = (len(parallel) - 1) / 2
        for number, edge in enumerate(parallel):
            bends[edge.id] = (number - middle) * _SPREAD
    return bends


def _positions(picture: Picture) -> tuple[dict[int, Point], dict[int, Point]]:
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
        if edge.source in at and edge.target in at and (start or picture.drawn(edge))
    ]
    return place([_box(picture, n) for n in nodes], edges, start and [start[n] for n in nodes])


def _beside(
    picture: Picture, known: Mapping[int, Point], nodes: list[int]
) -> dict[int, Point]:
    """Near their neighbours, those that the opening picture leaves out."""
    near: dict[int, list[Point]] = defaultdict(list)
    for edge in picture.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one not in known and other in known:
                near[one].append(known[other])
    found = {}
    for number, node in enumerate(n for n in nodes if n not in known):
        points = near[node] or [(0.0, 0.0)]
        angle, away = 2.4 * number, 60 + number % 7 * 8
        x = sum(p[0] for p in points) / len(points) + away * _COS[number % len(_COS)]
        y = sum(p[1] for p in points) / len(points) + away * _COS[(number + 2) % len(_COS)]
        found[node] = (x, y)
    return found


_COS = (1.0, 0.7, 0.0, -0.7, -1.0, -0.7, 0.0, 0.7)
"""Cosines of the eight winds."""


def _box(picture: Picture, node: int) -> Box:
    width, height = labels.size(picture.label(node))
    size = picture.size(node)
    if node >= picture.first_statement:
        return Box(width + 12, height / 2 + 6, height / 2 + 6)
    return Box(max(width, 2 * size), size + 2, size + 4 + height)


def _options(groups: Sequence[Group], edges: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"randomSeed": 1, "improvedLayout": False},
        "interaction": {
            "hover": True,
            "keyboard": False,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": edges > _LARGE,
            "hideEdgesOnZoom": edges > _LARGE,
        },
        "nodes": {"borderWidth": 1, "borderWidthSelected": 3, "font": {"size": 0, "multi": False}},
        "edges": {
            "width": 1.2,
            "selectionWidth": 1.6,
            "hoverWidth": 0.8,
            "color": {"color": _GREY, "hover": _ACCENT, "highlight": _ACCENT, "inherit": False},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "font": {"size": 0, "multi": False},
        },
        "groups": _looks(groups),
    }
