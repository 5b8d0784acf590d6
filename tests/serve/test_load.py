"""Fifty clients at once, some of them bad, slow or greedy: the others are served all the same.

For a minute, as the project promises it: ``python -m benchmarks.serving --seconds 60``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.load import Memory, load
from benchmarks.serving import questions
from tests.serve.running import running
from tests.serve.test_life import gone

MEGABYTE = 1 << 20
WORKERS, MEMORY = 4, 128


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is measured on Linux alone")
def test_good_queries_are_answered_whatever_others_ask(built: Path) -> None:
    options = ("--timeout", "6", "--memory", str(MEMORY), "--max-result", "8")
    with running(built, *options, "--workers", str(WORKERS)) as server:
        with Memory(server.process.pid) as memory:
            tally = load(server.url, questions(built), seconds=20)
        assert server.ask("ASK {}").status == 200
    assert not tally.wrong, tally.wrong[:10]
    assert tally.good > 200
    for kind, status in (("bad", 400), ("bad", 500), ("slow", 504), ("huge", 500)):
        assert tally.statuses[kind, status] > 0
    assert memory.most < (2 * WORKERS * MEMORY + 300) * MEGABYTE
    assert gone(memory.processes)
