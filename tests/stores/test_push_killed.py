"""``kgraph push`` as a process that is killed, or told to stop, in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from kgraph.api import BuiltGraph
from tests.processes import ROOT
from tests.stores.faults import NONE, Fault, Gets, Request, Told, never
from tests.stores.oxigraph import Oxigraph
from tests.stores.proxy import Proxy
from tests.stores.real import Real
from tests.stores.runs import Run

pytestmark = pytest.mark.slow


@contextmanager
def pushing(version: BuiltGraph, url: str) -> Iterator[subprocess.Popen[str]]:
    """The process, which is ended afterwards if it was not."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("KGRAPH_")}
    output = str(version.files.nquads.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", "push", url, "--output", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**inherited, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_killed_at_a_request(server: Oxigraph, versions: list[BuiltGraph]) -> None:
    """At the first, the second and so on, until one came to its end."""
    for number in range(1, 40):
        run = Run(server, versions, Real(), number)
        with run.in_use():
            run.attempt((versions[1], never))
            before, left = run.held(), [number]

            def faults(request: Request, left: list[int] = left) -> Fault:
                left[0] -= 1
                return Fault(Gets.IT, Told.CUT, kill=True) if not left[0] else NONE

            with (
                Proxy(server.url, faults, log=run.log) as proxy,
                pushing(versions[2], proxy.url) as process,
            ):
                proxy.kill = process.kill
                _, errors = process.communicate(timeout=60)
            well = process.returncode == 0
            assert well or process.returncode == -signal.SIGKILL, errors
            run.check(before, [(versions[2], well)])
            run.mend(versions[Random(number).choice([0, 2, 3])])
        if well:
            return
    pytest.fail("it did not come to its end")


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_any_moment(server: Oxigraph, versions: list[BuiltGraph], seed: int) -> None:
    run, random = Run(server, versions, Real(), seed), Random(seed)
    with run.in_use():
        run.attempt((versions[1], never))
        before = run.held()
        with Proxy(server.url, log=run.log) as proxy, pushing(versions[2], proxy.url) as process:
            while not proxy.seen and process.poll() is None:
                time.sleep(0.001)
            time.sleep(random.uniform(0, 0.1))
            process.kill()
            _, errors = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), errors
        run.check(before, [(versions[2], process.returncode == 0)])
        run.mend(versions[2])


def test_told_to_stop_while_the_server_is_silent(
    server: Oxigraph, versions: list[BuiltGraph]
) -> None:
    """It ends at once, says so in a line, and gives the lease back."""
    run = Run(server, versions, Real(), 0)
    waiting: list[Request] = []

    def faults(request: Request) -> Fault:
        if b"claim/" in request.body and request.writes and not waiting:
            waiting.append(request)
            return Fault(Gets.NOTHING, Told.SILENCE)
        return NONE

    with run.in_use(), Proxy(server.url, faults, log=run.log) as proxy:
        with pushing(versions[1], proxy.url) as process:
            while not waiting and process.poll() is None:
                time.sleep(0.01)
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=15)
        assert process.returncode not in (0, None)
        assert "Traceback" not in errors
        assert output == ""
        assert not any(b"#lease>" in quad for quad in server.quads())
        assert run.client.differing(versions[1], server.url)
        run.mend(versions[1])


def test_the_next_push_goes_on_where_one_was_killed(
    server: Oxigraph, versions: list[BuiltGraph]
) -> None:
    """Once it has seen no sign of life for half a minute."""
    run = Run(server, versions, Real(), 0)

    def faults(request: Request) -> Fault:
        kill = request.writes and b"claim/" in request.body
        return Fault(Gets.IT, Told.CUT, kill=True) if kill else NONE

    with run.in_use():
        with Proxy(server.url, faults) as proxy, pushing(versions[1], proxy.url) as process:
            proxy.kill = process.kill
            process.communicate(timeout=60)
        assert any(b"#lease>" in quad for quad in server.quads())
        with pushing(versions[1], server.url) as process:
            _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert not run.client.differing(versions[1], server.url)
