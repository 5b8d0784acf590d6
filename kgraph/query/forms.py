"""Forms of a result that kgraph writes itself, out of the engine's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ..problems import count
from .cited import cited_lines
from .results import COUNTED
from .table import cell, table_lines

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~]")

Content: TypeAlias = dict[str, Any]
"""SPARQL 1.1 JSON results, read."""

ENGINE = ("csv", "tsv", "json", "xml")
"""Forms that the engine writes."""

EXPLAINED = ("table", "markdown", "json")
"""Forms that have a place for what rows rest on."""


def table(content: Content, prefixes: Mapping[str, str], left_out: int) -> str:
    """For people: IRIs as CURIEs, citations below each row, and a line that counts the rows."""
    names, rows = content["head"]["vars"], _cells(content, prefixes)
    lines = table_lines(names, rows, cited_lines(content, prefixes))
    return "\n".join([*lines, f"({rows_of(len(rows), left_out)})"])


def markdown(content: Content, prefixes: Mapping[str, str], left_out: int) -> str:
    """A table as GitHub reads it; citations stand in a last column. No cell holds markup."""
    names, rows = content["head"]["vars"], _cells(content, prefixes)
    cells = [[_escaped(text) for text in row] for row in rows]
    if "cited" in content:
        names = [*names, "because"]
        for row, lines in zip(cells, cited_lines(content, prefixes), strict=True):
            row.append("<br>".join(_escaped(line).replace("  ", "&emsp;") for line in lines))
    return "\n".join(f"| {' | '.join(line)} |" for line in [names, ["---"] * len(names), *cells])


def jsonl(content: Content, prefixes: Mapping[str, str], left_out: int) -> str:
    """One object a row: the lexical form of each value by variable."""
    rows = content["results"]["bindings"]
    objects = ({name: term["value"] for name, term in row.items()} for row in rows)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in objects)


FORMS: dict[str, Callable[[Content, Mapping[str, str], int], str]] = {
    "table": table,
    "markdown": markdown,
    "jsonl": jsonl,
}
"""What writes solutions, without the end of the last line."""


def written(form: str, raw: bytes, prefixes: Mapping[str, str], left_out: int = 0) -> str:
    """A result in one of :data:`FORMS`."""
    content = json.loads(raw)
    if "boolean" not in content:
        return FORMS[form](content, prefixes, left_out)
    if form == "jsonl":
        return json.dumps(content["boolean"])
    return "yes" if content["boolean"] else "no"


def rows_of(rows: int, left_out: int) -> str:
    """
    >>> rows_of(1, 0), rows_of(10, 148)
    ('1 row', '10 of 158 rows')
    >>> rows_of(10, COUNTED + 1)
    '10 of at least 10,011 rows'
    """
    if not left_out:
        return count(rows, "row")
    at_least = "at least " if left_out > COUNTED else ""
    return f"{rows:,} of {at_least}{count(rows + left_out, 'row')}"


def _cells(content: Content, prefixes: Mapping[str, str]) -> list[list[str]]:
    names = content["head"]["vars"]
    return [
        [cell(binding.get(name), prefixes) for name in names]
        for binding in content["results"]["bindings"]
    ]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
