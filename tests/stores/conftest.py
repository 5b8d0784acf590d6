"""One Oxigraph for all of a file's tests, and builds that are small enough to send often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kgraph.stores.book import Book
from kgraph.stores.built import Build, opened
from kgraph.stores.http import Client, Patience
from kgraph.stores.server import Endpoints, find
from tests.servers import Server, oxigraph_server
from tests.stores.builds import small_build

HASTY = Patience(connect=2.0, answer=10.0, pause=0.01, longest_pause=0.05)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def builds(tmp_path: Path) -> Callable[..., Build]:
    """A build of documents of so many claims each, by id: ``builds(report=3, essay=1)``."""

    def make(**claims: int) -> Build:
        folder = tmp_path / "-".join(f"{id}{number}" for id, number in sorted(claims.items()))
        if not folder.exists():
            small_build(folder, claims)
        return opened(folder)

    return make


@pytest.fixture
def book_of(oxigraph: Server, tmp_path: Path) -> Callable[[Build], Book]:
    """The book of a build in a store that holds nothing."""
    client = Client(patience=HASTY)
    server = find(client, oxigraph.base, Endpoints())
    server.send("DROP ALL")
    return lambda build: build.book(server)
