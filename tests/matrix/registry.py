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
    pyoxi.SOFTWARE,
    virtuoso.SOFTWARE,
    rdflibs.SOFTWARE,
    pylds.SOFTWARE,
    jena.SOFTWARE,
    rdf4j.SOFTWARE,
    n3js.SOFTWARE,
    rapper.SOFTWARE,
    jsonldjs.SOFTWARE,
    endpoints.SOFTWARE,
    ladybug.LADYBUG,
    ladybug.KUZU,
    networks.SOFTWARE,
)
