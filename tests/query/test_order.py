"""Each saved question, also of the examples and of a new project, orders its rows wholly."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph import starter
from tests.cases import ROOT

FOLDERS = ("ontology/queries", "examples/*/ontology/queries")
FILES = [path for place in FOLDERS for path in ROOT.parent.glob(f"{place}/*/*.rq")]
WATER = starter.Domain("water", "https://example.org/water#")
TEXTS = {
    **{path.relative_to(ROOT.parent).as_posix(): path.read_text("utf-8") for path in FILES},
    **{p: data.decode() for p, data in starter.content(WATER).items() if Path(p).suffix == ".rq"},
}


def test_all_are_here() -> None:
    assert {place.split("/")[-2] for place in TEXTS} == {"kgraph", "conflict", "aircraft", "water"}


@pytest.mark.parametrize("place", sorted(TEXTS))
def test_the_order_is_total(place: str) -> None:
    """Rows that are alike in all columns aside, there is one order only."""
    results = ox.Store().query(TEXTS[place])
    assert isinstance(results, ox.QuerySolutions)
    order = TEXTS[place].rpartition("ORDER BY")[2]
    assert {str(variable) for variable in results.variables} <= set(re.findall(r"\?\w+", order))
