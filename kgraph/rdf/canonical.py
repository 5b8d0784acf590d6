"""Digests of datasets in canonical form (RDF Dataset Canonicalization 1.0, RDFC-1.0).

No build writes a blank node, and each term is in its canonical form: a sorted file of lines is
the canonical form of its dataset, and SHA-256 of the file is the dataset's hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

ALGORITHM = "RDFC-1.0, SHA-256"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a graph or dataset can be compared by."""

    quads: int
    sha256: str
    """Lower-case hex digits."""


def digests(nquads: Iterable[bytes]) -> dict[str, Digest]:
    """Each named graph as a dataset of its own, by IRI, from sorted lines of N-Quads.

    >>> found = digests([b'<x:s> <x:p> "o" <x:g> .\\n'])
    >>> found["x:g"].sha256 == hashlib.sha256(b'<x:s> <x:p> "o" .\\n').hexdigest()
    True
    """
    triples: dict[bytes, list[bytes]] = {}
    for line in nquads:
        triple, _, graph = line.rpartition(b" <")
        if graph in triples:
            triples[graph].append(triple)
        else:
            triples[graph] = [triple]
    return {
        graph.rpartition(b">")[0].decode(): _digest(lines)
        for graph, lines in sorted(triples.items())
    }


def _digest(triples: list[bytes]) -> Digest:
    text = b" .\n".join([*triples, b""])
    return Digest(len(triples), hashlib.sha256(text).hexdigest())
