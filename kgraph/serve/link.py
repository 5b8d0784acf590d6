"""The server's end of a worker: one question at a time, and its whole answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Protocol

from . import frames
from .spool import Room, Spool


class GoneError(Exception):
    """The worker ended before it had answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered; ``content`` is to be closed by whoever reads it."""

    said: dict[str, Any]
    """The format of the result, or the fault of the query."""
    content: Spool
    good: bool


class Line(Protocol):
    """What leads to a worker."""

    def write(self, data: bytes) -> None: ...

    def abort(self) -> None: ...


class Link:
    """A worker that is free, asked, or gone."""

    def __init__(self, number: int, room: Room) -> None:
        self.number = number
        self.gone = False
        self.spent = False
        """Whether the worker is not to be asked again."""
        self._room = room
        self._line: Line | None = None
        self._asked: asyncio.Future[Answer] | None = None
        self._input = bytearray()
        self._content: Spool | None = None

    async def ask(self, question: bytes) -> Answer:
        """The answer; cancelled, or past its time, it closes the link.

        Raises:
            GoneError: the worker ended.
            OSError: there is no room for the result.
        """
        if self.gone or self._line is None:
            raise GoneError
        self._asked = asyncio.get_running_loop().create_future()
        self._content = Spool(self._room)
        self._line.write(question)
        try:
            return await self._asked
        except BaseException:
            self.close()
            raise
        finally:
            self._asked = None

    def close(self) -> None:
        self.gone = True
        if self._content is not None:
            self._content.close()
            self._content = None
        if self._line is not None:
            self._line.abort()

    def opened(self, line: Line) -> None:
        self._line = line

    def received(self, data: bytes) -> None:
        self._input += data
        at, size = 0, frames.HEAD.size
        while len(self._input) - at >= size:
            kind, length = frames.HEAD.unpack_from(self._input, at)
            if len(self._input) - at < size + length:
                break
            self._take(kind, self._input[at + size : at + size + length])
            at += size + length
        del self._input[:at]

    def lost(self) -> None:
        self.gone = True
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(GoneError())

    def _take(self, kind: bytes, content: bytearray) -> None:
        if self._asked is None or self._asked.done() or self._content is None:
            return
        if kind == frames.DATA:
            try:
                self._content.write(content)
            except OSError as error:
                self._asked.set_exception(error)
            return
        said = json.loads(content)
        self.spent |= said["spent"]
        taken, self._content = self._content, None
        taken.rewind()
        self._asked.set_result(Answer(said, taken, kind == frames.DONE))
