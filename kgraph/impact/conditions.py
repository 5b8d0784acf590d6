"""Which claims that stand under a condition apply, once more comes to hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from ..model import Claim, Facts, Statement, Value
from ..rdf.projection import contested, plain
from ..reason.times import WHEN, overlap, spans_of
from .world import World

_Triple = tuple[Value, str, Value]


class Conditions:
    """The conditions of a world's claims, held against what holds in it, and in others."""

    def __init__(self, world: World) -> None:
        self.facts: Facts = world.facts
        self.contested = contested(world.facts.claims)
        self.claims = [claim for claim in world.facts.claims.values() if claim.conditions]
        wanted = {id: self.facts.statements[id] for c in self.claims for id in c.conditions}
        self.by_triple: dict[_Triple, list[Statement]] = defaultdict(list)
        for condition in wanted.values():
            self.by_triple[_triple(condition)].append(condition)
        self.met = set(self.met_by(self._holding(world))) if wanted else set()
        """Ids of the conditions that hold in the world itself."""

    def _holding(self, world: World) -> Iterator[Statement]:
        yield from (world.statements[id] for id in world.holding)
        for id in plain(self.facts):
            statement = self.facts.statements[self.facts.claims[id].statement]
            if not statement.positive:
                yield statement

    def firm(self, claim: Claim) -> bool:
        """Whether a condition, and that it is predicted, is all that keeps the claim back."""
        return (
            claim.modality in ("asserted", "prediction")
            and claim.certainty == "certain"
            and claim.rank != "deprecated"
            and not claim.hearsay
            and claim.id not in self.contested
        )

    def met_by(self, statements: Iterable[Statement]) -> Iterator[str]:
        """Ids of the conditions that hold where the statements do."""
        for statement in statements:
            for condition in self.by_triple.get(_triple(statement), ()):
                if meets(statement, condition):
                    yield condition.id

    def due(self, met: Iterable[str]) -> list[Claim]:
        """Claims all of whose conditions hold if those do besides, as they did not before."""
        holding = self.met.union(met)
        return [
            claim
            for claim in self.claims
            if holding.issuperset(claim.conditions) and not self.met.issuperset(claim.conditions)
        ]


def meets(statement: Statement, condition: Statement) -> bool:
    """Whether the condition holds where the statement does: both affirm or both deny the same.

    An affirmation must say all that the condition says. Who denies something denies it in every
    manner and place, so that a denial must say nothing more than the condition does. Where both
    tell a time, the times must overlap.
    """
    if statement.positive != condition.positive:
        return False
    said, wanted = (
        {pair for pair in it.qualifiers if pair[0] != WHEN} for it in (statement, condition)
    )
    if not (wanted <= said if statement.positive else said <= wanted):
        return False
    times = product(spans_of(statement), spans_of(condition))
    return any(common.first <= common.last for common in map(overlap, map(list, times)))


def _triple(statement: Statement) -> _Triple:
    return statement.subject, statement.predicate, statement.object
