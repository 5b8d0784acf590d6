"""The picture as nodes, edges and options of vis-network, built with pyvis."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .content import Content
from .groups import Group
from .layout import Point
from .picture import Edge, Picture, positions

if TYPE_CHECKING:
    from pyvis.network import Network

_SPREAD = 0.28
"""How much more each further edge between the same two nodes bends."""

_GREY, _ACCENT = "#7d8894", "#d4452f"
_SCENARIO = "/scenario"

_LARGE = 2000
"""From so many edges on they are left out while the picture is dragged."""


def build(content: Content) -> dict[str, Any]:
    """Nodes, edges and options for vis-network.

    Each node carries its place in the opening picture (``x``, ``y``) and in the one with
    everything shown (``all``).
    """
    picture = Picture(content)
    opening, everything = positions(picture)
    network = _network()
    for node in picture.nodes:
        network.add_node(node, **_node(picture, node, opening[node], everything[node]))
    bends = _bends(picture)
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
        looks[group.curie] = _steady(group.colour, group.colour)
        looks[group.curie + _SCENARIO] = _hollow(group.colour)
    looks["statement"] = _steady("rgba(125,136,148,0.25)", _GREY)
    return looks


def _steady(background: str, border: str) -> dict[str, Any]:
    """The same colours when a node is selected or pointed at: a ring and its label tell that."""
    colours = {"background": background, "border": border}
    return {"color": {**colours, "highlight": colours, "hover": colours}}


def _hollow(colour: str) -> dict[str, Any]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        **_steady(f"rgba({red},{green},{blue},0.12)", colour),
        "borderWidth": 2,
        "shapeProperties": {"borderDashes": [5, 3]},
    }


def _edge(picture: Picture, edge: Edge, bends: Mapping[int | str, float]) -> dict[str, Any]:
    values: dict[str, Any] = {"id": edge.id, "kind": edge.kind, "smooth": False}
    if not picture.drawn(edge):
        values["hidden"] = True
    if edge.kind == "tie":
        return {**values, "arrows": "", "width": 0.6}
    if edge.kind == "unprojected":
        values["dashes"] = [7, 5]
    elif edge.kind == "derived":
        values["dashes"] = [2, 4]
    bend = bends[edge.id]
    if edge.source == edge.target:
        values["selfReference"] = {"size": 16 + 10 * abs(bend) / _SPREAD}
    elif bend:
        way = "curvedCW" if (bend > 0) == (edge.source < edge.target) else "curvedCCW"
        values["smooth"] = {"enabled": True, "type": way, "roundness": round(abs(bend), 2)}
    return values


def _bends(picture: Picture) -> dict[int | str, float]:
    """How far each edge bends, to either side, where several join the same two nodes.

    What is only concluded goes round the others: they lie as they would without it.
    """
    between: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in picture.edges:
        ends = sorted((edge.source, edge.target))
        between[ends[0], ends[1]].append(edge)
    bends: dict[int | str, float] = {}
    for parallel in between.values():
        outer = [edge for edge in parallel if picture.concluded(edge)]
        inner = [edge for edge in parallel if not picture.concluded(edge)]
        inner.sort(key=lambda edge: edge.kind)
        middle = (len(inner or outer) - 1) / 2
        for number, edge in enumerate(inner or outer):
            bends[edge.id] = (number - middle) * _SPREAD
        for number, edge in enumerate(outer if inner else ()):
            steps = middle + 1 + number // 2
            bends[edge.id] = (-steps if number % 2 else steps) * _SPREAD
    return bends


def _options(groups: Sequence[Group], edges: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"randomSeed": 1, "improvedLayout": False},
        "interaction": {
            "hover": False,
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
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
            "font": {"size": 0, "multi": False},
        },
        "groups": _looks(groups),
    }
