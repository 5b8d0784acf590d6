"""What is served at a time: a built graph, what is known of it, and its workers."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..api import load
from ..problems import KgraphError
from ..publish.build import PAGE
from ..publish.output import REPORT
from ..query.run import Graph
from .pages.desk import Desk
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
    desk: Desk
    digest: str
    """Of the dataset: what is told of one edition does not hold of another."""
    graphs: Mapping[str, int]
    """Triples of each named graph."""
    triples: int
    """Triples of the default graph."""

    explorer: bytes
    """``index.html``."""
    explorer_digest: str

    @property
    def folder(self) -> Path:
        return self.files.nquads.parent

    async def close(self) -> None:
        """Let queries that run come to their end, and end all processes."""
        await self.pool.close()
        await self.desk.close()


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
    running: set[asyncio.Task[None]] = field(default_factory=set)
    """Requests that are being answered, of whichever edition."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left. Whoever loads the graph's files holds them against the digests."""

    files: Graph
    digests: tuple[str, str]
    """Of the flat graph and of the named graphs."""
    graphs: Mapping[str, int]
    triples: int
    explorer: bytes
    explorer_digest: str

    @property
    def digest(self) -> str:
        return self.digests[1]


def built(folder: Path) -> Built:
    """What is in an output folder.

    Raises:
        KgraphError: nothing is, or not all of it is of the same build.
    """
    files = load(folder).files
    try:
        report = json.loads((folder / REPORT).read_bytes())
        datasets = report["canonical"]["datasets"]
        flat, named = (datasets[file.name] for file in (files.ntriples, files.nquads))
        found = Built(
            files,
            (str(flat["sha256"]), str(named["sha256"])),
            {iri: int(found["quads"]) for iri, found in report["canonical"]["graphs"].items()},
            int(flat["quads"]),
            (folder / PAGE).read_bytes(),
            str(report["files"][PAGE]["sha256"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise KgraphError(
            f"{folder.as_posix()}: {REPORT} has no digests; run 'kgraph build' again"
        ) from None
    if hashlib.sha256(found.explorer).hexdigest() != found.explorer_digest:
        raise KgraphError(
            f"{(folder / PAGE).as_posix()}: is not as {REPORT} has it; run 'kgraph build' again"
        )
    return found


async def edition(folder: Path, limits: Limits) -> Edition:
    """The graph in an output folder, its workers ready.

    Raises:
        KgraphError: there is none, or it was changed since it was built, or while it was loaded.
    """
    found = await asyncio.to_thread(built, folder)
    files = found.files
    bounds = Bounds(limits.memory, limits.size, limits.rows)
    settings = Settings(
        str(files.ntriples), str(files.nquads), found.digests, files.prefixes, bounds
    )
    workshop = _workshop()(settings, Room(ROOM * limits.size))
    pool = Pool(workshop, limits.workers, limits.waiting, limits.seconds)
    try:
        await pool.open()
    except BaseException:
        await pool.close()
        raise
    desk = Desk(folder, found.digest)
    return Edition(
        files,
        pool,
        desk,
        found.digest,
        found.graphs,
        found.triples,
        found.explorer,
        found.explorer_digest,
    )


def _workshop() -> Callable[[Settings, Room], Workshop]:
    if hasattr(os, "fork"):
        from .forking import Forking

        return Forking
    from .spawning import Spawning

    return Spawning
