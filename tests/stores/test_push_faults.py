"""``kgraph push``: each fault at each request, and several pushes at the same time."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from kgraph.api import BuiltGraph
from kgraph.stores.lease import Rhythm
from tests.stores.faults import NONE, Chance, Fault, Gets, Told, never, script
from tests.stores.oxigraph import Oxigraph
from tests.stores.real import IMPATIENT, Real
from tests.stores.runs import Run

EACH = [
    Fault(Gets.NOTHING, Told.CUT, kill=True),
    Fault(Gets.IT, Told.CUT, kill=True),
    Fault(Gets.LATE, Told.CUT, kill=True),
    Fault(Gets.SHORTENED, Told.CUT, kill=True),
    Fault(Gets.LATE, Told.CUT),
    Fault(Gets.AGAIN, after=1000),
    Fault(Gets.NOTHING, Told.REFUSED, status=413),
    Fault(Gets.IT, Told.REFUSED, status=413),
]


@pytest.mark.slow
@pytest.mark.parametrize("fault", EACH, ids=str)
def test_each_fault_at_each_request(
    server: Oxigraph, versions: list[BuiltGraph], fault: Fault
) -> None:
    for number in count():
        faults = script([*[NONE] * number, fault])
        run = Run(server, versions, Real(triples=100), number)
        with run.in_use():
            run.attempt((versions[1], never))
            run.attempt((versions[2], faults))
            run.deliver_late()
            run.mend(versions[0])
            if fault not in [was for proxy in run.proxies for _, was in proxy.seen]:
                return


AT_ONCE = Rhythm(beat=0.02, silence=10, look=0.002)
"""Of pushes that wait for each other."""


@pytest.mark.parametrize("rate", [0.0, 0.2])
def test_pushes_at_once_that_wait_for_each_other(
    server: Oxigraph, versions: list[BuiltGraph], rate: float
) -> None:
    for seed in range(3):
        run = Run(server, versions, Real(rhythm=AT_ONCE), seed, in_turns=False)
        with run.in_use():
            faults = [Chance(Random(seed + each), rate) for each in range(3)]
            well = run.attempt(*zip(versions, faults, strict=False))
            assert all(well) or rate
            run.deliver_late()
            run.mend(versions[3])


@pytest.mark.slow
@pytest.mark.parametrize("rhythm", [AT_ONCE, IMPATIENT], ids=["waiting", "taking over"])
def test_pushes_at_once(server: Oxigraph, versions: list[BuiltGraph], rhythm: Rhythm) -> None:
    for seed in range(30):
        random = Random(seed)
        run = Run(server, versions, Real(rhythm=rhythm), seed, in_turns=False)
        with run.in_use():
            for _ in range(2):
                pushed = random.sample(versions, 3)
                run.attempt(*((each, Chance(Random(random.random()), 0.1)) for each in pushed))
            run.deliver_late()
            run.mend(versions[3])
