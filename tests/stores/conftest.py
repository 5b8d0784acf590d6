"""A store, and versions of a small project to push into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kgraph.api import BuiltGraph
from tests.stores.oxigraph import Oxigraph, oxigraph
from tests.stores.versions import build_versions


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture
def store(server: Oxigraph) -> Oxigraph:
    """Empty."""
    server.clear()
    return server


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[BuiltGraph]:
    return build_versions(tmp_path_factory.mktemp("versions"))
