"""``kgraph push`` with faults: nothing lost, nothing doubled, nothing half-written unnoticed."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from kgraph.api import BuiltGraph
from tests.stores.faults import NONE, Fault, Gets, Request, Told, never
from tests.stores.oxigraph import Oxigraph
from tests.stores.real import Real
from tests.stores.runs import Run

REAL = [Real(), Real(triples=100)]


@pytest.mark.parametrize("seed", range(20))
def test_runs(server: Oxigraph, versions: list[BuiltGraph], seed: int) -> None:
    Run(server, versions, REAL[seed % 2], seed).go()


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_runs(server: Oxigraph, versions: list[BuiltGraph], hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        Run(server, versions, REAL[seed % 2], seed).go()


EACH = [
    *(Fault(Gets.SHORTENED, Told.CUT, kept=part / 8) for part in range(1, 8)),
    *(Fault(gets, Told.CUT) for gets in Gets if gets is not Gets.SHORTENED),
    *(Fault(gets, Told.REFUSED, status=400) for gets in (Gets.NOTHING, Gets.IT)),
    Fault(Gets.NOTHING, Told.REFUSED, status=500),
    Fault(Gets.IT, Told.REFUSED, status=413),
    Fault(Gets.AGAIN, after=1000),
    Fault(Gets.IT, Told.PART),
]


@pytest.mark.slow
@pytest.mark.parametrize("client", REAL, ids=["whole", "in batches"])
@pytest.mark.parametrize("dies", [False, True], ids=["goes on", "dies"])
@pytest.mark.parametrize("fault", EACH, ids=str)
def test_each_fault_at_each_request(
    server: Oxigraph, versions: list[BuiltGraph], client: Real, fault: Fault, dies: bool
) -> None:
    """From one version to another, then from there to a third."""
    for number in count():
        at = At(number, fault, dies)
        run = Run(server, versions, client, number)
        with run.in_use():
            run.attempt((versions[1], never))
            run.attempt((versions[2], at))
            run.deliver_late()
            run.mend(versions[0])
            run.deliver_late()
            run.mend(versions[3])
        if at.left >= 0:
            return


class At:
    """One fault, at one request; perhaps nothing comes of the client after it."""

    def __init__(self, number: int, fault: Fault, dies: bool) -> None:
        self.left, self.fault, self.dies = number, fault, dies

    def __call__(self, request: Request) -> Fault:
        self.left -= 1
        if self.left == -1:
            return replace(self.fault, kill=self.dies)
        return NONE
