"""What may be used: facts under one policy, and what the rules conclude from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from ..model import Facts, Statement
from ..ontology import Vocabulary
from ..rdf.projection import Policy, Projection, project
from ..reason.derive import derive
from ..reason.rules import Rules
from .grounds import Grounds, Strength
from .network import Network, values_of
from .proofs import Proofs


class Known:
    """Worked out once, for any number of questions."""

    def __init__(
        self, facts: Facts, vocabulary: Vocabulary, rules: Rules, policy: Policy | None = None
    ) -> None:
        """
        Raises:
            KgraphError: time or memory ran out.
        """
        self.facts, self.vocabulary = facts, vocabulary
        self.policy = policy or Policy()
        self.projection = project(facts, vocabulary, self.policy)
        self.conclusions = derive(facts, self.projection, vocabulary, rules)
        self.grounds = Grounds(facts, self.projection, vocabulary)

    def statement(self, id: str) -> Statement:
        return self.facts.statements.get(id) or self.conclusions.statements[id]

    def is_claimed_fact(self, id: str) -> bool:
        return id in self.projection.documents

    @cached_property
    def plainly(self) -> Projection:
        """What would be projected if nothing were let in."""
        if not self.policy.include:
            return self.projection
        grades = self.policy.reliability, self.policy.credibility
        narrow = Policy(frozenset(), *grades, self.policy.as_of)
        return project(self.facts, self.vocabulary, narrow)

    @cached_property
    def proofs(self) -> Proofs:
        """Of derived facts."""

        def by_itself(id: str) -> Strength | None:
            return self.grounds.of(id).strength if self.is_claimed_fact(id) else None

        plain = (d for d in self.conclusions.derivations.values() if not d.conditions)
        return Proofs(plain, by_itself)

    @cached_property
    def conditional_proofs(self) -> Proofs:
        """Of what follows under a condition."""

        def by_itself(id: str) -> Strength | None:
            if self.is_claimed_fact(id) or id in self.projection.conditional:
                return self.grounds.of(id).strength
            return self.proofs.strength(id) if id in self.conclusions.facts else None

        return Proofs((d for d in self.conclusions.derivations.values() if d.conditions), by_itself)

    @cached_property
    def concluded(self) -> dict[str, set[str]]:
        """Ids of concluded statements by the entities that they name."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self.conclusions.statements.values():
            for _, value in values_of(statement):
                if entity := getattr(value, "id", ""):
                    found[entity].add(statement.id)
        return found

    @cached_property
    def network(self) -> Network:
        """Of facts that are claimed."""
        return self._network(self.projection.documents, lambda id: False)

    @cached_property
    def whole_network(self) -> Network:
        """Of all that is claimed in any way."""
        return self._network(self.facts.statements, lambda id: not self.is_claimed_fact(id))

    def _network(self, usable: Iterable[str], unfit: Callable[[str], bool]) -> Network:
        def weight(id: str) -> tuple[Strength, int]:
            ground = self.grounds.of(id)
            return ground.strength, len(ground.origins)

        return Network(self.facts.statements, usable, unfit, weight)
