"""Workers that answer queries, and those who wait for one.

Few workers are there all the time. One that is past its time, or whose client has left, is ended,
and another takes its place. One that is at a query for long is put behind the others, and for as
many of these as there are workers another is hired: short queries are answered meanwhile.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from . import frames
from .link import Answer, GoneError, Link

LONG = 1.0
"""Seconds after which a query is a long one."""


class BusyError(Exception):
    """All workers are asked, and too many wait."""


class TooLongError(Exception):
    """The query was ended at its time limit."""


@dataclass(frozen=True, slots=True)
class Fell(Exception):
    """The worker ended in the midst of the query; ``code`` is minus a signal, or an exit code."""

    code: int


class Workshop(Protocol):
    """Where workers come from."""

    async def open(self) -> None:
        """Be ready to hire.

        Raises:
            KgraphError: that cannot be.
        """

    async def hire(self, number: int) -> Link:
        """A worker, under a number that no other has or had."""

    async def end(self, number: int) -> int:
        """End the worker, and tell what ended it: minus a signal, or an exit code."""

    def put_behind(self, number: int) -> None:
        """Let the worker run when others have nothing to do."""

    async def close(self) -> None:
        """End all workers, and wait until they are gone."""


class Pool:
    """So many workers, and the queue before them."""

    def __init__(self, workshop: Workshop, workers: int, waiting: int, seconds: float) -> None:
        self.seconds = seconds
        self._workshop, self._size, self._most_waiting = workshop, workers, waiting
        self._free: list[Link] = []
        self._waiting: deque[asyncio.Future[Link]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy = 0
        self._aside: set[int] = set()
        self._hired = 0
        self._closed = False

    async def open(self) -> None:
        """Start all workers.

        Raises:
            KgraphError: they cannot be.
        """
        await self._workshop.open()
        await asyncio.gather(*(self._hire() for _ in range(self._size)))

    async def ask(self, question: frames.Question) -> Answer:
        """The answer; a caller that is cancelled ends the query.

        Raises:
            BusyError: nobody was free in time.
            TooLongError: it took longer than it may.
            Fell: the worker did not survive it.
        """
        link = await self._taken()
        self._busy += 1
        timer = asyncio.get_running_loop().call_later(LONG, self._put_aside, link)
        try:
            async with asyncio.timeout(self.seconds):
                return await link.ask(frames.written(question))
        except TimeoutError:
            raise TooLongError from None
        except GoneError:
            raise Fell(await self._workshop.end(link.number)) from None
        finally:
            timer.cancel()
            self._busy -= 1
            self._give_back(link)

    async def drain(self) -> None:
        """Wait until all that was asked is answered."""
        while self._busy or self._waiting:
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """End all workers, and what they do."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await self._workshop.close()

    async def _taken(self) -> Link:
        while self._free:
            link = self._free.pop()
            if not link.gone:
                return link
            self._replace(link)
        if len(self._waiting) >= self._most_waiting:
            raise BusyError
        turn: asyncio.Future[Link] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self.seconds):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():  # its turn had just come
                self._give_back(turn.result())
            elif turn in self._waiting:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def _give_back(self, link: Link) -> None:
        if link.gone or link.spent:
            self._replace(link)
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(link)
                return
        self._free.append(link)

    def _replace(self, link: Link) -> None:
        link.close()

        async def replace() -> None:
            await self._workshop.end(link.number)
            if link.number in self._aside:  # another was hired then
                self._aside.remove(link.number)
            else:
                await self._hire()

        self._later(replace())

    def _put_aside(self, link: Link) -> None:
        link.spent = True  # what was put behind others stays there
        self._workshop.put_behind(link.number)
        if len(self._aside) < self._size:
            self._aside.add(link.number)
            self._later(self._hire())

    async def _hire(self) -> None:
        self._hired += 1
        self._give_back(await self._workshop.hire(self._hired))

    def _later(self, work: Awaitable[None]) -> None:
        if self._closed:
            return
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
