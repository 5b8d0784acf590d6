"""HTTP connections whose requests begin within bounds."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 1 << 18
"""Bytes of a request before its body."""

HEAD_IN = 20.0
"""Seconds in which they come."""


class Connection(HttpToolsProtocol):
    """One that is cut where the head of a request is too large, or too long in coming."""

    _head = 0
    _in_head = True
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head += len(data)
            if self._head > MOST_HEAD:
                self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        self._stop_clock()
        self._in_head = False
        super().on_headers_complete()

    def _await_head(self) -> None:
        self._in_head, self._head = True, 0
        self._stop_clock()
        self._clock = self.loop.call_later(HEAD_IN, self.transport.abort)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
