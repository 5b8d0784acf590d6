"""IRIs that a query names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from ..sparql import tokens


@dataclass(frozen=True, slots=True)
class Constant:
    """``start`` and ``length`` count code points of the query."""

    iri: str
    start: int
    length: int


def constants(query: str, prefixes: Mapping[str, str]) -> Iterator[Constant]:
    """IRIs and prefixed names, but for those that need occur nowhere.

    These are datatypes, functions, and what a CONSTRUCT template makes.
    """
    known = dict(prefixes)
    base = ""
    found = [t for t in tokens(query) if t.lastgroup != "comment" and not t[0].isspace()]
    words = ["", "", *(t[0] for t in found), ""]
    template = _template(words)
    for at, token in enumerate(found):
        before, last, _, following = words[at : at + 4]
        text = token[0]
        if last.upper() == "BASE" and token.lastgroup == "iri":
            base = _of(text, base)
        elif before.upper() == "PREFIX" and token.lastgroup == "iri":
            known[last.removesuffix(":")] = _of(text, base)
        elif token.lastgroup == "iri":
            iri = _of(text, base)
        elif token.lastgroup == "name" and text[0] not in "?$@_":
            prefix, _, local = text.partition(":")
            if last.upper() == "PREFIX" or prefix not in known:
                continue
            iri = known[prefix] + re.sub(r"\\(.)", r"\1", local)
        else:
            continue
        if last.upper() == "BASE" or before.upper() == "PREFIX":
            continue
        if (before, last) != ("^", "^") and following != "(" and at not in template:
            yield Constant(iri, token.start(), len(text))


def _of(text: str, base: str) -> str:
    return urljoin(base, text[1:-1]) if base else text[1:-1]


def _template(words: list[str]) -> range:
    """Where the tokens of a CONSTRUCT template stand."""
    upper = [word.upper() for word in words]
    if "CONSTRUCT" not in upper or words[(at := upper.index("CONSTRUCT")) + 1] != "{":
        return range(0)
    return range(at - 2, words.index("}", at) - 2) if "}" in words[at:] else range(0)
