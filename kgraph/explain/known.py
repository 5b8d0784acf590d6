"""What may be used: facts under one policy, and what the rules conclude from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from ..model import EntityRef, Facts, Statement
from ..ontology import Vocabulary
from ..rdf.projection import Policy, Projection, project
from ..reason.derive import derive
from ..reason.rules import Rules
from .grounds import Grounds, Strength
from .network import Network
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
    def broadly(self) -> Projection:
        """What would be projected if nothing were left out for its grade or time."""
        return project(self.facts, self.vocabulary, Policy(self.policy.include))

    @cached_property
    def proofs(self) -> Proofs:
        """Of derived facts."""

        def by_itself(id: str) -> Strength | None:
            return self.grounds.of(id).strength if self.is_claimed_fact(id) else None

        return Proofs(self.conclusions.proofs, by_itself)

    @cached_property
    def conditional_proofs(self) -> Proofs:
        """Of what follows under a condition."""

        def by_itself(id: str) -> Strength | None:
            if self.is_claimed_fact(id) or id in self.projection.conditional:
                return self.grounds.of(id).strength
            return self.proofs.strength(id) if id in self.conclusions.facts else None

        return Proofs(self.conclusions.proofs, by_itself, conditional=True)

    def concluded(self, first: str, second: str) -> set[str]:
        """Ids of the concluded statements that name both entities."""
        return set(self._concluded[first]).intersection(self._concluded[second])

    @cached_property
    def _concluded(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id, statement in self.conclusions.statements.items():
            for value in (
                statement.subject,
                statement.object,
                *(v for _, v in statement.qualifiers),
            ):
                if isinstance(value, EntityRef):
                    found[value.id].append(id)
        return found

    @cached_property
    def network(self) -> Network:
        """Of facts that are claimed."""
        return self._network(self.projection.documents)

    @cached_property
    def doubtful_network(self) -> Network:
        """Of all else that is claimed in any way."""
        return self._network(self.projection.reasons)

    @cached_property
    def whole_network(self) -> Network:
        return self._network(self.facts.statements)

    def _network(self, usable: Iterable[str]) -> Network:
        def weight(id: str) -> tuple[Strength, int]:
            ground = self.grounds.of(id)
            return ground.strength, len(ground.origins)

        return Network(self.facts.statements, usable, self.projection.reasons, weight)
