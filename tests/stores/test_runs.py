"""Pushes with faults at random: nothing lost, nothing doubled, nothing half-written unnoticed."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile

import pytest

from kgraph.api import BuiltGraph
from tests.stores.naive import Hopeful, Naive
from tests.stores.oxigraph import Oxigraph
from tests.stores.runs import Broken, Client, Run


@pytest.mark.parametrize(
    ("client", "promise"),
    [
        (Naive(), "status tells"),
        (Naive(), "said success"),
        (Hopeful(), "said success"),
    ],
)
def test_the_runs_find_what_a_careless_push_breaks(
    server: Oxigraph, versions: list[BuiltGraph], client: Client, promise: str
) -> None:
    def holds(seed: int) -> bool:
        try:
            Run(server, versions, client, seed).go()
        except Broken as broken:
            return promise not in str(broken).splitlines()[0]
        return True

    assert len(list(takewhile(holds, range(50)))) < 50


def test_a_run_is_what_its_seed_says(server: Oxigraph, versions: list[BuiltGraph]) -> None:
    """Whatever a thread does first: faults, late deliveries, who goes on of two at once."""
    for seed in range(3):
        logs = []
        for _ in range(2):
            run = Run(server, versions, Naive(), seed)
            with suppress(Broken):
                run.go()
            logs.append(run.log)
        assert logs[0] == logs[1]
