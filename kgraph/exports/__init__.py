"""Formats that a built graph can be had in: one module each, and one line here."""

from __future__ import annotations

from . import (
    gexf,
    graphml,
    jsonld,
    nanopub,
    nquads,
    ntriples,
    property_graph,
    rdf12,
    rdfxml,
    trig,
    turtle,
)
from .format import FileFormat, FolderFormat, Format

__all__ = ["FORMATS", "FileFormat", "FolderFormat", "Format"]

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        turtle.FORMAT,
        trig.FORMAT,
        ntriples.FORMAT,
        nquads.FORMAT,
        jsonld.FORMAT,
        rdfxml.FORMAT,
        rdf12.FORMAT,
        nanopub.FORMAT,
        graphml.FORMAT,
        gexf.FORMAT,
        property_graph.FORMAT,
    )
}
