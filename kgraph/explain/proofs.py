"""The best proof of each derived statement, never one that rests on its own conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from ..reason.model import Derivation
from .grounds import Strength

Entry = tuple[Strength, int, str]


class Proofs:
    """Chooses among derivations: the strongest weakest grade, then the least read between the
    lines, then the fewest applications of rules, then the most origins, then the least id.

    Premises are settled before what they prove (Knuth 1977, A generalization of Dijkstra's
    algorithm), so that each proof rests on claims alone in the end. Each premise is told by its
    own best proof, whatever it is a premise of.
    """

    def __init__(
        self,
        derivations: Mapping[str, Sequence[Derivation]],
        claimed: Callable[[str], Strength | None],
        conditional: bool = False,
    ) -> None:
        """Of derivations by their conclusion, those with conditions or those without.

        ``claimed`` tells how strong a statement is by itself; None of what is only derived.
        """
        self._all, self._claimed, self._conditional = derivations, claimed, conditional
        self._strength: dict[str, Strength | None] = {}
        self._best: dict[str, Derivation] = {}

    def _of(self, statement: str) -> list[Derivation]:
        found = self._all.get(statement, ())
        return [d for d in found if bool(d.conditions) == self._conditional]

    def number(self, statement: str) -> int:
        """How many there are."""
        return len(self._of(statement))

    def strength(self, statement: str) -> Strength | None:
        """None of what is neither claimed nor follows from what is."""
        if statement not in self._strength:
            self._settle(statement)
        return self._strength[statement]

    def best(self, statement: str) -> Derivation | None:
        """None of what is claimed, or concluded by no rule from what is claimed."""
        self.strength(statement)
        return self._best.get(statement)

    def besides(self, statement: str) -> Derivation | None:
        """The best proof of what is claimed as well, of those that do not rest on that claim."""
        self.strength(statement)
        entries = []
        for derivation in self._of(statement):
            for premise in derivation.premises:
                self.strength(premise)
            if (entry := self._entry(derivation)) and not self.rests_on(derivation, statement):
                entries.append((entry, derivation))
        return min(entries, key=lambda pair: pair[0])[1] if entries else None

    def rests_on(self, derivation: Derivation, statement: str) -> bool:
        """Whether the statement comes up again in the best proofs of the premises."""
        todo, seen = list(derivation.premises), set()
        while todo:
            if (at := todo.pop()) == statement:
                return True
            if at not in seen and (best := self.best(at)):
                todo.extend(best.premises)
            seen.add(at)
        return False

    def _settle(self, wanted: str) -> None:
        """Everything that the wanted statement may rest on and is not settled yet."""
        known: dict[str, Derivation] = {}
        waiting: dict[str, int] = {}
        users: dict[str, list[Derivation]] = defaultdict(list)
        ready: list[Entry] = []
        open_: set[str] = set()
        todo = [wanted]
        while todo:
            statement = todo.pop()
            if statement in self._strength or statement in open_:
                continue
            if strength := self._claimed(statement):
                self._strength[statement] = strength
                continue
            open_.add(statement)
            for derivation in self._of(statement):
                known[derivation.id] = derivation
                todo.extend(derivation.premises)
        for derivation in known.values():
            unsettled = [p for p in dict.fromkeys(derivation.premises) if p in open_]
            waiting[derivation.id] = len(unsettled)
            for premise in unsettled:
                users[premise].append(derivation)
            if not unsettled and (entry := self._entry(derivation)):
                ready.append(entry)
        heapify(ready)
        while ready:
            strength, _, id = heappop(ready)
            derivation = known[id]
            if derivation.conclusion not in open_:
                continue
            open_.discard(derivation.conclusion)
            self._strength[derivation.conclusion] = strength
            self._best[derivation.conclusion] = derivation
            for user in users[derivation.conclusion]:
                waiting[user.id] -= 1
                if not waiting[user.id] and (entry := self._entry(user)):
                    heappush(ready, entry)
        self._strength.update(dict.fromkeys(open_))

    def _entry(self, derivation: Derivation) -> Entry | None:
        premises = [self._strength[premise] for premise in derivation.premises]
        settled = [strength for strength in premises if strength]
        if len(settled) < len(premises):  # one of them is concluded from nothing that is claimed
            return None
        strength = Strength(
            max((s.reliability for s in settled), default=""),
            max((s.credibility for s in settled), default=""),
            sum(s.inferred for s in settled),
            sum(s.steps for s in settled) + 1,
        )
        return strength, -len(derivation.origins), derivation.id
