"""Oxigraph's server (PyPI: oxigraph)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .server import HOST, Server, free_ports, program, started


def executable() -> str:
    """Path of the program, which is command line tool and server in one."""
    return program("oxigraph", "PyPI: oxigraph")


@contextmanager
def oxigraph_server(
    folder: Path, location: Path | None = None, port: int | None = None
) -> Iterator[Server]:
    """A server whose triples are in memory, or in the folder ``location``, as `load` fills it."""
    port = port or free_ports(1)[0]
    base = f"http://{HOST}:{port}"
    command = [executable(), "serve", "--bind", f"{HOST}:{port}"]
    if location is not None:
        command += ["--location", str(location)]
    with started(command, folder, f"{base}/query") as pid:
        yield Server(
            name="oxigraph",
            base=base,
            query=f"{base}/query",
            update=f"{base}/update",
            store=f"{base}/store",
            auth=None,
            folder=folder,
            pid=pid,
        )
