"""Terms as text, and a table of them for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ..names import shorten
from ..problems import printable

MAX_WIDTH = 60


def cell(term: Mapping[str, Any] | None, prefixes: Mapping[str, str]) -> str:
    """A term in one line, safe for a terminal; an IRI as a CURIE."""
    if term is None:
        return ""
    if term["type"] == "uri":
        return printable(shorten(term["value"], prefixes))
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    return printable(str(term["value"]).replace("\n", " "))


def table_lines(names: list[str], rows: list[list[str]], below: list[list[str]]) -> Iterator[str]:
    """Columns as wide as what they hold; below each row, its further lines."""
    widths = [
        min(MAX_WIDTH, max(map(_width, (name, *column))))
        for name, column in zip(
            names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True
        )
    ]
    yield _row(names, widths)
    yield "  ".join("-" * width for width in widths)
    for at, row in enumerate(rows):
        yield _row(row, widths)
        yield from (f"    {line}" for line in (below[at] if below else ()))


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
