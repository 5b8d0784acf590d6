"""Why something follows: its shortest proof, and the claims that this rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from ..analyse.citation import cite
from ..ontology import Vocabulary
from ..reason.model import Conclusions, Derivation
from .model import Why
from .words import Words
from .world import World

_NO_GRADE = "~"


class Reasons:
    """Proofs in a world: the shortest for each statement, the better graded of equals."""

    def __init__(
        self, world: World, consequences: Conclusions, words: Words, vocabulary: Vocabulary
    ) -> None:
        """``consequences`` are what what-if rules conclude besides; no reason follows them back."""
        self.world, self.words = world, words
        self.consequences = consequences
        self.best: dict[str, tuple[int, Derivation | None]] = {}
        self.claims: dict[str, list[str]] = defaultdict(list)
        for id in world.projection.claims:
            self.claims[world.facts.claims[id].statement].append(id)
        self.cited = cache(lambda id: cite(world.facts.claims[id], world.facts, vocabulary))

    def why(self, id: str) -> Why:
        derivation = self.proof(id)
        premises = (
            [p for p in derivation.premises if p not in self.consequences.facts]
            if derivation
            else [id]
        )
        steps = list(self._steps(premises))
        rules = dict.fromkeys(self._title(d) for d in (derivation, *(d for _, d in steps)) if d)
        claims = (
            self.cited(claim) for id, d in steps if d is None for claim in sorted(self.claims[id])
        )
        return Why(tuple(rules), tuple(map(self.words.of, premises)), tuple(claims))

    def independent(self, id: str) -> int:
        """On how many origins' word it stands: each would do. A proof is as weak as its weakest
        leaf."""
        return min(
            len({self.world.facts.claims[claim].origin for claim in self.claims[told]})
            for told, derivation in self._steps([id])
            if derivation is None
        )

    def proof(self, id: str) -> Derivation | None:
        """None where the statement is told."""
        if id not in self.best:
            self._search(id)
        return self.best[id][1]

    def _search(self, goal: str) -> None:
        """Heights of the proofs of all that the goal may rest on, from the leaves up."""
        told = self.world.projection.documents
        reach = [goal]
        seen = {goal}
        for id in reach:
            if id in told:
                self.best[id] = (0, None)
            elif id not in self.best:
                for premise in (p for d in self._proofs(id) for p in d.premises):
                    if premise not in seen:
                        seen.add(premise)
                        reach.append(premise)
        todo = [id for id in reach if id not in self.best]
        height = 0
        while todo:
            height += 1
            found: dict[str, Derivation] = {}
            for id in todo:
                known = [d for d in self._proofs(id) if all(p in self.best for p in d.premises)]
                if known:
                    found[id] = min(known, key=_grade)
            assert found, "what is concluded has a proof"
            self.best.update((id, (height, derivation)) for id, derivation in found.items())
            todo = [id for id in todo if id not in found]

    def _proofs(self, id: str) -> list[Derivation]:
        several = (self.world.conclusions.proofs, self.consequences.proofs)
        return [d for proofs in several for d in proofs.get(id, ()) if not d.conditions]

    def _steps(self, goals: Iterable[str]) -> Iterator[tuple[str, Derivation | None]]:
        """The statements of the best proofs, each once, from the goals to what is told."""
        todo = list(goals)
        seen = set(todo)
        for id in todo:
            derivation = self.proof(id)
            yield id, derivation
            for premise in derivation.premises if derivation else ():
                if premise not in seen:
                    seen.add(premise)
                    todo.append(premise)

    def _title(self, derivation: Derivation) -> str:
        rules = self.world.conclusions.rules
        return (rules.get(derivation.rule) or self.consequences.rules[derivation.rule]).title


def _grade(derivation: Derivation) -> tuple[str, str, str]:
    return (
        derivation.reliability or _NO_GRADE,
        derivation.credibility or _NO_GRADE,
        derivation.id,
    )
