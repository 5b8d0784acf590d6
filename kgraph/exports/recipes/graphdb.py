"""Ontotext GraphDB: the REST protocol of RDF4J."""

from __future__ import annotations

from .http import repository
from .recipe import of_quads

RECIPE = of_quads(
    "graphdb",
    "GraphDB",
    None,
    repository(
        "http://localhost:7200/repositories/kgraph",
        """\
Create it in the Workbench with the ruleset 'No inference', as kgraph's rules have
derived their facts already, and with the context index.
A query without GRAPH sees the triples of all graphs. GraphDB's own tool importrdf
is faster for many millions of triples; it needs the server stopped.""",
    ),
)
