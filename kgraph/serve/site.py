"""What is served at a time: a built graph, what is known of it, and its workers."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..api import load
from ..problems import KgraphError
from ..publish.output import check_as_built
from ..query.run import Graph
from .forking import Forking
from .pool import Pool
from .worker import Bounds

MEGABYTE = 1 << 20


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
    check_as_built(files.nquads)
    check_as_built(files.ntriples)
    try:
        canonical = json.loads((folder / "report.json").read_bytes())["canonical"]
        digest = canonical["datasets"]["graph.nq"]["sha256"]
        triples = int(canonical["datasets"]["graph.nt"]["quads"])
        graphs = {iri: int(found["quads"]) for iri, found in canonical["graphs"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        raise KgraphError(
            f"{folder.as_posix()}: report.json has no digests; run 'kgraph build' again"
        ) from None
    workshop = Forking(files, Bounds(limits.memory, limits.size, limits.rows))
    pool = Pool(workshop, limits.workers, limits.waiting, limits.seconds)
    try:
        await pool.open()
    except BaseException:
        await pool.close()
        raise
    return Edition(files, pool, digest, graphs, triples)
