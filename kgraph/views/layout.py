"""Where nodes stand: a force-directed layout, then room for every label.

Coordinates are pixels at a zoom of 1, y downwards. The same input gives the same positions on
the same platform and library versions.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

SMALL = 250
"""Up to so many nodes the slower Kamada-Kawai layout, which spreads them more evenly, is used."""
EDGE_LENGTH = 120.0
GAP = 10.0
CROWDING = 0.4
"""Share of the picture that boxes may take up."""
ASPECT = 1.15
"""Width to height of the whole picture, as windows are wider than high."""


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node and its label take, measured from the node's centre."""

    width: float
    above: float
    below: float


def place(
    boxes: Sequence[Box],
    edges: Sequence[tuple[int, int]],
    start: Sequence[Point] | None = None,
) -> list[Point]:
    """Positions at which no two boxes overlap.

    With ``start`` the result keeps to that picture as far as it can, so that someone who
    knows the one finds their way in the other.
    """
    import igraph

    if not boxes:
        return []
    igraph.set_random_number_generator(random.Random(1))
    graph = igraph.Graph(n=len(boxes), edges=sorted({(min(e), max(e)) for e in edges})).simplify()
    points: list[Point] = [(0.0, 0.0)] * len(boxes)
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
    for part in parts:
        seed = [start[node] for node in part] if start else None
        arranged = _arrange(graph.induced_subgraph(part), [boxes[node] for node in part], seed)
        for node, point in zip(part, arranged, strict=True):
            points[node] = point
    _pack(parts, points, boxes)
    return points


def _arrange(graph: object, boxes: Sequence[Box], start: Sequence[Point] | None) -> list[Point]:
    """One connected part, laid out, turned to lie wide, with room for the labels."""
    count = len(boxes)
    if count == 1:
        return [(0.0, 0.0)]
    if count <= SMALL:
        layout = graph.layout_kamada_kawai(seed=start)  # type: ignore[attr-defined]
    else:
        rounds = max(30, min(300, 400_000 // count))
        circle = start or [
            (math.cos(2.4 * i) * i**0.5, math.sin(2.4 * i) * i**0.5) for i in range(count)
        ]
        layout = graph.layout_fruchterman_reingold(  # type: ignore[attr-defined]
            seed=circle, niter=rounds, grid="auto"
        )
    points = _scaled([(x, y) for x, y in layout], boxes, graph.get_edgelist())  # type: ignore[attr-defined]
    return _separate(_like(points, start) if start else _flat(points), boxes)


def _flat(points: Sequence[Point]) -> list[Point]:
    """The points turned so that their longest spread lies flat."""
    centred = _centred(points)
    slant = 2 * math.fsum(x * y for x, y in centred)
    return _turned(centred, -0.5 * math.atan2(slant, math.fsum(x * x - y * y for x, y in centred)))


def _like(points: Sequence[Point], known: Sequence[Point]) -> list[Point]:
    """The points turned, and mirrored where that helps, to match those known.

    igraph turns every layout as it sees fit, also where it was given a start.
    """
    target = _centred(known)
    best: tuple[float, list[Point]] = (-1.0, [])
    for mirror in (1, -1):
        centred = [(mirror * x, y) for x, y in _centred(points)]
        both = list(zip(centred, target, strict=True))
        along = math.fsum(x * u + y * v for (x, y), (u, v) in both)
        across = math.fsum(x * v - y * u for (x, y), (u, v) in both)
        fit = math.hypot(along, across)
        if fit > best[0]:
            best = (fit, _turned(centred, math.atan2(across, along)))
    return best[1]


def _centred(points: Sequence[Point]) -> list[Point]:
    middle_x = math.fsum(x for x, _ in points) / len(points)
    middle_y = math.fsum(y for _, y in points) / len(points)
    return [(x - middle_x, y - middle_y) for x, y in points]


def _turned(points: Sequence[Point], angle: float) -> list[Point]:
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]


def _scaled(
    points: Sequence[Point], boxes: Sequence[Box], edges: Sequence[tuple[int, int]]
) -> list[Point]:
    """The points drawn out until the middling edge is long enough and the boxes find room."""
    lengths = sorted(math.dist(points[a], points[b]) for a, b in edges)
    width = max(x for x, _ in points) - min(x for x, _ in points)
    height = max(y for _, y in points) - min(y for _, y in points)
    area = max(width * height, max(width, height) ** 2 / 3)
    room = math.fsum(box.width * (box.above + box.below) for box in boxes) / CROWDING
    factor = max(
        EDGE_LENGTH / (lengths[len(lengths) // 2] or 1.0),
        math.sqrt(room / (area or room)),
    )
    return [(x * factor, y * factor) for x, y in points]


def _separate(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """Push overlapping boxes apart; where they are wedged, draw everything out a little."""
    large = len(boxes) > SMALL
    rounds, growth = (6, 1.25) if large else (40, 1.06)
    current = list(points)
    while True:
        for _ in range(rounds):
            if not _push(current, boxes):
                return current
        current = [(x * growth, y * growth) for x, y in current]


def _push(points: list[Point], boxes: Sequence[Box]) -> bool:
    """Move each overlapping pair apart along the shorter way; whether boxes still touched."""
    touched = False
    for a, b in _close_pairs(points, boxes):
        (ax, ay), (bx, by) = points[a], points[b]
        over_x = (boxes[a].width + boxes[b].width) / 2 + GAP - abs(ax - bx)
        if over_x <= 0:
            continue
        over_y = _overlap_y(ay, boxes[a], by, boxes[b]) + GAP
        if over_y <= 0:
            continue
        touched = touched or min(over_x, over_y) > GAP / 2
        if over_x < over_y:
            step = math.copysign(over_x / 2, bx - ax or b - a)
            points[a], points[b] = (ax - step, ay), (bx + step, by)
        else:
            step = math.copysign(over_y / 2, by - ay or b - a)
            points[a], points[b] = (ax, ay - step), (bx, by + step)
    return touched


def _overlap_y(ay: float, a: Box, by: float, b: Box) -> float:
    return ay + a.below - by + b.above if ay <= by else by + b.below - ay + a.above


def _close_pairs(points: Sequence[Point], boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Pairs near enough to overlap, found on a grid whose cells are as large as any box."""
    wide = max(box.width for box in boxes) + GAP
    high = max(box.above + box.below for box in boxes) + GAP
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, (x, y) in enumerate(points):
        cells[math.floor(x / wide), math.floor(y / high)].append(node)
    for (column, row), nodes in cells.items():
        for place_, a in enumerate(nodes):
            for b in nodes[place_ + 1 :]:
                yield a, b
        for side, step in ((1, -1), (1, 0), (1, 1), (0, 1)):
            for b in cells.get((column + side, row + step), ()):
                for a in nodes:
                    yield a, b


def _pack(parts: Sequence[Sequence[int]], points: list[Point], boxes: Sequence[Box]) -> None:
    """Set the parts in rows, the largest first, and move the whole to the middle."""
    frames = [_frame(part, points, boxes) for part in parts]
    area = math.fsum((right - left) * (low - top) for left, top, right, low in frames)
    row_width = max(max(f[2] - f[0] for f in frames), math.sqrt(area * ASPECT))
    x = y = row_height = 0.0
    for part, (left, top, right, low) in zip(parts, frames, strict=True):
        if x > 0 and x + right - left > row_width:
            x, y, row_height = 0.0, y + row_height + 2 * GAP, 0.0
        for node in part:
            points[node] = (points[node][0] - left + x, points[node][1] - top + y)
        x += right - left + 2 * GAP
        row_height = max(row_height, low - top)
    left, top, right, low = _frame(range(len(points)), points, boxes)
    for node, (px, py) in enumerate(points):
        points[node] = (px - (left + right) / 2, py - (top + low) / 2)


def _frame(
    nodes: Sequence[int], points: Sequence[Point], boxes: Sequence[Box]
) -> tuple[float, float, float, float]:
    return (
        min(points[n][0] - boxes[n].width / 2 for n in nodes),
        min(points[n][1] - boxes[n].above for n in nodes),
        max(points[n][0] + boxes[n].width / 2 for n in nodes),
        max(points[n][1] + boxes[n].below for n in nodes),
    )
