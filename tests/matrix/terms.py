"""RDF text of any software to sets of canonical lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.rdf.nquads import quoted

from .model import Canon

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def canonical(nquads: bytes, canons: Iterable[Canon] = ()) -> list[str]:
    """Each quad as a line of canonical N-Quads, in the order of the text.

    >>> canonical(b'<x:s> <x:p> "caf\\\\u00e9"^^<http://www.w3.org/2001/XMLSchema#string> .')
    ['<x:s> <x:p> "café" .']

    Raises:
        SyntaxError: this is no N-Quads.
    """
    return [" ".join(_line(quad, canons)) for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS)]


def _line(quad: ox.Quad, canons: Iterable[Canon]) -> Iterator[str]:
    yield _term(quad.subject)
    yield _term(quad.predicate)
    object = _term(quad.object)
    for canon in canons:
        object = canon.object(object)
    yield object
    if not isinstance(quad.graph_name, ox.DefaultGraph):
        yield _term(quad.graph_name)
    yield "."


def _term(term: object) -> str:
    if not isinstance(term, ox.Literal):
        return str(term)
    text = quoted(term.value)
    if term.language:
        return f"{text}@{term.language}"
    datatype = term.datatype.value
    return text if datatype == _STRING else f"{text}^^<{datatype}>"
