"""Stores, and versions of a small project to push into them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import missing
from tests.stores.oxigraph import Oxigraph, oxigraph, program


@pytest.fixture(scope="session")
def server() -> Iterator[Oxigraph]:
    if program() is None:
        missing("Oxigraph's server is not installed (PyPI: oxigraph)")
    with oxigraph() as running:
        yield running


@pytest.fixture
def store(server: Oxigraph) -> Oxigraph:
    """Empty."""
    server.clear()
    return server
