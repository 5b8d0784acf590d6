"""RDF4J Server: its REST protocol."""

from __future__ import annotations

from .http import repository
from .recipe import of_quads

RECIPE = of_quads(
    "rdf4j",
    "RDF4J Server",
    None,
    repository(
        "http://localhost:8080/rdf4j-server/repositories/kgraph",
        """\
Create it in the Workbench: a native store with the indexes spoc,posc,cspo.
A query without GRAPH sees the triples of all graphs.""",
    ),
)
