"""A push to Oxigraph's server, against the time that its own bulk load takes over HTTP."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph import ontology
from kgraph.facts.load import load
from kgraph.problems import Report
from kgraph.publish.build import build
from kgraph.stores.built import Build, opened
from kgraph.stores.compare import compare
from kgraph.stores.http import Client
from kgraph.stores.push import push
from kgraph.stores.server import Endpoints, find
from kgraph.stores.snapshot import snapshot
from tests.servers import oxigraph_server

from .generate import seeds

CLAIMS = 5_000
"""They make about 150,000 quads."""
ROUNDS = 5


def pushing(show: Callable[..., None]) -> None:
    """Medians of rounds in which one follows the other, as the machine may have other work."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        built = _built(folder / "seeds", folder / "output", CLAIMS)
        quads = sum(digest.quads for digest in built.graphs.values())
        print(f"\nPush of {quads:,} quads in {len(built.graphs)} graphs to Oxigraph on disk")
        theirs, ours, same, told = [], [], [], []
        for _ in range(ROUNDS):
            with _store() as url:
                theirs.append(_seconds(lambda url=url: _bulk(url, built.nquads)))  # type: ignore[misc]
            with _store() as url:
                ours.append(_seconds(lambda url=url: _push(url, built)))  # type: ignore[misc]
                same.append(_seconds(lambda url=url: _push(url, built)))  # type: ignore[misc]
                told.append(_seconds(lambda url=url: _status(url, built)))  # type: ignore[misc]
    bulk, first = statistics.median(theirs), statistics.median(ours)
    show("POST /store, one file of N-Quads", bulk)
    ratio = statistics.median(mine / yours for mine, yours in zip(ours, theirs, strict=True))
    show("kgraph push", first, ratio=f"{ratio:.2f} x the bulk load (goal 1.5)")
    show("kgraph push, nothing changed", statistics.median(same), ratio="goal 1.0 s")
    show("kgraph status", statistics.median(told))


def _built(path: Path, output: Path, claims: int) -> Build:
    seeds(claims, path)
    report, vocabulary = Report(), ontology.load()
    build(load(path, vocabulary, report), vocabulary, report, output)
    return opened(output)


@contextmanager
def _store() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with oxigraph_server(folder, folder / "store") as server:
            yield server.base


def _bulk(url: str, nquads: Path) -> None:
    body = nquads.read_bytes()
    Client().post(f"{url}/store", body, "*/*", content_type="application/n-quads")


def _push(url: str, built: Build) -> None:
    push(built, built.book(find(Client(), url, Endpoints())))


def _status(url: str, built: Build) -> None:
    book = built.book(find(Client(), url, Endpoints()))
    assert not compare(built, book, snapshot(built, book)).differs


def _seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
