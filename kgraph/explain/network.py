"""Walks from one entity to another over statements that name both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
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
PATIENCE = 250_000
"""Ways on that are looked at before the nearest end is made for."""

UNFIT = 1_000
"""What a statement that is no fact costs, in hops."""


Named = tuple[str, str, int]
"""An entity that a statement names: in which role, and how deep within what it says."""


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
        unfit: Container[str],
        weight: Callable[[str], tuple[Strength, int]],
    ) -> None:
        """``weight`` tells the strength of a statement and the number of its origins."""
        self._statements, self._unfit, self._weight = statements, unfit, weight
        self._named: dict[str, list[Named]] = {}
        self._at: dict[str, list[str]] = defaultdict(list)
        for id in usable:
            named = self._named[id] = list(self._names(statements[id]))
            for entity in {entity for entity, _, _ in named}:
                self._at[entity].append(id)
        self._neighbours: dict[str, dict[str, int]] = {}
        self._commons: dict[str, dict[str, list[str]]] = {}
        self._edges: dict[tuple[str, str], list[Edge]] = {}

    def _names(self, statement: Statement) -> Iterator[Named]:
        for role, value in _values(statement):
            if isinstance(value, EntityRef):
                yield value.id, role, 0
            elif isinstance(value, StatementRef):
                for entity, within in self._inner(value, 1):
                    yield entity, role, within

    def _inner(self, statement: StatementRef, within: int) -> Iterator[tuple[str, int]]:
        for _, value in _values(self._statements[statement.id]):
            if isinstance(value, EntityRef):
                yield value.id, within
            elif isinstance(value, StatementRef) and within < DEPTH:
                yield from self._inner(value, within + 1)

    def _price(self, id: str) -> int:
        return UNFIT if id in self._unfit else 0

    def neighbours(self, entity: str) -> dict[str, int]:
        """The cost of the cheapest way to each entity that is named along with this one."""
        if entity not in self._neighbours:
            found: dict[str, int] = {}
            for id in self._at.get(entity, ()):
                named, price = self._named[id], self._price(id)
                mine = [(role, within) for name, role, within in named if name == entity]
                for other, other_role, other_within in named:
                    for role, within in mine:
                        cost = 1 + within + other_within + price
                        if role != other_role and cost < found.get(other, cost + 1):
                            found[other] = cost
            found.pop(entity, None)
            self._neighbours[entity] = found
        return self._neighbours[entity]

    def edges(self, entity: str, other: str) -> list[Edge]:
        """All ways from one to the other, best first."""
        key = entity, other
        if key not in self._edges:
            edges = (self._edge(id, *key) for id in self._common(entity).get(other, ()))
            self._edges[key] = sorted(filter(None, edges), key=_rank)
        return self._edges[key]

    def _common(self, entity: str) -> dict[str, list[str]]:
        """Ids of statements by what they name along with the entity."""
        if entity not in self._commons:
            found: dict[str, list[str]] = defaultdict(list)
            for id in self._at.get(entity, ()):
                for other in {name for name, _, _ in self._named[id]}:
                    found[other].append(id)
            self._commons[entity] = found
        return self._commons[entity]

    def _edge(self, id: str, entity: str, other: str) -> Edge | None:
        named = self._named[id]
        pairs = [
            (mine, theirs)
            for mine in _parts(named, entity)
            for theirs in _parts(named, other)
            if mine.role != theirs.role
        ]
        if not pairs:
            return None
        mine, theirs = min(pairs, key=_nearest)
        within = mine.within + theirs.within
        strength, origins = self._weight(id)
        cost = 1 + within + self._price(id)
        return Edge(cost, within, *strength[:3], -origins, id, mine, theirs)

    def _spares(self, passed: list[str], other: str, start: str, end: str) -> bool:
        """Whether one could have come to the other entity, or from it, without a detour.

        That start and end are joined directly does not count: the walks are to be other ways.
        """
        return other in passed or any(
            self.neighbours(entity).get(other) == 1
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
            found = self._search(start, end, number, slack, left, left[start] + reach)
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
            for other, further in self.neighbours(entity).items():
                total = cost + further
                if other not in found and total % UNFIT <= LONGEST:
                    heappush(queue, (total, other))
        return found

    def _search(
        self,
        start: str,
        end: str,
        number: int,
        slack: int,
        left: Mapping[str, int],
        most: int,
    ) -> Found:
        """What is left of the way is never overrated, and nothing else that ranks a walk gets
        better by going on, so walks come out in their order (A*)."""
        found: list[Walk] = []
        looked = 0
        queue: list[tuple[Rank, tuple[str, ...], int, Walk]] = [(Rank(left[start]), (), 0, ())]
        while queue and len(found) < number:
            if looked > PATIENCE:
                queue = [min(queue, key=lambda entry: (entry[0].cost - entry[2], entry))]
            rank, ids, cost, walk = heappop(queue)
            at = walk[-1][0] if walk else start
            if rank.cost > most:
                break
            if at == end:
                found.append(walk)
                most = min(most, rank.cost + slack)
                continue
            passed = [start, *(entity for entity, _ in walk)][:-1]
            neighbours = self.neighbours(at)
            looked += len(neighbours)
            if looked > PATIENCE and found:
                break
            for other, least in neighbours.items():
                if (
                    other not in left
                    or cost + least + left[other] > most
                    or self._spares(passed, other, start, end)
                ):
                    continue
                edge = next((e for e in self.edges(at, other) if e.statement not in ids), None)
                if edge is None:
                    continue
                gone = cost + edge.cost
                whole = gone + left[other]
                if whole <= most and whole % UNFIT <= LONGEST:
                    longer = (*walk, (other, edge))
                    heappush(queue, (rank.after(edge, whole), (*ids, edge.statement), gone, longer))
        return Found(found, looked <= PATIENCE)


def _parts(named: list[Named], entity: str) -> list[Part]:
    return [Part(role, within) for name, role, within in named if name == entity]


def _values(statement: Statement) -> Iterator[tuple[str, Value]]:
    yield "subject", statement.subject
    yield "object", statement.object
    yield from statement.qualifiers


def _rank(edge: Edge) -> tuple[object, ...]:
    return edge[:7]


def _nearest(pair: tuple[Part, Part]) -> tuple[int, bool, bool, str, str]:
    mine, theirs = pair
    plain = {"subject", "object"}
    within = mine.within + theirs.within
    return within, mine.role not in plain, theirs.role not in plain, mine.role, theirs.role
