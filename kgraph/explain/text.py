"""An explanation as trees for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ..ontology import Vocabulary
from ..problems import printable
from .outline import Item, Kind, Outline
from .records import Explanation

Line = tuple[str, str]
"""Its kind, one of those of the outline, ``heading`` or ``statement``; and its text."""


def lines(
    explanation: Explanation, vocabulary: Vocabulary, width: int, page: str = ""
) -> Iterator[Line]:
    """Safe for a terminal; links are never broken."""
    yield from _folded("heading", explanation.question, "", width)
    for section in Outline(explanation, vocabulary, page).sections():
        yield "", ""
        yield from _folded("heading", section.title, "", width)
        for number, item in enumerate(section.items, 1):
            if number > 1:
                yield "", ""
            yield from _tree(item, f"{number}. ", "   ", width)
        for note in section.notes:
            yield from _folded("note", note, "   ", width)


def _tree(item: Item, first: str, rest: str, width: int) -> Iterator[Line]:
    branch = rest + ("│ " if item.items else "  ")
    yield from _folded("statement", item.text, first, width, branch + "  ")
    yield from _notes(item.notes, branch, width)
    for number, inner in enumerate(item.items, 1):
        last = number == len(item.items)
        lead = rest + ("└─ " if last else "├─ ")
        yield from _tree(inner, lead, rest + ("   " if last else "│  "), width)
    yield from _notes(item.after, rest, width)


def _notes(notes: Iterable[tuple[Kind, str]], lead: str, width: int) -> Iterator[Line]:
    for kind, text in notes:
        if kind == "link":
            yield kind, lead + printable(text)
        else:
            yield from _folded(kind, text, lead, width, lead + "  ")


def _folded(kind: str, text: str, first: str, width: int, rest: str = "  ") -> Iterator[Line]:
    folded = textwrap.wrap(
        printable(text),
        max(width, len(rest) + 30),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    for line in folded:
        yield kind, line
