"""What pieces of software share while the matrix runs: a folder, one Java process."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import TypeVar

from .java import Java

T = TypeVar("T")


class Bench:
    """A scratch folder, and programs that are started when first asked for."""

    def __init__(self, scratch: Path, stack: ExitStack) -> None:
        self.scratch = scratch
        self._stack = stack
        self._lock = Lock()
        self._java: Java | None = None
        self._processes: ProcessPoolExecutor | None = None

    @property
    def java(self) -> Java:
        """The one Java process."""
        with self._lock:
            if self._java is None:
                self._java = self._stack.enter_context(Java.started(self.folder("java")))
            return self._java

    def apart(self, function: Callable[..., T], *arguments: object) -> T:
        """What the function gives in a process of its own, as threads share one processor."""
        with self._lock:
            if self._processes is None:
                self._processes = self._stack.enter_context(
                    ProcessPoolExecutor(2, mp_context=get_context("spawn"))
                )
        return self._processes.submit(function, *arguments).result()

    def folder(self, name: str) -> Path:
        """An empty folder; names may be asked for again."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.scratch))


@contextmanager
def bench() -> Iterator[Bench]:
    """Everything that was started is stopped, and the folder gone, at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="kgraph-matrix-") as scratch,
        ExitStack() as stack,
    ):
        yield Bench(Path(scratch), stack)
