"""Hypothesis strategy for facts of which some make plain triples."""

from __future__ import annotations

from kgraph.impact.world import World
from kgraph.model import Facts
from kgraph.rdf.projection import project
from tests.cases import VOCABULARY
from tests.rdf.records import facts


def _world(facts: Facts) -> World:
    return World(facts, project(facts, VOCABULARY))


worlds = facts().map(_world).filter(lambda world: bool(world.projection.claims))
