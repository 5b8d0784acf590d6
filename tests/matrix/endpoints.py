"""rdflib-endpoint: no loader and no Graph Store Protocol, so lines go in by SPARQL Update."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from kgraph.stores.text import as_sparql, in_graph
from tests.servers import rdflib_endpoint_server

from .bench import Bench
from .endpoint import Endpoint, lines
from .model import NQUADS, Held, Job, Row, Software
from .terms import graph_of

_BATCH = 250
"""Its parser takes more than twice the time for twice as many."""
_ALL = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class _Endpoint:
    endpoint: Endpoint
    version: str

    def load(self, job: Job) -> Held:
        self.endpoint.update("DROP ALL")
        by_graph: dict[str, list[bytes]] = {}
        for line in job.path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            graph = graph_of(line)
            triple = line.removesuffix(f" <{graph}> .")
            by_graph.setdefault(graph, []).append(triple.encode())
        for graph, triples in by_graph.items():
            for start in range(0, len(triples), _BATCH):
                some = in_graph(graph, as_sparql(triples[start : start + _BATCH]))
                self.endpoint.update(f"INSERT DATA {{ {some} }}")
        rows = json.loads(self.endpoint.ask(_ALL))["results"]["bindings"]
        return Held("".join(lines(rows)).encode(), self.endpoint.answers(job.questions))


@contextmanager
def _opened(bench: Bench) -> Iterator[_Endpoint]:
    with rdflib_endpoint_server(bench.folder("rdflib-endpoint")) as server:
        yield _Endpoint(Endpoint(server), version("rdflib-endpoint"))


SOFTWARE = Software("rdflib-endpoint", (Row(NQUADS, "INSERT DATA"),), _opened)
