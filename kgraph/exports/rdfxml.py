"""RDF/XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..problems import KgraphError, printable
from ..publish.output import check_as_built
from ..rdf.xml import rdfxml
from .format import FileFormat

if TYPE_CHECKING:
    from ..api import BuiltGraph


def _write(graph: BuiltGraph) -> Iterator[bytes]:
    check_as_built(graph.files.ntriples)
    with open(graph.files.ntriples, encoding="utf-8", newline="\n") as file:
        lines = (line[:-1] for line in file)
        try:
            for piece in rdfxml(lines, graph.files.prefixes):
                yield piece.encode()
        except ValueError as fault:
            raise KgraphError(f"RDF/XML cannot hold this graph: {printable(str(fault))}") from None


FORMAT = FileFormat(
    "rdfxml",
    "RDF/XML: one flat graph",
    ".rdf",
    "application/rdf+xml",
    _write,
)
