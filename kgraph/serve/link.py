"""The server's end of a worker: one question at a time, and its whole answer."""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import dataclass
from typing import IO, Any

from . import frames

IN_MEMORY = 1 << 18
"""Bytes of a result that are kept in memory; of a larger one, all are in a file without a name."""


class GoneError(Exception):
    """The worker ended before it had answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered; ``content`` is to be closed by whoever reads it."""

    said: dict[str, Any]
    """The format of the result, or the fault of the query."""
    content: IO[bytes]
    size: int
    good: bool


class Link(asyncio.Protocol):
    """A worker that is free, asked, or gone."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.gone = False
        self.spent = False
        self._transport: asyncio.Transport | None = None
        self._asked: asyncio.Future[Answer] | None = None
        self._input = bytearray()
        self._content: IO[bytes] | None = None

    async def ask(self, question: bytes) -> Answer:
        """The answer.

        Raises:
            GoneError: the worker ended.
        """
        assert self._asked is None
        if self.gone or self._transport is None:
            raise GoneError
        self._asked = asyncio.get_running_loop().create_future()
        self._content = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._transport.write(question)
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
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._input += data
        at, size = 0, frames.HEAD.size
        while len(self._input) - at >= size:
            kind, length = frames.HEAD.unpack_from(self._input, at)
            if len(self._input) - at < size + length:
                break
            self._take(kind, self._input[at + size : at + size + length])
            at += size + length
        del self._input[:at]

    def connection_lost(self, exception: Exception | None) -> None:
        self.gone = True
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(GoneError())

    def _take(self, kind: bytes, content: bytearray) -> None:
        if self._asked is None or self._asked.done() or self._content is None:
            return
        if kind == frames.DATA:
            try:
                self._content.write(content)
            except OSError as error:  # such as a full disk
                self._asked.set_exception(error)
            return
        said = json.loads(content)
        self.spent = said["spent"]
        taken, self._content = self._content, None
        size = taken.tell()
        taken.seek(0)
        self._asked.set_result(Answer(said, taken, size, kind == frames.DONE))
