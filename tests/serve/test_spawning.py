"""Where nothing can be forked, each worker loads the graph itself; the rest is the same."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kgraph.api import load
from kgraph.publish.output import digest_of
from kgraph.serve.frames import Question
from kgraph.serve.pool import Fell, Pool, TooLongError
from kgraph.serve.settings import Bounds, Settings
from kgraph.serve.spawning import Spawning
from kgraph.serve.spool import Room
from tests.serve.test_bounds import GREEDY, SLOW


def test_queries_are_answered_and_bounds_hold(built: Path) -> None:
    files = load(built).files
    bounds = Bounds(memory=64 << 20, size=1 << 20)
    names = str(files.ntriples), str(files.nquads)
    digests = digest_of(files.ntriples), digest_of(files.nquads)
    settings = Settings(*names, digests, files.prefixes, bounds)

    async def ask_all() -> None:
        pool = Pool(Spawning(settings, Room(1 << 24)), workers=1, waiting=10, seconds=3.0)
        await pool.open()
        try:
            for query, fault in ((SLOW, TooLongError), (GREEDY, Fell)):
                with pytest.raises(fault):
                    await pool.ask(Question(query, rows_as="json"))
                answer = await pool.ask(Question("ASK {}", rows_as="json"))
                assert answer.content.read() == b'{"head":{},"boolean":true}'
                answer.content.close()
        finally:
            await pool.close()

    # in a thread of its own: where a browser was started, the main one has a loop that runs
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(ask_all())).result()
