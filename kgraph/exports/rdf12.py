"""TriG 1.2: statements as reifiers of triple terms.

Each statement names what it says by ``rdf:reifies``, in place of ``rdf:subject``,
``rdf:predicate`` and ``rdf:object``. A triple term asserts nothing: what no build writes as a
plain triple is none here either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..publish.output import check_as_built
from ..rdf.described import TYPE, Said
from ..rdf.stretches import by_graph
from ..rdf.turtle import terms, trig
from .format import FileFormat

if TYPE_CHECKING:
    from ..api import BuiltGraph

_RDF = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_STATEMENT, _REIFIES = f"{_RDF}Statement>", f"{_RDF}reifies>"
_PARTS = tuple(f"{_RDF}{part}>" for part in ("subject", "predicate", "object"))


def _write(graph: BuiltGraph) -> Iterator[bytes]:
    check_as_built(graph.files.nquads)
    prefixes = graph.files.prefixes
    reified = _reifier(terms(prefixes))
    for piece in trig(by_graph(graph.files.nquads), prefixes, reified):
        yield piece.encode()


def _reifier(term: Callable[[str], str]) -> Callable[[Said], Said]:
    def reified(said: Said) -> Said:
        parts = [said.pop(part, []) for part in _PARTS]
        if not all(parts):
            return said
        triple = " ".join(term(part) for (part,) in parts)
        if types := [type for type in said.pop(TYPE, []) if type != _STATEMENT]:
            said[TYPE] = types
        return {_REIFIES: [f"<<( {triple} )>>"], **said}

    return reified


FORMAT = FileFormat(
    "rdf12",
    "TriG of RDF 1.2, with statements as reifiers: all named graphs",
    ".trig",
    "application/trig; version=1.2",
    _write,
)
