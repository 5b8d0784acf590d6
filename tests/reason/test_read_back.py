"""A built graph, read back, leads to the same conclusions as the seeds it was built from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.rdf.read import read
from tests.cases import CASES, VOCABULARY, conclusions_of, facts_of, graph_files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_follows_from_the_graph(case: Path, tmp_path: Path) -> None:
    facts = facts_of(case / "seeds")
    (tmp_path / "graph.nq").write_bytes(graph_files(facts)["graph.nq"])
    again = read(tmp_path / "graph.nq", VOCABULARY, facts.base)
    assert conclusions_of(again) == conclusions_of(facts)
