"""What is served at a time: a built graph, what is known of it, and its workers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..api import load
from ..problems import KgraphError
from ..query.run import Graph
from .pool import Pool, Workshop
from .settings import Bounds, Settings
from .spool import Room

MEGABYTE = 1 << 20

ROOM = 16
"""How many of the largest results may be on their way at a time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may take."""

    seconds: float = 30.0
    memory: int = 1024 * MEGABYTE
    """Bytes beyond those of the graph."""
    size: int = 64 * MEGABYTE
    """Bytes of a result."""
    rows: int = 0
    """Rows or triples of a result; 0 where only its size is bounded."""
    workers: int = max(4, 2 * (os.cpu_count() or 1))
    """Queries that are answered at a time."""
    waiting: int = 100
    """Queries that may wait for their turn."""

    def with_workers(self, workers: int) -> Limits:
        return replace(self, workers=workers)


@dataclass(frozen=True, slots=True)
class Edition:
    """A built graph that is served, with its workers."""

    files: Graph
    pool: Pool
    digest: str
    """Of the dataset: what is told of one edition does not hold of another."""
    graphs: Mapping[str, int]
    """Triples of each named graph."""
    triples: int
    """Triples of the default graph."""

    @property
    def folder(self) -> Path:
        return self.files.nquads.parent


@dataclass(slots=True)
class Site:
    """What all routes share. ``edition`` is replaced as a whole when the graph is built anew:
    who answers a request takes it once.
    """

    edition: Edition
    limits: Limits = field(default_factory=Limits)
    path: str = "/sparql"
    """Where the endpoint is."""
    page: str = ""
    """Where people are sent that come to the endpoint with a browser and no query."""
    origins: tuple[str, ...] = ()
    """Origins beyond those on loopback whose pages may read answers; ``*`` for any."""


async def edition(folder: Path, limits: Limits) -> Edition:
    """The graph in an output folder, its workers ready.

    Raises:
        KgraphError: there is none, or it was changed since it was built.
    """
    files = load(folder).files
    try:
        canonical = json.loads((folder / "report.json").read_bytes())["canonical"]
        flat, named = (canonical["datasets"][file.name] for file in (files.ntriples, files.nquads))
        digests = str(flat["sha256"]), str(named["sha256"])
        triples = int(flat["quads"])
        graphs = {iri: int(found["quads"]) for iri, found in canonical["graphs"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        raise KgraphError(
            f"{folder.as_posix()}: report.json has no digests; run 'kgraph build' again"
        ) from None
    bounds = Bounds(limits.memory, limits.size, limits.rows)
    settings = Settings(str(files.ntriples), str(files.nquads), digests, files.prefixes, bounds)
    workshop = _workshop()(settings, Room(ROOM * limits.size))
    pool = Pool(workshop, limits.workers, limits.waiting, limits.seconds)
    try:
        await pool.open()
    except BaseException:
        await pool.close()
        raise
    return Edition(files, pool, digests[1], graphs, triples)


def _workshop() -> Callable[[Settings, Room], Workshop]:
    if hasattr(os, "fork"):
        from .forking import Forking

        return Forking
    from .spawning import Spawning

    return Spawning
