"""Triples as they stand in SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AMBIGUOUS = re.compile(rb"((?<!\\)(?:\\\\)+)([uU])")


def in_graph(graph: str, triples: str) -> str:
    """The triples as quads of a template or pattern."""
    return f"GRAPH <{graph}> {{ {triples} }}"


def as_sparql(lines: Iterable[bytes]) -> str:
    r"""Lines of canonical N-Triples, each without its end, as triples of a SPARQL template.

    SPARQL reads ``\u`` before anything else (SPARQL 1.1, section 19.2), so that a backslash of a
    text must not be followed by that letter. Eight digits, as rdflib takes four more for its own
    where digits follow.

    >>> print(as_sparql([rb'<x:s> <x:p> "C:\\users"']), end="")
    <x:s> <x:p> "C:\\\U00000075sers" .
    """
    text = b"".join(line + b" .\n" for line in lines)
    if b"\\\\u" in text or b"\\\\U" in text:
        text = _AMBIGUOUS.sub(lambda m: m[1] + b"\\U%08X" % ord(m[2]), text)
    return text.decode()
