"""Rules, proofs and impact: 10,000 claims against 100,000, of which each tenth is a dependency."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
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
from kgraph.problems import Report
from kgraph.rdf.projection import project
from kgraph.reason import rules
from kgraph.reason.derive import derive

from .generate import seeds

SIZES = 10_000, 100_000


def reasoning(show: Callable[..., None]) -> None:
    vocabulary = ontology.load()
    book = rules.load(vocabulary, Report())
    took = []
    for size in SIZES:
        facts = _facts(size)
        projection = project(facts, vocabulary)
        gc.freeze()
        conclusions = derive(facts, projection, vocabulary, book)
        number = len(conclusions.derivations)
        print(f"\n{size:,} generated claims, {size // 10:,} dependencies: {number:,} derivations")
        took.append(_median(lambda: derive(facts, projection, vocabulary, book)))
        show("all rules", took[-1])
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
            show(what, _median(lambda w=without: impact(before, w, vocabulary, book)))  # type: ignore[misc]
    show("all rules, ten times the claims", took[1] / took[0], "x", "goal: at most 12")


def _facts(size: int) -> Facts:
    with tempfile.TemporaryDirectory() as folder, no_cyclic_gc():
        seeds(size, Path(folder) / "seeds")
        return load(Path(folder) / "seeds", ontology.load(), Report())


def _median(run: Callable[[], object], times: int = 3) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return median(took)
