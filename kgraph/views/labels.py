"""Text as it stands beside a node: cleaned, wrapped and measured before any browser sees it."""

from __future__ import annotations

import re
import unicodedata

FONT_SIZE = 13
"""Pixels, at a zoom of 1."""
LINE_HEIGHT = 16
_NARROW, _WIDE = 0.56, 1.0

_INVISIBLE = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_BREAKING = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """One line without characters that steer direction: a canvas cannot isolate them.

    >>> clean("a\\u202eb\\nc")
    'ab c'
    """
    return _BREAKING.sub(" ", _INVISIBLE.sub("", text)).strip()


def wrap(text: str, width: int = 22, lines: int = 3) -> str:
    """The text in at most ``lines`` lines of about ``width`` columns; what is left out shows as an
    ellipsis.

    >>> wrap("elevation maps of high accuracy for all of Europe", 16, 2)
    'elevation maps\\nof high accurac…'
    """
    rows = [""]
    for word in clean(text).split(" "):
        for piece in _pieces(word, width):
            joined = f"{rows[-1]} {piece}".lstrip()
            if not rows[-1] or columns(joined) <= width:
                rows[-1] = joined
            else:
                rows.append(piece)
    if len(rows) > lines:
        last = _pieces(" ".join(rows[lines - 1 :]), width - 1)[0].rstrip()
        rows = [*rows[: lines - 1], last + "…"]
    return "\n".join(rows)


def size(wrapped: str) -> tuple[float, float]:
    """Width and height in pixels, on the generous side as fonts differ."""
    rows = wrapped.split("\n")
    return max(map(columns, rows)) * FONT_SIZE * _NARROW, len(rows) * LINE_HEIGHT


def columns(text: str) -> float:
    """Width in narrow characters: East Asian ones count for more, combining marks for nothing."""
    if text.isascii():
        return float(len(text))
    return sum(map(_advance, text))


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    return _WIDE / _NARROW if unicodedata.east_asian_width(char) in "WF" else 1.0


def _pieces(word: str, width: int) -> list[str]:
    if columns(word) <= width:
        return [word]
    pieces, used = [""], 0.0
    for char in word:
        advance = _advance(char)
        if used + advance > width:
            pieces.append("")
            used = 0.0
        pieces[-1] += char
        used += advance
    return pieces
