"""Two worlds compared: what falls, what stays on fewer origins, what is gained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Set

from ..model import Statement
from .model import Change, Changes, Kind, Thing
from .words import Words
from .world import World


class Comparison:
    """Of a world before and one after, in words of either."""

    def __init__(self, before: World, after: World, words: Words, new_words: Words) -> None:
        self.worlds = before, after
        self.words = words, new_words
        self.touched = frozenset(self._touched())

    def triples(self) -> Changes:
        """Plain triples, whether told or derived."""
        before = self.worlds[0]
        ends = {_triple(self._statement(id)) for id in self.touched}
        groups: dict[object, set[str]] = defaultdict(set)
        for world in self.worlds:
            for id in world.holding:
                triple = _triple(world.statements[id])
                if triple in ends:
                    groups[triple].add(id)
        total = len({_triple(before.statements[id]) for id in before.holding})
        return self._changes(groups.values(), total)

    def derived(self) -> Changes:
        """Facts that rules conclude, with their qualifiers."""
        before, after = (world.conclusions.facts for world in self.worlds)
        groups = [{id} for id in self.touched & (before | after)]
        return self._changes(groups, len(before), derived=True)

    def _touched(self) -> Iterator[str]:
        """Ids of the statements whose claims or proofs are not the same."""
        before, after = self.worlds
        for claim in before.projection.claims ^ after.projection.claims:
            yield (before if claim in before.facts.claims else after).facts.claims[claim].statement
        for one, other in ((before, after), (after, before)):
            others = other.conclusions.derivations
            for id, derivation in one.conclusions.derivations.items():
                if not derivation.conditions and others.get(id) != derivation:
                    yield derivation.conclusion

    def _statement(self, id: str) -> Statement:
        before, after = self.worlds
        return before.statements[id] if id in before.statements else after.statements[id]

    def _origins(self, world: World, statements: Set[str]) -> dict[str, set[str]]:
        """Of statements that hold in the world, told and derived."""
        found: dict[str, set[str]] = {id: set() for id in statements & world.holding}
        for id in world.projection.claims:
            claim = world.facts.claims[id]
            if claim.statement in found:
                found[claim.statement].add(claim.origin)
        for derivation in world.conclusions.derivations.values():
            if derivation.conclusion in found and not derivation.conditions:
                found[derivation.conclusion].update(derivation.origins)
        return found

    def _changes(
        self, groups: Collection[Set[str]], total: int, *, derived: bool = False
    ) -> Changes:
        """A change for each group of statements that make one triple."""
        everything = frozenset().union(*groups)
        origins = [self._origins(world, everything) for world in self.worlds]
        found = []
        for group in groups:
            holding = [w.conclusions.facts if derived else w.holding for w in self.worlds]
            held, still = (sorted(group & ids) for ids in holding)
            before, after = (
                {origin for id in ids for origin in known[id]}
                for ids, known in zip((held, still), origins, strict=True)
            )
            id, words = (held or still)[0], self.words[not held]
            found.append(
                Change(
                    id,
                    words.of(id) if derived else words.triple(id),
                    self._people(before),
                    self._people(after),
                    _kind(held, still, before, after),
                    any(id in world.projection.documents for id in group for world in self.worlds),
                    tuple(sorted(self._rules(group))),
                )
            )
        found.sort(key=lambda change: (change.statement, change.id))
        return Changes(tuple(found), total - sum(change.kind != "gained" for change in found))

    def _rules(self, group: Set[str]) -> set[str]:
        return {
            world.conclusions.rules[derivation.rule].title
            for world in self.worlds
            for id in group & world.conclusions.facts
            for derivation in world.conclusions.proofs[id]
            if not derivation.conditions
        }

    def _people(self, origins: Set[str]) -> tuple[Thing, ...]:
        return tuple(sorted(map(self.words[0].agent, origins)))


def _kind(held: list[str], still: list[str], before: set[str], after: set[str]) -> Kind:
    if not held:
        return "gained"
    if not still:
        return "falls"
    return "fewer" if len(after) < len(before) else "shaken"


def _triple(statement: Statement) -> object:
    return statement.subject, statement.predicate, statement.object
