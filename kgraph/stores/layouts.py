"""Where servers have their endpoints: one line for each layout."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths are put behind the URL of the server; queries may be asked at ``query`` by anybody."""

    name: str
    query: str
    update: str
    graphs: str | None
    """Of the Graph Store Protocol; None where there is none."""
    server: str = ""
    """What the header Server begins with."""
    url: str = ""
    """A pattern that the end of the URL fits."""
    graph: str = "graph"
    """The parameter that names a graph."""
    triples: int = 0
    """Most triples that an update may hold; 0 where nothing is known of a bound."""
    exact: bool = True
    """Whether each value comes back as it was sent."""

    def fits(self, url: str) -> bool:
        return bool(re.search(f"{self.url}$", url))


_LINES = 800
"""Virtuoso compiles an update to a program of 10,000 lines at most."""

LONE = Layout("SPARQL endpoint", "", "", None)

LAYOUTS = (
    Layout("Virtuoso", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth", "Virtuoso",
           graph="graph-uri", triples=_LINES, exact=False),
    Layout("Virtuoso", "", "-auth", None, "Virtuoso", url="/sparql", triples=_LINES, exact=False),
    Layout("Apache Jena Fuseki", "/sparql", "/update", "/data"),
    Layout("Oxigraph", "/query", "/update", "/store"),
    Layout("RDF4J or GraphDB", "", "/statements", "/rdf-graphs/service", url="/repositories/[^/]+"),
    LONE,
)  # fmt: skip
