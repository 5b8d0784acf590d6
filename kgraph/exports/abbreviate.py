"""Quads as short and grouped TriG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from ..names import EXTERNAL, shorten

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[A-Za-z0-9_]([\w-]*\w)?", re.ASCII)
"""CURIEs that need no escaping."""
_TYPE = f"<{EXTERNAL['rdf']}type>"


class Abbreviated:
    """Writes terms with prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.iri = lru_cache(maxsize=1 << 16)(self._iri)

    def _iri(self, term: str) -> str:
        short = shorten(term[1:-1], self.prefixes)
        return short if _SAFE.fullmatch(short) else term

    def term(self, term: str) -> str:
        if term.startswith("<"):
            return self.iri(term)
        text, _, datatype = term.rpartition('"')
        return f'{text}"^^{self.iri(datatype[2:])}' if datatype else term

    def trig(self, quads: Iterable[tuple[str, str, str, str]], own: Mapping[str, str]) -> str:
        """The graphs one after the other, from sorted quads; ``own`` are short forms of terms."""

        def short(term: str) -> str:
            return own.get(term) or self.term(term)

        lines = []
        for graph, inside in groupby(quads, itemgetter(0)):
            lines.append(f"{short(graph)} {{")
            for subject, about in groupby(inside, itemgetter(1)):
                said = []
                for predicate, same in groupby(about, itemgetter(2)):
                    verb = "a" if predicate == _TYPE else short(predicate)
                    said.append(f"{verb} {', '.join(short(quad[3]) for quad in same)}")
                lines.append(f"  {short(subject)} " + " ;\n    ".join(said) + " .")
            lines.append("}")
        return "\n".join([*lines, ""])
