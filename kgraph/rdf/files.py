"""Graphs to the five files that a build leaves: sorted, whole, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph

NQUADS, NTRIPLES = "graph.nq", "graph.nt"
GROUPED = ("graph.ttl", "graph.trig", "graph.jsonld")
"""Files that are written from the sorted lines by pyoxigraph."""


def files(
    graphs: Mapping[str, list[str]], prefixes: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: N-Quads and N-Triples first, then what is made of them.

    ``graphs`` holds N-Quads text by the IRI of the graph.
    """
    import pyoxigraph as ox

    by_graph = {
        iri: sorted(set("".join(pieces).split("\n")) - {""})
        for iri, pieces in sorted(graphs.items())
    }
    nquads = [line for lines in by_graph.values() for line in lines]
    yield NQUADS, _text(sorted(nquads))
    flat = {line[: -len(f" <{iri}> .")] for iri, lines in by_graph.items() for line in lines}
    ntriples = _text(f"{triple} ." for triple in sorted(flat))
    yield NTRIPLES, ntriples
    # lenient: the text is our own, and checking each IRI again would take as long as the rest
    triples = list(ox.parse(ntriples, ox.RdfFormat.N_TRIPLES, lenient=True))
    quads = list(ox.parse(_text(nquads), ox.RdfFormat.N_QUADS, lenient=True))
    used = used_prefixes(prefixes, ntriples)
    for name in GROUPED:
        format = ox.RdfFormat.from_extension(name.rpartition(".")[2])
        assert format is not None
        yield name, grouped(quads if format.supports_datasets else triples, format, used)


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def used_prefixes(prefixes: Mapping[str, str], ntriples: bytes) -> dict[str, str]:
    """Those that some IRI of the text begins with."""
    return {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}".encode() in ntriples}


def grouped(
    statements: Sequence[pyoxigraph.Quad] | Sequence[pyoxigraph.Triple],
    format: pyoxigraph.RdfFormat,
    prefixes: dict[str, str],
) -> bytes:
    """One file from pyoxigraph, which writes prefixes in an order of chance: they are sorted."""
    import pyoxigraph as ox

    content = ox.serialize(statements, format=format, prefixes=prefixes)
    assert content is not None
    if format == ox.RdfFormat.JSON_LD:
        return content + b"\n"
    lines = content.split(b"\n", len(prefixes))
    return b"\n".join([*sorted(lines[:-1]), b"", lines[-1].rstrip(), b""])
