"""Graphs to the five files that a build leaves: sorted, whole, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from .jsonld import jsonld
from .turtle import trig, turtle

NQUADS, NTRIPLES = "graph.nq", "graph.nt"
TURTLE, TRIG, JSONLD = "graph.ttl", "graph.trig", "graph.jsonld"

_UNKNOWN: Mapping[str, str] = MappingProxyType({})


def files(
    graphs: Mapping[str, list[str]],
    prefixes: Mapping[str, str],
    coerced: Mapping[str, str] = _UNKNOWN,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: N-Quads and N-Triples first.

    ``graphs`` holds N-Quads text by the IRI of the graph, ``coerced`` the types of values for
    JSON-LD by CURIE of property.
    """
    by_graph = {
        iri: sorted(set("".join(pieces).split("\n")) - {""})
        for iri, pieces in sorted(graphs.items())
    }
    yield NQUADS, _text(sorted(line for lines in by_graph.values() for line in lines))
    flat = {line[: -len(f" <{iri}> .")] for iri, lines in by_graph.items() for line in lines}
    triples = [f"{triple} ." for triple in sorted(flat)]
    ntriples = _text(triples)
    yield NTRIPLES, ntriples
    used = used_prefixes(prefixes, ntriples)
    yield TURTLE, "".join(turtle(triples, used)).encode()
    yield TRIG, "".join(trig(by_graph.items(), used)).encode()
    yield JSONLD, jsonld(by_graph, used, coerced).encode()


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def used_prefixes(prefixes: Mapping[str, str], ntriples: bytes) -> dict[str, str]:
    """Those that some IRI of the text begins with."""
    return {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}".encode() in ntriples}
