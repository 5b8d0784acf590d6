"""rdflib-endpoint: no loader and no Graph Store Protocol, so lines go in by SPARQL Update."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from tests.servers import rdflib_endpoint_server

from .bench import Bench
from .endpoint import Endpoint, lines
from .model import NQUADS, Held, Job, Row, Software
from .terms import graph_of

_BATCH = 250
"""Its parser takes more than twice the time for twice as many."""
_ESCAPE = re.compile(r"\\\\[uU]|\\.")
_ESCAPED_U = {r"\\u": r"\\\u0075", r"\\U": r"\\\u0055"}
_ALL = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


def in_sparql(triple: str) -> str:
    r"""The triple as SPARQL that means the same to all.

    SPARQL replaces ``\uXXXX`` before anything else is read (SPARQL 1.1, section 19.2), and rdflib
    does so after another backslash, too.

    >>> print(in_sparql(r'<x:s> <x:p> "\\u0041 \\\u0001" .'))
    <x:s> <x:p> "\\\u00750041 \\\u0001" .
    """
    return _ESCAPE.sub(lambda m: _ESCAPED_U.get(m[0], m[0]), triple)


@dataclass(frozen=True, slots=True)
class _Endpoint:
    endpoint: Endpoint
    version: str

    def load(self, job: Job) -> Held:
        self.endpoint.update("DROP ALL")
        by_graph: dict[str, list[str]] = {}
        for line in job.path.read_text(encoding="utf-8").splitlines():
            graph = graph_of(line)
            triple = line.removesuffix(f" <{graph}> .")
            by_graph.setdefault(graph, []).append(f"{triple} .")
        for graph, triples in by_graph.items():
            for start in range(0, len(triples), _BATCH):
                some = "\n".join(map(in_sparql, triples[start : start + _BATCH]))
                self.endpoint.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {some} }} }}")
        rows = json.loads(self.endpoint.ask(_ALL))["results"]["bindings"]
        return Held("".join(lines(rows)).encode(), self.endpoint.answers(job.questions))


@contextmanager
def _opened(bench: Bench) -> Iterator[_Endpoint]:
    with rdflib_endpoint_server(bench.folder("rdflib-endpoint")) as server:
        yield _Endpoint(Endpoint(server), version("rdflib-endpoint"))


SOFTWARE = Software("rdflib-endpoint", (Row(NQUADS, "INSERT DATA"),), _opened)
