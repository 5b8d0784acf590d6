"""Graph files back to sets of quads, by two libraries that share no code."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

Term = tuple[str, str, str]
Quad = tuple[Term, Term, Term, str]

_RDFLIB_FORMATS = {
    "ttl": "turtle",
    "nt": "nt",
    "trig": "trig",
    "nq": "nquads",
    "jsonld": "json-ld",
}


def read_by_rdflib(data: bytes, name: str) -> set[Quad]:
    """Quads with the graph's IRI as last member, empty for the default graph."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=_RDFLIB_FORMATS[name.rpartition(".")[2]])
    return {
        (_rdflib_term(s), _rdflib_term(p), _rdflib_term(o), _graph(g))
        for s, p, o, g in dataset.quads()
    }


def _graph(graph: object) -> str:
    return "" if graph in (None, DATASET_DEFAULT_GRAPH_ID) else str(graph)


def _rdflib_term(term: object) -> Term:
    if isinstance(term, rdflib.Literal):
        datatype = term.datatype or rdflib.XSD.string
        return "literal", str(term), str(datatype)
    assert isinstance(term, rdflib.URIRef), term
    return "iri", str(term), ""


def read_by_pyoxigraph(data: bytes, name: str) -> set[Quad]:
    """The same by pyoxigraph."""
    format = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    assert format is not None
    return {
        (
            _ox_term(quad.subject),
            _ox_term(quad.predicate),
            _ox_term(quad.object),
            getattr(quad.graph_name, "value", ""),
        )
        for quad in ox.parse(data, format)
    }


def _ox_term(term: object) -> Term:
    if isinstance(term, ox.Literal):
        return "literal", term.value, term.datatype.value
    assert isinstance(term, ox.NamedNode), term
    return "iri", term.value, ""
