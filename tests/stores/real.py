"""``kgraph push`` as the runs call it: in process, with no waiting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgraph.api import BuiltGraph
from kgraph.stores.book import Book
from kgraph.stores.built import Build, opened
from kgraph.stores.compare import compare
from kgraph.stores.credentials import Credentials
from kgraph.stores.http import Client, Patience
from kgraph.stores.lease import Rhythm
from kgraph.stores.push import push
from kgraph.stores.server import Endpoints, find
from kgraph.stores.snapshot import snapshot
from tests.stores.versions import BASE

PATIENCE = Patience(tries=4, answer=10)
IMPATIENT = Rhythm(beat=3600, silence=-1, look=0)
"""Whoever finds a lease takes it over, whether its holder lives or not."""


@dataclass(frozen=True, slots=True)
class Real:
    triples: int = 0
    """Most that the store is sent at once; 0 for as many as push likes."""
    rhythm: Rhythm = IMPATIENT
    base: str = BASE

    def own(self, graph: str) -> bool:
        return graph == f"{self.base}graph/pushed"

    def push(self, graph: BuiltGraph, url: str) -> None:
        book = _book(graph, url)
        book.server.triples = self.triples
        push(_build(graph.files.nquads.parent), book, self.rhythm)

    def differing(self, graph: BuiltGraph, url: str) -> set[str]:
        build, book = _build(graph.files.nquads.parent), _book(graph, url)
        found = compare(build, book, snapshot(build, book))
        return {each.iri for each in found.graphs if each.state not in ("same", "not ours")}


def _book(graph: BuiltGraph, url: str) -> Book:
    client = Client(Credentials(), PATIENCE, sleep=lambda seconds: None)
    return _build(graph.files.nquads.parent).book(find(client, url, Endpoints()))


@cache
def _build(folder: Path) -> Build:
    return opened(folder)
