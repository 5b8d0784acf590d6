"""RDF text of any software to sets of canonical lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.rdf.nquads import quoted

from .model import Canon

_IRI = re.compile('[<][^<>"]*>')
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
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
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(_term, term))} )>>"
    if not isinstance(term, ox.Literal):
        return str(term)
    text = quoted(term.value)
    if term.language:
        return f"{text}@{term.language}"
    datatype = term.datatype.value
    return text if datatype == _STRING else f"{text}^^<{datatype}>"


def reified(nquads: list[str]) -> list[str]:
    """The same in RDF 1.2: what a statement says is a triple term that it reifies."""
    parts: dict[tuple[str, str], dict[str, str]] = {}
    rest = []
    for line in nquads:
        subject, predicate, more = line.split(" ", 2)
        object, graph = more.removesuffix(" .").rsplit(" ", 1)
        name = predicate.removeprefix(f"<{_RDF}").removesuffix(">")
        if name in ("subject", "predicate", "object"):
            parts.setdefault((subject, graph), {})[name] = object
        elif object != f"<{_RDF}Statement>":
            rest.append(line)
    for (subject, graph), of in parts.items():
        term = f"<<( {of['subject']} {of['predicate']} {of['object']} )>>"
        rest.append(f"{subject} <{_RDF}reifies> {term} {graph} .")
    return rest


def counts(lines: list[str]) -> dict[str, int]:
    """How many lines each graph has; what is in no named graph counts for ''."""
    return dict(sorted(Counter(map(graph_of, lines)).items()))


def graph_of(line: str) -> str:
    """The IRI of a canonical line's graph, or ''; of a record, the name of its table.

    >>> graph_of("<x:s> <x:p> <x:o> <x:g> ."), graph_of("<x:s> <x:p> <x:o> .")
    ('x:g', '')
    """
    if not line.startswith("<"):
        return line.partition(" ")[0]
    object, _, last = line.split(" ", 2)[2].removesuffix(" .").rpartition(" ")
    return last[1:-1] if object and _IRI.fullmatch(last) else ""
