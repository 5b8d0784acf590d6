"""Solutions as SPARQL 1.1 JSON, where not all of them are wanted, or more is said of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..names import EXTERNAL

if TYPE_CHECKING:
    import pyoxigraph as ox

COUNTED = 10_000
"""How many of the rows that are left out are counted."""


def first(solutions: Iterator[Any], limit: int | None) -> tuple[list[Any], int]:
    """The first solutions, and how many more there are: COUNTED + 1 stands for more than that."""
    rows = list(islice(solutions, limit))
    return rows, sum(1 for _ in islice(solutions, COUNTED + 1))


def as_json(
    variables: Sequence[str], rows: Iterable[Sequence[Any]], more: Mapping[str, object]
) -> bytes:
    """What the engine would write, with further members between ``head`` and ``results``.

    Readers that go through it as a stream skip what they do not know there, but not at the end.
    """
    bindings = [
        {name: _term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in rows
    ]
    content = {"head": {"vars": list(variables)}, **more, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, object]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {name: _term(getattr(term, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = str(term.direction)
    elif term.datatype.value != EXTERNAL["xsd"] + "string":
        found["datatype"] = term.datatype.value
    return found
