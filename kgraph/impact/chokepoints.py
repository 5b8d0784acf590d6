"""Things that others cannot do without, by the direct needs that are told or follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from ..model import EntityRef, Statement
from ..ontology import Vocabulary
from ..reason.model import NOTHING
from .model import Thing, Why
from .reasons import Reasons
from .words import Words
from .world import World

FEWEST = 2
"""How many must need a thing for it to be one."""

_SOURCE = ""
"""Where all supply begins: no id is empty."""

Pair = tuple[str, str]
"""Ids: who needs whom."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing needs another itself."""

    by: Thing
    of: Thing
    origins: tuple[Thing, ...]
    """All on whose word it rests, in any way."""
    independent: int
    """How many of them would do, each for itself, by the proof that is given."""
    why: Why


@dataclass(frozen=True, slots=True)
class Chokepoint:
    thing: Thing
    dependents: tuple[Thing, ...]
    """Whatever needs it, directly or through others."""
    only_through_it: tuple[Thing, ...]
    """Those of them that have no supply which does not pass through it (it dominates them)."""
    joins: bool
    """Without it, things that are linked by needs would not be (an articulation point)."""
    needs: tuple[Need, ...]
    """The steps by which those depend on it that depend on it alone; else its direct ones."""

    @property
    def weak(self) -> int:
        """How many of the needs rest on one origin's word."""
        return sum(need.independent == 1 for need in self.needs)


def chokepoints(world: World, vocabulary: Vocabulary) -> tuple[Chokepoint, ...]:
    """What cuts off most things first; of equals, what rests least on one origin's word."""
    statements = _needs(world, vocabulary)
    supply: nx.DiGraph[str] = nx.DiGraph((needed, by) for by, needed in sorted(statements))
    if not supply:
        return ()
    joints = set(nx.articulation_points(supply.to_undirected()))
    alone = _dominated(supply)
    telling = _Telling(world, vocabulary, statements)
    found = []
    for id in supply:
        dependents = nx.descendants(supply, id)
        if len(dependents) >= FEWEST:
            within = alone[id] | {id}
            pairs = [(by, of) for of in within for by in supply[of] if by in alone[id]]
            pairs = pairs or [(by, id) for by in supply[id]]
            found.append(
                Chokepoint(
                    telling.thing(id),
                    telling.things(dependents),
                    telling.things(alone[id]),
                    id in joints,
                    tuple(telling.need(pair) for pair in sorted(pairs)),
                )
            )
    found.sort(
        key=lambda c: (-len(c.only_through_it), -len(c.dependents), c.weak / len(c.needs), c.thing)
    )
    return tuple(found)


def _needs(world: World, vocabulary: Vocabulary) -> dict[Pair, list[str]]:
    """Statements by the direct needs that they tell of.

    A derived need that rests on another need of the same thing is a way round by a step that is
    there itself: it is left out.
    """
    direct, withheld_by = vocabulary.needs.of_object, vocabulary.needs.of_subject
    found: dict[Pair, list[str]] = defaultdict(list)
    for id in sorted(world.holding):
        pair = _pair(world.statements[id], direct, withheld_by)
        if pair and _by_itself(id, pair, world, direct):
            found[pair].append(id)
    return found


def _pair(statement: Statement, direct: frozenset[str], withheld_by: frozenset[str]) -> Pair | None:
    subject, object = statement.subject, statement.object
    if isinstance(subject, EntityRef) and isinstance(object, EntityRef) and subject != object:
        if statement.predicate in direct:
            return subject.id, object.id
        if statement.predicate in withheld_by:
            return object.id, subject.id
    return None


def _by_itself(
    id: str, pair: Pair, world: World, direct: frozenset[str], above: frozenset[str] = frozenset()
) -> bool:
    """Whether the need is told, or follows from no need of the same thing for something else."""
    if id in world.projection.documents:
        return True

    def stands(premise: str) -> bool:
        other = _pair(world.statements[premise], direct, frozenset())
        if other is None or other[0] != pair[0]:
            return True
        path = above | {id}
        same = other == pair and premise not in path
        return same and _by_itself(premise, pair, world, direct, path)

    proofs = (d for d in world.conclusions.proofs[id] if not d.conditions)
    return any(all(map(stands, proof.premises)) for proof in proofs)


def _dominated(supply: nx.DiGraph[str]) -> Mapping[str, set[str]]:
    """By thing: whatever is supplied through it alone. Supply begins at what needs nothing, and
    with all things of a circle that needs nothing else."""
    rooted = supply.copy()
    for part in nx.strongly_connected_components(supply):
        if all(before in part for id in part for before in supply.pred[id]):
            rooted.add_edges_from((_SOURCE, id) for id in part)
    above = nx.immediate_dominators(rooted, _SOURCE)
    found: dict[str, set[str]] = {id: set() for id in supply}
    for id in supply:
        over = above[id]
        while over != _SOURCE:
            found[over].add(id)
            over = above[over]
    return found


class _Telling:
    def __init__(
        self, world: World, vocabulary: Vocabulary, statements: Mapping[Pair, list[str]]
    ) -> None:
        self.world, self.statements = world, statements
        self.words = Words(world, vocabulary)
        self.reasons = Reasons(world, NOTHING, self.words, vocabulary)

    def thing(self, id: str) -> Thing:
        return self.words.agent(id)

    def things(self, ids: Iterable[str]) -> tuple[Thing, ...]:
        return tuple(sorted(map(self.thing, ids)))

    def need(self, pair: Pair) -> Need:
        by, of = map(self.thing, pair)
        told, derived = self.world.projection.documents, self.world.conclusions.proofs
        ids = self.statements[pair]
        origins = {
            self.world.facts.claims[claim].origin for id in ids for claim in self.reasons.claims[id]
        }
        for id in ids:
            proofs = (d for d in derived.get(id, ()) if not d.conditions)
            origins.update(origin for proof in proofs for origin in proof.origins)
        best = min(ids, key=lambda id: (id not in told, id))
        independent = self.reasons.independent(best)
        return Need(by, of, self.things(origins), independent, self.reasons.why(best))
