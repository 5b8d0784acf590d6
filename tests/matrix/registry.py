"""All software of the matrix: one module each, and one line here."""

from __future__ import annotations

from . import (
    endpoints,
    jena,
    jsonldjs,
    ladybug,
    n3js,
    networks,
    oxigraph,
    pylds,
    pyoxi,
    rapper,
    rdf4j,
    rdflibs,
    virtuoso,
)
from .model import Software

SOFTWARE: tuple[Software, ...] = (
    oxigraph.SOFTWARE,
    virtuoso.SOFTWARE,
    jena.SOFTWARE,
    rdflibs.SOFTWARE,
    endpoints.SOFTWARE,
    pyoxi.SOFTWARE,
    rdf4j.SOFTWARE,
    n3js.SOFTWARE,
    rapper.SOFTWARE,
    pylds.SOFTWARE,
    jsonldjs.SOFTWARE,
    ladybug.LADYBUG,
    ladybug.KUZU,
    networks.SOFTWARE,
)
"""Stores come first, and those that take long among them: work is begun in this order."""
