"""Walks from one entity to another over statements that name both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from ..model import EntityRef, Statement, StatementRef, Value
from .grounds import Strength
from .records import Part

LONGEST = 6
"""Hops of a path: beyond that nearly everything hangs together with everything."""
SLACK = 1
"""Hops that a path may be longer than the shortest."""
DEPTH = 2
"""How deep in statements within statements an entity is looked for."""
PATIENCE = 1_000_000
"""Ways on that are looked at."""

UNFIT = 1_000
"""What a statement that is no fact costs, in hops."""


class Edge(NamedTuple):
    """A statement as a way from one entity to another; the least is the best."""

    cost: int
    """Hops, and UNFIT where the statement is no fact."""
    within: int
    reliability: str
    credibility: str
    inferred: int
    origins: int
    """How many, below zero."""
    statement: str
    leaves: Part
    enters: Part


class Rank(NamedTuple):
    """How good a walk is, or at most can become; the least is the best."""

    cost: int
    within: int = 0
    reliability: str = ""
    credibility: str = ""
    inferred: int = 0
    origins: int = -UNFIT

    def after(self, edge: Edge, cost: int) -> Rank:
        return Rank(
            cost,
            self.within + edge.within,
            max(self.reliability, edge.reliability),
            max(self.credibility, edge.credibility),
            self.inferred + edge.inferred,
            max(self.origins, edge.origins),
        )


Walk = tuple[tuple[str, Edge], ...]
"""Each entity that is reached, and how."""


class Found(NamedTuple):
    walks: list[Walk]
    all: bool
    """False where patience ran out."""


class Network:
    """Entities, joined by statements in which they have different parts."""

    def __init__(
        self,
        statements: Mapping[str, Statement],
        usable: Iterable[str],
        unfit: Callable[[str], bool],
        weight: Callable[[str], tuple[Strength, int]],
    ) -> None:
        """``weight`` tells the strength of a statement and the number of its origins."""
        self.statements, self.unfit, self.weight = statements, unfit, weight
        self._at: dict[str, list[str]] = defaultdict(list)
        for id in usable:
            for entity in self._parts(id):
                self._at[entity].append(id)
        self._edges: dict[str, dict[str, list[Edge]]] = {}

    def _parts(self, id: str) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        statement = self.statements[id]
        for role, value in values_of(statement):
            for entity, within in self._entities(value, 0):
                found.setdefault(entity, []).append(Part(role, within))
        return found

    def _entities(self, value: Value, within: int) -> Iterator[tuple[str, int]]:
        if isinstance(value, EntityRef):
            yield value.id, within
        elif isinstance(value, StatementRef) and within < DEPTH:
            for _, inner in values_of(self.statements[value.id]):
                yield from self._entities(inner, within + 1)

    def edges(self, entity: str) -> dict[str, list[Edge]]:
        """By neighbour: all ways there, best first."""
        if entity not in self._edges:
            found: dict[str, list[Edge]] = defaultdict(list)
            for id in self._at.get(entity, ()):
                parts = self._parts(id)
                strength, origins = self.weight(id)
                price = UNFIT if self.unfit(id) else 0
                for other, theirs in parts.items():
                    pairs = [
                        (mine.within + their.within, mine, their)
                        for mine in parts[entity]
                        for their in theirs
                        if mine.role != their.role
                    ]
                    if other != entity and pairs:
                        within, mine, their = min(pairs, key=_nearest)
                        graded = strength[:3]
                        found[other].append(
                            Edge(1 + within + price, within, *graded, -origins, id, mine, their)
                        )
            self._edges[entity] = {o: sorted(e, key=_rank) for o, e in found.items()}
        return self._edges[entity]

    def _spares(self, passed: list[str], other: str, start: str, end: str) -> bool:
        """Whether one could have come to the other entity, or from it, without a detour.

        That start and end are joined directly does not count: the walks are to be other ways.
        """
        return other in passed or any(
            other in self.edges(entity) and self.edges(entity)[other][0].cost == 1
            for entity in passed
            if (entity, other) != (start, end)
        )

    def walks(self, start: str, end: str, number: int, slack: int = SLACK) -> Found:
        """The best walks that use no statement twice and of which no hop can be spared.

        Cheapest first; then least within other statements, strongest weakest grade, least
        inferred, most origins behind the statement that has the fewest, least ids.
        """
        for reach in (slack + SLACK, LONGEST, LONGEST * UNFIT):
            left = self._distances(end, start, reach)
            if start not in left:
                break
            found = self._search(start, end, number, slack, left)
            if found.walks or not found.all:
                return found
        return Found([], True)

    def _distances(self, end: str, start: str, reach: int) -> dict[str, int]:
        """Costs of the cheapest ways to the end, up to so much more than from the start."""
        found: dict[str, int] = {}
        most: float = float("inf")
        queue = [(0, end)]
        while queue:
            cost, entity = heappop(queue)
            if entity in found:
                continue
            if cost > most:
                break
            found[entity] = cost
            if entity == start:
                most = cost + reach
            for other, ways in self.edges(entity).items():
                total = cost + ways[0].cost
                if other not in found and total % UNFIT <= LONGEST:
                    heappush(queue, (total, other))
        return found

    def _search(
        self, start: str, end: str, number: int, slack: int, left: Mapping[str, int]
    ) -> Found:
        """What is left of the way is never overrated, and nothing else that ranks a walk gets
        better by going on, so walks come out in their order (A*)."""
        found: list[Walk] = []
        most: float = float("inf")
        looked = 0
        queue: list[tuple[Rank, tuple[str, ...], int, Walk]] = [(Rank(left[start]), (), 0, ())]
        while queue and len(found) < number:
            rank, ids, cost, walk = heappop(queue)
            at = walk[-1][0] if walk else start
            if rank.cost > most:
                break
            if at == end:
                found.append(walk)
                most = min(most, rank.cost + slack)
                continue
            passed = [start, *(entity for entity, _ in walk)][:-1]
            neighbours = self.edges(at)
            looked += len(neighbours)
            if looked > PATIENCE:
                return Found(found, False)
            for other, ways in neighbours.items():
                edge = next((way for way in ways if way.statement not in ids), None)
                if edge is None or other not in left or self._spares(passed, other, start, end):
                    continue
                gone = cost + edge.cost
                whole = gone + left[other]
                if whole <= most and whole % UNFIT <= LONGEST:
                    longer = (*walk, (other, edge))
                    heappush(queue, (rank.after(edge, whole), (*ids, edge.statement), gone, longer))
        return Found(found, True)


def values_of(statement: Statement) -> Iterator[tuple[str, Value]]:
    yield "subject", statement.subject
    yield "object", statement.object
    yield from statement.qualifiers


def _rank(edge: Edge) -> tuple[object, ...]:
    return edge[:7]


def _nearest(pair: tuple[int, Part, Part]) -> tuple[int, bool, bool, str, str]:
    within, mine, their = pair
    plain = {"subject", "object"}
    return within, mine.role not in plain, their.role not in plain, mine.role, their.role
