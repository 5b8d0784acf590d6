"""``kgraph push`` with faults: nothing lost, nothing doubled, nothing half-written unnoticed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kgraph.api import BuiltGraph
from kgraph.stores.book import Change, Held
from tests.stores.oxigraph import Oxigraph
from tests.stores.real import Real
from tests.stores.runs import Broken, Run

REAL = [Real(), Real(triples=40)]


def go(server: Oxigraph, versions: list[BuiltGraph], seeds: Iterable[int]) -> None:
    for seed in seeds:
        Run(server, versions, REAL[seed % 2], seed).go()


def test_some_runs(server: Oxigraph, versions: list[BuiltGraph]) -> None:
    go(server, versions, range(8))


def test_runs_find_a_push_that_writes_without_a_lease(
    server: Oxigraph, versions: list[BuiltGraph], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Held.part

    def without(held: Held, change: Change) -> str:
        text = part(held, change)
        return text if held.next.lease in text else text.rpartition("WHERE")[0] + "WHERE {}"

    monkeypatch.setattr(Held, "part", without)
    with pytest.raises(Broken):
        go(server, versions, range(50))


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_runs(server: Oxigraph, versions: list[BuiltGraph], hundred: int) -> None:
    go(server, versions, range(100 * hundred, 100 * hundred + 100))
