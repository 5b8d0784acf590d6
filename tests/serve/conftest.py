"""One server for all tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.running import Running, running


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Running]:
    """It gives queries two seconds, 64 megabytes of memory and 2 megabytes of result."""
    bounds = ("--timeout", "2", "--memory", "64", "--max-result", "2", "--workers", "2")
    with running(built, *bounds) as server:
        yield server
