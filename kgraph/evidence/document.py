"""A document's text: digest, paragraphs, what stands between quotation marks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .locator import fold

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class DocumentText:
    """The decoded file; offsets are its code points, counted from 0."""

    text: str
    sha256: str

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each non-empty line, end exclusive; the first is paragraph 1."""
        lines = _LINE.finditer(self.text)
        return [line.span() for line in lines if not line[0].isspace()]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Spans between double quotation marks.

        A curly mark stays open over paragraphs until it is closed, as newspapers set long
        quotations; a straight one ends with its paragraph.
        """
        return sorted([*self._curly(), *self._straight()])

    def _curly(self) -> Iterator[tuple[int, int]]:
        opened = None
        for match in re.finditer("[\u201c\u201d]", self.text):
            if match[0] == "\u201c":
                opened = match.start() if opened is None else opened
            elif opened is not None:
                yield opened, match.end()
                opened = None

    def _straight(self) -> Iterator[tuple[int, int]]:
        for start, end in self.paragraphs:
            marks = [m.start() for m in re.finditer('"', self.text[start:end])]
            for opened, closed in zip(marks[::2], marks[1::2], strict=False):
                yield start + opened, start + closed + 1

    def in_quotation(self, start: int, end: int) -> bool:
        return any(opened <= start and end <= closed for opened, closed in self.quotations)

    def touches_quotation(self, start: int, end: int) -> bool:
        return any(opened < end and start < closed for opened, closed in self.quotations)


def read(path: Path) -> DocumentText:
    """Read a document as UTF-8, with or without byte order mark.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    data = path.read_bytes()
    return DocumentText(data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())
