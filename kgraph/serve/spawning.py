"""Workers that each load the graph themselves, where the system cannot fork (Windows)."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from . import alone
from .link import Link
from .spool import Room

if TYPE_CHECKING:
    from .settings import Settings


class Spawning:
    """A workshop without a process of its own."""

    def __init__(self, settings: Settings, room: Room) -> None:
        self._settings, self._room = settings.written(), room
        self._workers: dict[int, _Worker] = {}

    async def open(self) -> None:
        """Nothing is to be done before."""

    async def hire(self, number: int) -> Link:
        link = Link(number, self._room)
        worker = _Worker(link)
        await asyncio.get_running_loop().subprocess_exec(
            lambda: worker,
            *(sys.executable, "-P", "-m", alone.__name__),
            stderr=subprocess.DEVNULL,
        )
        worker.write(self._settings)
        self._workers[number] = worker
        return link

    async def end(self, number: int) -> int:
        worker = self._workers.pop(number, None)
        if worker is None:
            return 0
        worker.abort()
        status = await worker.ended
        worker.process.close()
        return status

    def put_behind(self, number: int) -> None:
        """Left to the system."""

    async def close(self) -> None:
        await asyncio.gather(*map(self.end, list(self._workers)))


class _Worker(asyncio.SubprocessProtocol):
    """A process, as the line of a link."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self.process = transport
        self.link.opened(self)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.link.received(data)

    def process_exited(self) -> None:
        self.link.lost()
        self.ended.set_result(self.process.get_returncode() or 0)

    def write(self, data: bytes) -> None:
        pipe = self.process.get_pipe_transport(0)
        assert isinstance(pipe, asyncio.WriteTransport)
        pipe.write(data)

    def abort(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
