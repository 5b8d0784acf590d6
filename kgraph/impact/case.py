"""The case that is supposed, as people ask about it: who loses what, and what is left to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import EntityRef, Statement, StatementRef, Value
from ..ontology import Vocabulary
from ..views.groups import group_classes
from .following import unsupported
from .model import Affected, Reached, Said, Supposition, Thing, Without
from .reasons import Reasons
from .supposition import Supposed
from .words import Words
from .world import World

LOSES, MAKES_DO, EXPOSED = "kg:losesSupport", "kg:makesDoWith", "kg:becomesExposedTo"
THAT = "kg:that"


class Case:
    def __init__(
        self, before: World, supposed: Supposed, without: Without, vocabulary: Vocabulary
    ) -> None:
        self.before, self.supposed, self.without = before, supposed, without
        self.vocabulary = vocabulary
        consequences = supposed.consequences
        self.words = Words(supposed.world, vocabulary, consequences)
        self.reasons = Reasons(supposed.world, consequences, self.words, vocabulary)
        self.by_predicate: dict[str, list[Statement]] = defaultdict(list)
        for id in sorted(consequences.facts):
            statement = consequences.statements[id]
            self.by_predicate[statement.predicate if statement.positive else ""].append(statement)

    def result(self) -> Supposition:
        return Supposition(
            tuple(self._affected()),
            tuple(self._said()),
            tuple(sorted(self._denied(), key=lambda reached: reached.thing)),
            tuple(sorted(self._rests_on_it())),
        )

    def _affected(self) -> Iterator[Affected]:
        loses, makes_do, exposed = map(self._reached, (LOSES, MAKES_DO, EXPOSED))
        entities = self.before.facts.entities
        ids = [value.id for value in loses if isinstance(value, EntityRef)]
        groups, places = group_classes({entities[id].type for id in ids}, self.vocabulary)
        order = sorted(ids, key=lambda id: (places[entities[id].type], entities[id].label, id))
        for id in order:
            value = EntityRef(id)
            yield Affected(
                self.words.thing(value),
                groups[places[entities[id].type]].label,
                *(tuple(found[value]) for found in (loses, makes_do, exposed)),
            )

    def _reached(self, predicate: str) -> dict[Value, list[Reached]]:
        """By subject: the objects, each with its reason."""
        found: dict[Value, list[Reached]] = defaultdict(list)
        for statement in self.by_predicate[predicate]:
            found[statement.subject].append(self._reach(statement, statement.object))
        for several in found.values():
            several.sort(key=lambda reached: reached.thing)
        return found

    def _reach(self, statement: Statement, value: Value) -> Reached:
        proofs = self.supposed.consequences.proofs[statement.id]
        premises = [self.words.statements[id] for proof in proofs for id in proof.premises]
        acts = {
            Thing(self.words.of(value.id), value.id)
            for premise in premises
            for name, value in premise.qualifiers
            if name == THAT and isinstance(value, StatementRef)
        }
        through = {self.words.thing(p.subject) for p in premises if p.predicate == LOSES}
        why = self.reasons.why(statement.id)
        return Reached(self.words.thing(value), why, tuple(sorted(acts)), tuple(sorted(through)))

    def _said(self) -> Iterator[Said]:
        through = self.supposed.world.projection.claims
        said = (Said(self.reasons.cited(c.id), c.id in through) for c in self.supposed.due)
        yield from sorted(said, key=lambda it: (it.claim.statement, it.claim.claim))

    def _denied(self) -> Iterator[Reached]:
        """What is told, or follows, and is denied in the case that is supposed."""
        denials = {(s.subject, s.predicate, s.object): s for s in self.by_predicate[""]}
        if not denials:
            return
        for id in self.before.holding:
            statement = self.before.statements[id]
            key = statement.subject, statement.predicate, statement.object
            if key in denials:
                thing = Thing(self.words.of(id), id)
                yield Reached(thing, self.reasons.why(denials[key].id))

    def _rests_on_it(self) -> Iterator[Thing]:
        """Derived facts about other things that nothing else supports."""
        withheld = frozenset(self.without.entities)
        if not withheld:
            return

        def tells(statement: Statement) -> bool:
            if _id(statement.subject) in withheld or _id(statement.object) in withheld:
                return True
            return any(_id(value) in withheld for _, value in statement.qualifiers)

        world = self.before
        told = dict(world.projection.documents)
        lost = [id for id in told if tells(world.facts.statements[id])]
        for id in lost:
            del told[id]
        _, gone = unsupported(world.conclusions, told, lost)
        for id in gone & world.conclusions.facts:
            if not tells(world.statements[id]):
                yield Thing(self.words.of(id), id)


def _id(value: Value) -> str:
    return value.id if isinstance(value, EntityRef) else ""
