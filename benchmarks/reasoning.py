"""Rules, proofs and impact: 10,000 claims against 100,000, of which each tenth is a dependency."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from kgraph import ontology
from kgraph.explain.known import Known
from kgraph.facts.load import load
from kgraph.garbage import no_cyclic_gc
from kgraph.impact.model import Without
from kgraph.impact.run import impact
from kgraph.impact.world import World
from kgraph.model import Facts
from kgraph.ontology import Vocabulary
from kgraph.problems import Report
from kgraph.rdf.projection import project
from kgraph.reason import rules
from kgraph.reason.derive import derive
from kgraph.reason.rules import Rules

from .generate import seeds

SIZES = 10_000, 100_000


def reasoning(show: Callable[..., None]) -> None:
    vocabulary = ontology.load()
    book = rules.load(vocabulary, Report())
    small, large = (_of_size(size, vocabulary, book, show) for size in SIZES)
    show("all rules, ten times the claims", large / small, "x", "goal: at most 12")


def _of_size(size: int, vocabulary: Vocabulary, book: Rules, show: Callable[..., None]) -> float:
    """Seconds that all rules take."""
    facts = _facts(size)
    projection = project(facts, vocabulary)
    gc.freeze()
    run = partial(derive, facts, projection, vocabulary, book)
    conclusions = run()
    number = len(conclusions.derivations)
    print(f"\n{size:,} generated claims, {size // 10:,} dependencies: {number:,} derivations")
    took = _median(run)
    show("all rules", took)
    known = Known(facts, vocabulary, book)
    derived = [id for id in conclusions.statements if not known.is_claimed_fact(id)]
    known.proofs.best(derived[0])
    each = []
    for id in islice(derived, 1, None, max(1, len(derived) // 500)):
        start = time.perf_counter()
        assert known.proofs.best(id)
        each.append(time.perf_counter() - start)
    show("a proof", median(each) * 1000, "ms")
    show("slowest proof", max(each) * 1000, "ms")
    before = World(facts, projection, conclusions)
    for what, without in (
        ("impact --without ENTITY", Without(entities=("force-0",))),
        ("impact --without-source CLAIMANT", Without(claimants=("press",))),
    ):
        show(what, _median(partial(impact, before, without, vocabulary, book)))
    return took


def _facts(size: int) -> Facts:
    with tempfile.TemporaryDirectory() as folder, no_cyclic_gc():
        seeds(size, Path(folder) / "seeds")
        return load(Path(folder) / "seeds", ontology.load(), Report())


def _median(run: Callable[[], object], times: int = 3) -> float:
    took = []
    with no_cyclic_gc():  # as builds do
        for _ in range(times):
            start = time.perf_counter()
            run()
            took.append(time.perf_counter() - start)
    return median(took)
