"""Graph files back to sets of quads, by two libraries that share no code."""

from __future__ import annotations

import json
from collections.abc import Mapping

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


def read_by_pyld(data: bytes) -> set[Quad]:
    """Quads of JSON-LD, by the reference processor."""
    from pyld import jsonld

    dataset = jsonld.to_rdf(json.loads(data))
    return {
        (*(_pyld_term(quad[part]) for part in ("subject", "predicate", "object")), name)
        for graph, quads in dataset.items()
        for name in ["" if graph == "@default" else graph]
        for quad in quads
    }


def _pyld_term(term: Mapping[str, str]) -> Term:
    if term["type"] == "IRI":
        return "iri", term["value"], ""
    assert term["type"] == "literal", term
    language = term.get("language")
    return "literal", term["value"], f"@{language.lower()}" if language else term["datatype"]


def _graph(graph: object) -> str:
    return "" if graph in (None, DATASET_DEFAULT_GRAPH_ID) else str(graph)


def _rdflib_term(term: object) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return "literal", str(term), f"@{term.language.lower()}"
        return "literal", str(term), str(term.datatype or rdflib.XSD.string)
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
        if term.language:
            return "literal", term.value, f"@{term.language.lower()}"
        return "literal", term.value, term.datatype.value
    assert isinstance(term, ox.NamedNode), term
    return "iri", term.value, ""
