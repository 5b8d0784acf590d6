from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from kgraph.views.layout import Box, Point, place


def graph(nodes: int, edges: int) -> tuple[list[Box], list[tuple[int, int]]]:
    chance = random.Random(7)
    boxes = [
        Box(chance.randint(20, 170), chance.randint(8, 20), chance.randint(20, 70))
        for _ in range(nodes)
    ]
    pairs = [(chance.randrange(nodes), int(nodes * chance.random() ** 3)) for _ in range(edges)]
    return boxes, pairs


def overlaps(points: Sequence[Point], boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes whose boxes touch, by looking at every pair."""
    frames = [
        (x - box.width / 2, x + box.width / 2, y - box.above, y + box.below)
        for (x, y), box in zip(points, boxes, strict=True)
    ]
    for (a, one), (b, other) in itertools.combinations(enumerate(frames), 2):
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]:
            yield a, b


@pytest.mark.parametrize(
    ("nodes", "edges"), [(1, 0), (2, 1), (5, 0), (100, 160), (100, 900), (700, 2500)]
)
def test_no_two_boxes_overlap(nodes: int, edges: int) -> None:
    boxes, pairs = graph(nodes, edges)
    points = place(boxes, pairs)
    assert not list(overlaps(points, boxes))
    assert place(boxes, pairs) == points


def test_nothing_to_place() -> None:
    assert place([], []) == []


def test_overlaps_are_found() -> None:
    box = Box(10, 5, 5)
    assert list(overlaps([(0, 0), (9, 0), (30, 0)], [box] * 3)) == [(0, 1)]


def test_keeps_to_a_picture_that_one_knows() -> None:
    boxes, pairs = graph(60, 90)
    known = place(boxes, pairs)
    again = place(boxes, pairs, known)
    order = sorted(range(60), key=lambda n: known[n][0])
    ranks = {node: rank for rank, node in enumerate(sorted(range(60), key=lambda n: again[n][0]))}
    assert sum(abs(ranks[node] - rank) for rank, node in enumerate(order)) / 60 < 10
