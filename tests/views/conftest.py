from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgraph import ontology
from kgraph.model import Facts
from kgraph.ontology import Vocabulary
from kgraph.views.page import render
from tests.views import sample


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return ontology.load()


@pytest.fixture(scope="session")
def html(vocabulary: Vocabulary) -> Callable[[Facts], str]:
    return lambda facts: render(facts, sample.projection(facts), vocabulary)


@pytest.fixture(scope="session")
def written(
    html: Callable[[Facts], str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The page of one of the samples, by its name, as a file."""
    folder = tmp_path_factory.mktemp("pages")

    def write(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_bytes(html(getattr(sample, name)()).encode())
        return path

    return write
