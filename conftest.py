"""Fixtures of the tests, and of the examples in docstrings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of a build of the project's own seeds."""
    from kgraph.facts.load import load
    from kgraph.problems import Report
    from kgraph.publish.build import build
    from tests.cases import ROOT, VOCABULARY

    report = Report()
    facts = load(ROOT.parent / "seeds", VOCABULARY, report)
    assert not report.problems, report.as_text()
    folder = tmp_path_factory.mktemp("built")
    build(facts, VOCABULARY, report, folder)
    return folder


@pytest.fixture(autouse=True)
def _graph_in_docstrings(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Examples may use ``graph``: what was built of the project's own seeds."""
    item = request.node
    if isinstance(item, pytest.DoctestItem) and any(
        "graph." in e.source for e in item.dtest.examples
    ):
        import rdflib

        import kgraph

        folder = request.getfixturevalue("built")
        doctest_namespace.update(graph=kgraph.load(folder), rdflib=rdflib)
