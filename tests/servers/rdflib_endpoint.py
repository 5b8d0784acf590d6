"""rdflib-endpoint (PyPI): SPARQL over an rdflib Dataset, without the Graph Store Protocol.

Its default graph is the union of all graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .server import HOST, Server, free_ports, program, started


@contextmanager
def rdflib_endpoint_server(folder: Path, port: int | None = None) -> Iterator[Server]:
    """A server whose triples are in memory."""
    port = port or free_ports(1)[0]
    base = f"http://{HOST}:{port}"
    script = program("rdflib-endpoint", "PyPI: rdflib-endpoint")
    command = [script, "serve", "--host", HOST, "--port", str(port), "--enable-update"]
    with started(command, folder, f"{base}/") as pid:
        yield Server(
            name="rdflib-endpoint",
            base=base,
            query=f"{base}/",
            update=f"{base}/",
            store=None,
            auth=None,
            folder=folder,
            pid=pid,
        )
