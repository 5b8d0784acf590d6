"""Formats that a built graph can be had in: one module each, and one line here."""

from __future__ import annotations

from . import gexf, graphml, nanopub, nquads, ntriples, property_graph, void
from .format import FileFormat, FolderFormat, Format

__all__ = ["FORMATS", "FileFormat", "FolderFormat", "Format"]

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        ntriples.FORMAT,
        nquads.FORMAT,
        nanopub.FORMAT,
        graphml.FORMAT,
        gexf.FORMAT,
        property_graph.FORMAT,
        void.FORMAT,
    )
}
