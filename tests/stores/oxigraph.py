"""A real Oxigraph server of one's own, and its content past all clients."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen


def program() -> str | None:
    """Where the server is installed."""
    beside = str(Path(sys.executable).parent)
    return shutil.which("oxigraph", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))


@dataclass(frozen=True, slots=True)
class Oxigraph:
    url: str

    def quads(self) -> frozenset[bytes]:
        """All that it holds, as lines of N-Quads."""
        return frozenset(self._ask("GET", "/store", accept="application/n-quads").splitlines())

    def add(self, nquads: bytes) -> None:
        self._ask("POST", "/store", nquads, "application/n-quads")

    def update(self, update: str) -> None:
        self._ask("POST", "/update", update.encode(), "application/sparql-update")

    def put(self, graph: str, ntriples: bytes) -> None:
        self._ask("PUT", f"/store?graph={quote(graph, '')}", ntriples, "application/n-triples")

    def clear(self) -> None:
        self.update("DROP ALL")

    def _ask(
        self, method: str, path: str, body: bytes | None = None, type: str = "", accept: str = "*/*"
    ) -> bytes:
        headers = {"Accept": accept, **({"Content-Type": type} if type else {})}
        request = Request(self.url + path, body, headers, method=method)
        with urlopen(request, timeout=20) as answer:
            content: bytes = answer.read()
            return content


@contextmanager
def oxigraph(*options: str, command: str = "serve") -> Iterator[Oxigraph]:
    """A server with an empty store in memory, or as the options have it."""
    path = program()
    assert path, "Oxigraph's server is not installed (PyPI: oxigraph)"
    port = _free_port()
    process = subprocess.Popen(
        [path, command, "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        store = Oxigraph(f"http://127.0.0.1:{port}")
        _wait_until_it_answers(store.url, process)
        yield store
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < give_up:
        with suppress(URLError, ConnectionError), urlopen(f"{url}/query?query=ASK%7B%7D"):
            return
        time.sleep(0.01)
    raise TimeoutError("the server did not start")
