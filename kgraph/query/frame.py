"""Rows of a query as a data frame: typed columns, in pandas or polars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, Literal, TypeAlias

from ..names import EXTERNAL
from ..problems import KgraphError

Library: TypeAlias = Literal["pandas", "polars"]

_TEXT: tuple[type, Callable[[str], object]] = (str, str)
_MEANINGS: Mapping[str, tuple[type, Callable[[str], object]]] = {
    "integer": (int, int),
    "decimal": (Decimal, Decimal),
    "double": (float, float),
    "float": (float, float),
    "boolean": (bool, lambda text: text == "true"),
    "date": (date, date.fromisoformat),
}
"""Types, and what makes their values of text, by the local name of the XML Schema datatype."""

_PANDAS = {int: "Int64", float: "Float64", bool: "boolean", date: "datetime64[s]", str: "string"}
"""Types that know of values that are not there; decimals stay what they are."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one type, or None where the variable is unbound."""

    type: type
    values: list[Any]


def columns(results: Mapping[str, Any]) -> dict[str, Column]:
    """SPARQL 1.1 JSON results by variable.

    A column whose values are not all of one type is text, as IRIs are: lexical forms.
    """
    rows = results["results"]["bindings"]
    return {name: _column([row.get(name) for row in rows]) for name in results["head"]["vars"]}


def _column(terms: list[Mapping[str, str] | None]) -> Column:
    datatypes = {term.get("datatype", "") for term in terms if term}
    names = {datatype.removeprefix(EXTERNAL["xsd"]) for datatype in datatypes}
    if names == {"integer", "decimal"}:
        names = {"decimal"}
    type_, meaning = _MEANINGS.get(names.pop(), _TEXT) if len(names) == 1 else _TEXT
    try:
        return Column(type_, [meaning(term["value"]) if term else None for term in terms])
    except ValueError:  # such as a day before the year 1
        return Column(str, [term["value"] if term else None for term in terms])


def frame(found: Mapping[str, Column], library: Library) -> Any:
    """The columns as a ``DataFrame``.

    Raises:
        KgraphError: there is no such library, or it is not installed.
    """
    if library not in ("pandas", "polars"):
        raise KgraphError(f"frames are made by 'pandas' or 'polars', not by '{library}'")
    try:
        module = import_module(library)
    except ImportError:
        raise KgraphError(
            f"{library} is not installed: run \"pip install 'kgraph[{library}]'\""
        ) from None
    return (_pandas if library == "pandas" else _polars)(module, found)


def _pandas(pandas: Any, found: Mapping[str, Column]) -> Any:
    series = {
        name: pandas.Series(column.values, dtype=_PANDAS.get(column.type, "object"))
        for name, column in found.items()
    }
    return pandas.DataFrame(series)


def _polars(polars: Any, found: Mapping[str, Column]) -> Any:
    def dtype(column: Column) -> Any:
        if column.type is not Decimal:
            return column.type
        digits = (value.as_tuple().exponent for value in column.values if value is not None)
        return polars.Decimal(scale=-min(digits, default=0))

    series = (
        polars.Series(name, column.values, dtype=dtype(column)) for name, column in found.items()
    )
    return polars.DataFrame(list(series))
