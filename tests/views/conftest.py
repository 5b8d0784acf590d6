from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgraph import ontology
from kgraph.model import Facts
from kgraph.ontology import Vocabulary
from kgraph.reason.model import Conclusions
from kgraph.views.page import render
from tests.views import concluded, sample


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return ontology.load()


@pytest.fixture(scope="session")
def html(vocabulary: Vocabulary) -> Callable[..., str]:
    def page(facts: Facts, conclusions: Conclusions | None = None) -> str:
        conclusions = conclusions or concluded.conclusions(facts)
        return render(facts, sample.projection(facts), conclusions, vocabulary)

    return page


@pytest.fixture(scope="session")
def written(
    html: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The page of one of the samples, by its name, as a file."""
    folder = tmp_path_factory.mktemp("pages")

    def write(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            conclusions = concluded.hostile() if name == "hostile" else None
            path.write_bytes(html(getattr(sample, name)(), conclusions).encode())
        return path

    return write
