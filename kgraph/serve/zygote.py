"""The process that loads the graph once, and forks workers, which share its memory.

It obeys the server over a socket: each command is a byte and the number of a worker, as the
server counts them. FORK comes with the worker's end of a socket. Back comes READY once the graph
is loaded, and for each worker that is gone what ended it. When the server closes the socket, or
is itself gone, all workers are ended.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from .. import wall
from .settings import Settings
from .worker import answer_all

if TYPE_CHECKING:
    import pyoxigraph as ox

FORK, BEHIND, END = b"F", b"B", b"E"
READY, FAILED = 0, -1
"""Numbers that are no worker's."""

BACK = 5
"""Niceness of a worker that is put behind the others."""

COMMAND = struct.Struct("!cI")
NEWS = struct.Struct("!ii")


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = Settings.read(partial(_exactly, control))
    try:
        store = settings.store()
    except (OSError, SyntaxError, ValueError):
        control.sendall(NEWS.pack(FAILED, 0))
        return
    gc.collect()
    gc.freeze()  # else the collector would write to pages that are shared
    gc.disable()
    children: dict[int, int] = {}
    control.sendall(NEWS.pack(READY, len(store)))
    try:
        while True:
            command, handles, _, _ = socket.recv_fds(control, COMMAND.size, 1)
            if not command:
                return
            command += _exactly(control, COMMAND.size - len(command))
            order, number = COMMAND.unpack(command)
            if order == FORK:
                with suppress(OSError):  # no memory for it: the server sees it gone at once
                    child = os.fork()
                    if not child:
                        control.close()
                        _work(handles[0], store, settings)
                    children[number] = child
                os.close(handles[0])
            elif order == BEHIND:
                if number in children:
                    os.setpriority(os.PRIO_PROCESS, children[number], BACK)
            else:
                child = children.pop(number, 0)
                control.sendall(NEWS.pack(number, _end(child) if child else 0))
    except (ConnectionError, EOFError):
        pass
    finally:
        for child in children.values():
            _end(child)


class _Socket:
    def __init__(self, handle: int) -> None:
        self._socket = socket.socket(fileno=handle)
        self.sendall = self._socket.sendall

    def receive(self, length: int) -> bytes:
        try:
            return _exactly(self._socket, length)
        except EOFError:
            return b""


def _work(handle: int, store: ox.Store, settings: Settings) -> NoReturn:
    code = 1
    try:
        wall.end_with_parent()
        wall.bound_memory(settings.bounds.memory)
        answer_all(_Socket(handle), store, settings.prefixes, settings.bounds)
        code = 0
    except ConnectionError:
        code = 0
    finally:
        os._exit(code)  # what is the zygote's is not cleaned up by its child


def _end(child: int) -> int:
    """End the child if it runs, and tell what ended it: minus the signal, or the exit code."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _exactly(connection: socket.socket, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        more = connection.recv(length - len(found))
        if not more:
            raise EOFError
        found += more
    return bytes(found)


if __name__ == "__main__":
    main()
