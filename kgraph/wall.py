"""Bounds for a process that runs queries, which no reading of the query can get around.

Queries run in processes of their own because the engine cannot be interrupted: whoever started
one ends it when time is up, and the operating system bounds its memory.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_LIMIT = 4 << 30
"""Bytes of address space."""

RESULT_LIMIT = 256 << 20
"""Bytes of a result."""


def limit(seconds: float) -> None:
    """Bound memory, result and processor time: the latter ends a worker whose parent is gone."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    cpu = int(seconds) + 2
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_FSIZE, RESULT_LIMIT),
        (resource.RLIMIT_CPU, cpu),
    ):
        _lower(resource, kind, most)


def _lower(resource: Any, kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):  # some systems do not know all limits
        resource.setrlimit(kind, (limit, limit))


def bound_memory(more: int) -> None:
    """Let the process grow by so many bytes beyond what it has."""
    try:
        import resource
    except ImportError:
        return
    try:
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:  # only Linux tells
        now = MEMORY_LIMIT
    _lower(resource, resource.RLIMIT_AS, now + more)


def bound_processor(seconds: float) -> None:
    """Processor time from now on; said anew, it is bounded anew.

    It ends a process that nobody is left to end.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def most_memory() -> int:
    """The most bytes of memory that the process ever held; 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def end_with_parent() -> None:
    """Have the system end this process as its parent ends, where it can (Linux)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


_PR_SET_PDEATHSIG = 1


def shut() -> bool:
    """Let the process open nothing any more: neither file nor socket.

    False where the system cannot bound that.
    """
    try:
        import resource
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return True


@contextlib.contextmanager
def shut_for(query: str) -> Iterator[bool]:
    """The same while the block runs a query that may ask another server.

    For any other nothing is shut: the limit is that of the whole process, in which threads of
    others would be kept from opening files and from waiting for their sockets. False where the
    query must not run.
    """
    if may_ask(query):
        with shut_for_now() as shut:
            yield shut
    else:
        yield True


@contextlib.contextmanager
def shut_for_now() -> Iterator[bool]:
    """The same for as long as the block runs."""
    try:
        import resource
    except ImportError:
        yield False
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield True
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def may_ask(query: str) -> bool:
    """Whether the query may ask another server, for where there is no wall."""
    return "service" in query.lower() or "\\u" in query.lower()
