"""The named graphs in a file of N-Quads, one after the other, without holding the file."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

_MUCH = 1 << 24
"""Bytes that are read at once at most, but for a stretch that is longer."""


def by_graph(nquads: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The IRI of each graph, sorted, with its lines in the order of the file and without their
    ends.

    Memory is taken for a pair of numbers for each run of lines of the same graph: in a file that
    is sorted, about one for each subject.

    Raises:
        OSError: the file cannot be read.
    """
    found = _stretches(nquads)
    for graph in sorted(found):
        yield graph[:-1].decode(), _lines(nquads, found[graph])


def _stretches(nquads: Path) -> dict[bytes, array[int]]:
    """Where each run of lines begins and ends, by the end of its lines: ``IRI>``."""
    found: dict[bytes, array[int]] = {}
    graph, start, here = b"", 0, 0
    with open(nquads, "rb") as file:
        for line in file:
            of_line = line[line.rindex(b" <") + 2 : -3]
            if of_line != graph:
                if graph:
                    found.setdefault(graph, array("Q")).extend((start, here))
                graph, start = of_line, here
            here += len(line)
    if graph:
        found.setdefault(graph, array("Q")).extend((start, here))
    return found


def _lines(nquads: Path, stretches: array[int]) -> Iterator[str]:
    with open(nquads, "rb") as file:
        for at in range(0, len(stretches), 2):
            start, end = stretches[at : at + 2]
            file.seek(start)
            while start < end:
                text = file.read(min(end - start, _MUCH))
                if start + len(text) < end:
                    text += file.readline()
                start += len(text)
                yield from text.decode().split("\n")[:-1]
