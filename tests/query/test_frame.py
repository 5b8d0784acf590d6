"""Rows as data frames."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest

import kgraph
from kgraph.api import BuiltGraph
from kgraph.problems import KgraphError

NAMES = "?what ?many ?much ?rough ?day ?sure ?mixed ?old ?never"
ROWS = f"""SELECT {NAMES} {{ VALUES ({NAMES}) {{
  (kgr:gps 1 1.50 1e0 "2024-11-05"^^xsd:date true 1 "-0044-03-15"^^xsd:date UNDEF)
  ("text" 2 3 2.5e0 "0987-01-01"^^xsd:date false "one" "2024-11-05"^^xsd:date UNDEF)
  (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
}} }}"""

GPS = "https://w3id.org/kgraph/id/entity/gps"
EXPECTED = {
    "what": [GPS, "text", None],
    "many": [1, 2, None],
    "much": [Decimal("1.5"), Decimal(3), None],
    "rough": [1.0, 2.5, None],
    "day": [date(2024, 11, 5), date(987, 1, 1), None],
    "sure": [True, False, None],
    "mixed": ["1", "one", None],
    "old": ["-0044-03-15", "2024-11-05", None],
    "never": [None, None, None],
}


@pytest.fixture(scope="module")
def graph(built: Path) -> BuiltGraph:
    return kgraph.load(built)


def test_polars_has_typed_columns(graph: BuiltGraph) -> None:
    frame = graph.frame(ROWS, "polars")
    assert frame.to_dict(as_series=False) == EXPECTED
    types = [
        *(polars.String, polars.Int64, polars.Decimal, polars.Float64, polars.Date),
        *(polars.Boolean, polars.String, polars.String, polars.String),
    ]
    assert [dtype.base_type() for dtype in frame.dtypes] == types
    assert frame["much"].sum() == Decimal("4.5")


def test_pandas_has_typed_columns(graph: BuiltGraph) -> None:
    frame = graph.frame(ROWS)

    def plain(value: Any) -> Any:
        if pandas.isna(value):
            return None
        return value.date() if isinstance(value, pandas.Timestamp) else value

    assert {name: list(map(plain, frame[name])) for name in frame} == EXPECTED
    types = ["string", "Int64", "object", "Float64", "datetime64[s]", "boolean", *["string"] * 3]
    assert list(map(str, frame.dtypes)) == types
    assert frame["much"].dropna().sum() == Decimal("4.5")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_no_rows_have_columns(graph: BuiltGraph, library: Any) -> None:
    frame = graph.frame("SELECT ?a ?b { FILTER(false) }", library)
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named_with_its_extra(
    graph: BuiltGraph, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    message = rf"{library} is not installed: run \"pip install 'kgraph\[{library}\]'\""
    with pytest.raises(KgraphError, match=message):
        graph.frame(ROWS, library)


def test_another_library_is_refused(graph: BuiltGraph) -> None:
    with pytest.raises(KgraphError, match="by 'pandas' or 'polars', not by 'numpy'"):
        graph.frame(ROWS, "numpy")  # type: ignore[arg-type]
