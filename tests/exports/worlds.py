"""Hypothesis strategy for facts of which some make plain triples.

Left to the policy of builds, hardly any would: it is told to let pass what it can.
"""

from __future__ import annotations

from kgraph.impact.world import World
from kgraph.model import Facts
from kgraph.rdf.projection import INCLUDABLE, Policy, project
from tests.cases import VOCABULARY
from tests.rdf.records import facts

_LENIENT = Policy(include=frozenset(INCLUDABLE))


def _world(facts: Facts) -> World:
    return World(facts, project(facts, VOCABULARY, _LENIENT))


worlds = facts().map(_world).filter(lambda world: bool(world.projection.claims))
