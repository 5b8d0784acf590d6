"""The same on stores without transactions, or without the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgraph.problems import KgraphError
from kgraph.stores.book import Book
from kgraph.stores.built import Build, opened
from kgraph.stores.compare import compare
from kgraph.stores.http import Client
from kgraph.stores.lease import Rhythm
from kgraph.stores.pull import nquads
from kgraph.stores.push import push, told
from kgraph.stores.server import Endpoints, Server, find
from kgraph.stores.snapshot import snapshot
from tests.servers import rdflib_endpoint_server, virtuoso_server
from tests.stores.builds import NAMES, quad, write_build

pytestmark = pytest.mark.slow
Builds = Callable[..., Build]
XSD = "http://www.w3.org/2001/XMLSchema#"


def in_step(build: Build, book: Book) -> bool:
    found = snapshot(build, book)
    same = not compare(build, book, found).differs
    assert same == (b"".join(nquads(found)) == build.nquads.read_bytes())
    return same


def test_rdflib_endpoint(builds: Builds, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with rdflib_endpoint_server(tmp_path / "server") as server:
        found = find(Client(), server.base, Endpoints())
        for build in (builds(report=3, essay=1), builds(report=4)):
            book = build.book(found)
            push(build, book)
            assert in_step(build, book)
        assert list(told(push(build, book), done=True)) == [
            "2 graphs: 0 added, 0 replaced, 0 removed, 2 unchanged"
        ]


def test_virtuoso(
    built: Path, builds: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "server").mkdir()
    with virtuoso_server(tmp_path / "server") as server:
        assert server.auth is not None
        assert server.auth.scheme == "digest"
        anonymous = find(Client(), server.base, Endpoints())
        build = opened(built)
        monkeypatch.setenv("NETRC", str(tmp_path / "none"))
        with pytest.raises(KgraphError, match=r"answered 401 .*KGRAPH_STORE_USER"):
            push(build, build.book(anonymous))
        monkeypatch.setenv("KGRAPH_STORE_USER", server.auth.user)
        monkeypatch.setenv("KGRAPH_STORE_PASSWORD", server.auth.password)
        found = find(Client(), server.base, Endpoints())
        assert found.name == "Virtuoso"
        for each in (build, builds(report=900), builds(report=2)):
            book = each.book(found)
            push(each, book)
            assert in_step(each, book)
        _values(found, tmp_path / "values")
        _cut_off(builds, found, monkeypatch)
        _larger_than_it_takes(builds, found)


def _values(found: Server, folder: Path) -> None:
    """Those that it gives back in another form."""
    objects = (
        f'"700"^^<{XSD}decimal>',
        f'"-0044-03-15"^^<{XSD}date>',
        f'"true"^^<{XSD}boolean>',
        '"\\u0007 \\\\users \U0001f600"',
    )
    graph = NAMES.document_graph("values")
    write_build(folder, (quad("x:s", f"x:p{n}", o, graph) for n, o in enumerate(objects)))
    build = opened(folder)
    book = build.book(found)
    push(build, book)
    assert b"decimal" not in found.ntriples(graph)
    assert in_step(build, book)
    found.send(f"DELETE DATA {{ GRAPH <{graph}> {{ <x:s> <x:p2> true }} }}")
    assert not in_step(build, book)


def _cut_off(builds: Builds, found: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half-written is told as half-written, and put right."""
    build = builds(report=1500)
    book = build.book(found)
    send, left = Server.send, 5

    def cut(server: Server, update: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        send(server, update)

    with monkeypatch.context() as patch:
        patch.setattr(Server, "send", cut)
        with pytest.raises(KeyboardInterrupt):
            push(build, book, Rhythm(silence=0.1))
    held = snapshot(build, book)
    assert "half-written" in {graph.state for graph in compare(build, book, held).graphs}
    with pytest.raises(KgraphError, match="half-written"):
        list(nquads(held))
    push(build, book, Rhythm(silence=0.1, look=0.05))
    assert in_step(build, book)


def _larger_than_it_takes(builds: Builds, found: Server) -> None:
    """The bound need not be known."""
    found.triples = 0
    build = builds(essay=1700)
    push(build, build.book(found))
    assert in_step(build, build.book(found))
    assert found.triples
