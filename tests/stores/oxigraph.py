"""A real Oxigraph server of one's own, and its content past all clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.servers.oxigraph import executable
from tests.servers.server import HOST, free_ports, started


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
def oxigraph(folder: Path, *options: str, command: str = "serve") -> Iterator[Oxigraph]:
    """A server with an empty store in memory, or as the options have it."""
    base = f"http://{HOST}:{free_ports(1)[0]}"
    bind = ["--bind", base.removeprefix("http://")]
    with started([executable(), command, *bind, *options], folder, f"{base}/query"):
        yield Oxigraph(base)
