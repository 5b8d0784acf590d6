"""Workers forked from one process that has the graph, where the system can fork."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ..problems import KgraphError
from . import zygote
from .link import Link
from .spool import Room

if TYPE_CHECKING:
    from .settings import Settings

REST = 1.0
"""Seconds before a zygote that was lost is replaced."""


class Forking:
    """A workshop, in a process of its own; lost, it is set up anew."""

    def __init__(self, settings: Settings, room: Room) -> None:
        self._settings, self._room = settings.written(), room
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = asyncio.Event()
        self._news = bytearray()
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._closed = False
        self._failed = False

    async def open(self) -> None:
        await self._start()
        if self._failed:
            raise KgraphError("the graph is not as report.json has it; run 'kgraph build' again")

    async def hire(self, number: int) -> Link:
        await self._ready.wait()
        assert self._control is not None
        ours, theirs = socket.socketpair()
        with theirs, suppress(OSError):  # where nobody takes it, the link finds that out
            socket.send_fds(
                self._control, [zygote.COMMAND.pack(zygote.FORK, number)], [theirs.fileno()]
            )
        loop = asyncio.get_running_loop()
        link = Link(number, self._room)
        await loop.create_connection(lambda: _End(link), sock=ours)
        return link

    async def end(self, number: int) -> int:
        if self._control is None or not self._ready.is_set():
            return 0
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._ends[number] = told
        try:
            self._control.send(zygote.COMMAND.pack(zygote.END, number))
            return await told
        except OSError:
            return 0
        finally:
            self._ends.pop(number, None)

    def put_behind(self, number: int) -> None:
        if self._control is not None:
            with suppress(OSError):
                self._control.send(zygote.COMMAND.pack(zygote.BEHIND, number))

    async def close(self) -> None:
        self._closed = True
        self._let_go()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", zygote.__name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # the engine tells there of its own end
                start_new_session=True,  # what is typed at the terminal is for the server
            )
        ours.sendall(self._settings)
        ours.setblocking(False)
        self._control, self._failed = ours, False
        loop = asyncio.get_running_loop()
        loop.add_reader(ours, self._told)
        await self._ready.wait()

    def _told(self) -> None:
        assert self._control is not None
        try:
            more = self._control.recv(1 << 12)
        except BlockingIOError:
            return
        except ConnectionError:
            more = b""
        if not more:
            self._lost()
            return
        self._news += more
        size = zygote.NEWS.size
        while len(self._news) >= size:
            number, status = zygote.NEWS.unpack_from(self._news)
            del self._news[:size]
            if number == zygote.READY:
                self._ready.set()
            elif number == zygote.FAILED:
                self._failed = True
                self._ready.set()
            elif (told := self._ends.get(number)) and not told.done():
                told.set_result(status)

    def _lost(self) -> None:
        """The zygote is gone, and with it all workers."""
        self._let_go()
        self._ready.clear()
        if self._failed or self._closed:
            return
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._again = asyncio.ensure_future(self._start_again())

    async def _start_again(self) -> None:
        await asyncio.sleep(REST)
        if not self._closed:
            await self._start()

    def _let_go(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        self._news.clear()
        for told in self._ends.values():
            if not told.done():
                told.set_result(0)


class _End(asyncio.Protocol):
    """The server's end of a socket, as the line of a link."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.link.opened(transport)

    def data_received(self, data: bytes) -> None:
        self.link.received(data)

    def connection_lost(self, exception: Exception | None) -> None:
        self.link.lost()
