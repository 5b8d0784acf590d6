"""All that holds together: facts, what is projected of them, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import Facts, Statement
from ..ontology import Vocabulary
from ..rdf.projection import Projection, project
from ..reason.derive import derive
from ..reason.model import NOTHING, Conclusions, Derivation
from ..reason.rules import Rules


@dataclass(frozen=True)
class World:
    facts: Facts
    projection: Projection
    conclusions: Conclusions = NOTHING

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Claimed and concluded."""
        return {**self.facts.statements, **self.conclusions.statements}

    @cached_property
    def holding(self) -> frozenset[str]:
        """Ids of the statements that make plain triples."""
        return frozenset(self.projection.documents) | self.conclusions.facts


def world(
    facts: Facts, vocabulary: Vocabulary, rules: Rules, projection: Projection | None = None
) -> World:
    """What a build makes of facts; the projection, if it is known already, is the default one.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    projection = projection or project(facts, vocabulary)
    return World(facts, projection, derive(facts, projection, vocabulary, rules))


def joined(one: Conclusions, other: Conclusions) -> Conclusions:
    """What both hold, of different rules."""
    return Conclusions(
        {**one.statements, **other.statements},
        {**one.derivations, **other.derivations},
        {**one.rules, **other.rules},
    )


def of(conclusions: Conclusions, derivations: Mapping[str, Derivation]) -> Conclusions:
    """Some of the derivations of conclusions, with what they conclude."""
    concluded = {derivation.conclusion for derivation in derivations.values()}
    statements = {id: conclusions.statements[id] for id in sorted(concluded)}
    return Conclusions(statements, derivations, conclusions.rules)
