"""A worker that loads the graph itself: settings and questions on standard input."""

from __future__ import annotations

import sys

from .. import wall
from .settings import Settings
from .worker import answer_all


class _Pipes:
    """Standard input and output as a connection."""

    def sendall(self, data: bytes) -> None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def receive(self, length: int) -> bytes:
        return sys.stdin.buffer.read(length)


def main() -> None:
    pipes = _Pipes()
    settings = Settings.read(pipes.receive)
    store = settings.store()
    wall.bound_memory(settings.bounds.memory)
    answer_all(pipes, store, settings.prefixes, settings.bounds)


if __name__ == "__main__":
    main()
