"""SPARQL results as a table for people."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping

from ..names import shorten
from ..problems import count, printable

MAX_WIDTH = 60


def table(results: bytes, prefixes: Mapping[str, str]) -> str:
    """SPARQL 1.1 JSON results, with IRIs as CURIEs and a line that counts the rows."""
    content = json.loads(results)
    if "boolean" in content:
        return "yes" if content["boolean"] else "no"
    names = content["head"]["vars"]
    rows = [
        [_cell(binding.get(name), prefixes) for name in names]
        for binding in content["results"]["bindings"]
    ]
    return "\n".join([*_lines(names, rows), f"({count(len(rows), 'row')})"])


def _cell(term: Mapping[str, str] | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return printable(shorten(term["value"], prefixes))
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    return printable(str(term["value"]).replace("\n", " "))


def _lines(names: list[str], rows: list[list[str]]) -> Iterator[str]:
    widths = [
        min(MAX_WIDTH, max(map(_width, (name, *column))))
        for name, column in zip(
            names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True
        )
    ]
    yield _row(names, widths)
    yield "  ".join("-" * width for width in widths)
    for row in rows:
        yield _row(row, widths)


def _row(cells: list[str], widths: list[int]) -> str:
    padded = [
        cell + " " * max(0, width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns in a terminal: East Asian wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
