"""The whole of what would be otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ..garbage import no_cyclic_gc
from ..ontology import Vocabulary
from ..query.saved import SavedQuery
from ..rdf.labels import Labels
from ..reason.rules import Rules
from .answers import answers
from .case import Case
from .changes import Comparison
from .model import Impact, Retraction, Without
from .retraction import retract
from .sources import claims_of
from .supposition import suppose
from .words import Words
from .world import World


def impact(
    before: World,
    without: Without,
    vocabulary: Vocabulary,
    rules: Rules,
    questions: Mapping[str, SavedQuery] = MappingProxyType({}),
    tell: Callable[[str], None] = lambda _: None,
) -> Impact:
    """What would be otherwise: claims are retracted first, the rest is supposed of what remains.

    ``questions`` are asked before and after.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    with no_cyclic_gc():
        remaining = before
        retraction = supposition = None
        if without.sources:
            tell("taking claims away")
            claims = claims_of(without, before.facts)
            remaining = retract(before, claims, vocabulary, rules)
            both = Words(before, vocabulary), Words(remaining, vocabulary)
            compared = Comparison(before, remaining, *both)
            triples, derived = compared.triples(), compared.derived()
            tell("asking the saved questions")
            answered = answers(before, remaining, questions, vocabulary)
            retraction = Retraction(len(claims), triples, derived, *answered)
        if without.withheld:
            tell("supposing the rest")
            supposed = suppose(remaining, without.withheld, vocabulary, rules)
            supposition = Case(remaining, supposed, without, vocabulary).result()
        words = tuple(_said(without, before, vocabulary))
    return Impact(without, words, retraction, supposition)


def _said(without: Without, world: World, vocabulary: Vocabulary) -> Iterator[str]:
    facts = world.facts
    for id in without.documents:
        yield f"the claims of document {id}"
    for id in without.claimants:
        yield f"what came from or through {facts.entities[id].label}"
    for id in without.claims:
        statement = facts.statements[facts.claims[id].statement]
        yield f"the claim {id}: {Labels(facts, vocabulary).of(statement)}"
    for id in without.entities:
        yield f"{facts.entities[id].label}, withheld or destroyed"
    for id in without.permissions:
        yield f"the permission of {facts.entities[id].label}"
