"""Several clients at once, one request at a time, in an order that chance decides."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from random import Random


class Turns:
    """The same order for the same seed: nobody goes on before each client has asked or ended."""

    def __init__(self, random: Random, clients: int) -> None:
        self._random = random
        self._live = set(range(clients))
        self._waiting: list[tuple[int, int]] = []
        self._now: tuple[int, int] | None = None
        self._tickets = count()
        self._changed = threading.Condition()

    def of(self, client: int) -> Callable[[], AbstractContextManager[None]]:
        return lambda: self._turn(client)

    @contextmanager
    def _turn(self, client: int) -> Iterator[None]:
        with self._changed:
            ticket = client, next(self._tickets)
            self._waiting.append(ticket)
            self._choose()
            self._changed.wait_for(lambda: self._now == ticket)
            self._waiting.remove(ticket)
        try:
            yield
        finally:
            with self._changed:
                self._now = None
                self._choose()

    def end(self, client: int) -> None:
        """Nothing more comes of this client."""
        with self._changed:
            self._live.discard(client)
            self._choose()

    def _choose(self) -> None:
        asking = {client for client, _ in self._waiting}
        if self._now is None and asking and self._live <= asking:
            client = self._random.choice(sorted(asking))
            self._now = min(ticket for ticket in self._waiting if ticket[0] == client)
            self._changed.notify_all()
