"""The whole of what would be otherwise."""

from __future__ import annotations

from collections.abc import Callable

from ..ontology import Vocabulary
from ..reason.rules import Rules
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
    tell: Callable[[str], None] = lambda _: None,
) -> Impact:
    """What would be otherwise: claims are retracted first, the rest is supposed of what remains.

    Raises:
        KgraphError: the rules ran out of time or memory.
    """
    remaining = before
    retraction = supposition = None
    if without.sources:
        tell("taking claims away")
        claims = claims_of(without, before.facts)
        remaining = retract(before, claims, vocabulary, rules)
        words = Words(before, vocabulary), Words(remaining, vocabulary)
        compared = Comparison(before, remaining, *words)
        retraction = Retraction(len(claims), compared.triples(), compared.derived())
    if without.withheld:
        tell("supposing the rest")
        supposed = suppose(remaining, without.withheld, vocabulary, rules)
        supposition = Case(remaining, supposed, without, vocabulary).result()
    return Impact(without, retraction, supposition)
