"""Single subjects out of a sorted file of lines, without reading the rest."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from .described import Said, subjects

Links: TypeAlias = dict[str, list[str]]
"""Subjects, sorted, by object."""


class Lookup:
    """Finds by bisection in sorted N-Triples."""

    def __init__(self, content: mmap.mmap | bytes) -> None:
        self._content = content

    def said(self, subject: str) -> Said:
        """What is said of the subject, which is given as it stands in the lines."""
        return next((said for _, said in self.beginning(f"{subject} ")), {})

    def beginning(self, start: str) -> Iterator[tuple[str, Said]]:
        """All subjects whose lines begin so, with what is said of them.

        >>> lines = b'<x:a> <x:p> "1" .\\n<x:b> <x:p> "2" .\\n'
        >>> list(Lookup(lines).beginning("<x:b"))
        [('<x:b>', {'<x:p>': ['"2"']})]
        """
        return subjects(self._lines(start.encode()), len(" .\n"))

    def _lines(self, start: bytes) -> Iterator[str]:
        here = self._first(start)
        while self._content[here : here + len(start)] == start:
            end = self._content.find(b"\n", here) + 1
            yield self._content[here:end].decode()
            here = end

    def _first(self, start: bytes) -> int:
        """Where the first line stands that does not sort before ``start``."""
        low, high = 0, len(self._content)
        while low < high:
            line = self._content.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._content[line : line + len(start)] < start:
                low = self._content.find(b"\n", line) + 1
            else:
                high = line
        return low

    def linked(self, predicate: str, objects: Iterable[str]) -> Links:
        """The subjects that the predicate links to one of the objects; the file is read whole."""
        found: Links = {object: [] for object in objects}
        pattern = re.compile(rb"(<[^>\n]*>) %s (<[^>\n]*>) \.\n" % re.escape(predicate.encode()))
        # looking for what seldom stands there is quicker than looking at each line
        rest = next(iter(found)) if len(found) == 1 else "<"
        needle, at = f"> {predicate} {rest}".encode(), 0
        while (at := self._content.find(needle, at)) >= 0:
            start = self._content.rfind(b"\n", 0, at) + 1
            at += len(needle)
            line = pattern.match(self._content, start)
            if line and (object := line[2].decode()) in found:
                found[object].append(line[1].decode())
        return found


@contextmanager
def lookup(ntriples: Path) -> Iterator[Lookup]:
    """The file, for as long as the block runs.

    Raises:
        OSError: it cannot be read.
    """
    with open(ntriples, "rb") as file:
        if not file.seek(0, 2):
            yield Lookup(b"")
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            yield Lookup(content)
