"""An explanation as Markdown: nested lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..ontology import Vocabulary
from ..problems import printable
from .outline import Item, Kind, Outline
from .records import Explanation

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def markdown(explanation: Explanation, vocabulary: Vocabulary, page: str = "") -> str:
    """Text of statements and documents is escaped, so that it is only ever text."""
    lines = [f"# {_text(explanation.question)}"]
    for section in Outline(explanation, vocabulary, page).sections():
        lines += ["", f"## {_text(section.title)}"]
        for number, item in enumerate(section.items, 1):
            lines += ["", *_item(item, f"{number}. ", "")]
        lines += [line for note in section.notes for line in ("", _text(note))]
    return "\n".join(lines)


def _item(item: Item, mark: str, lead: str) -> Iterator[str]:
    yield f"{lead}{mark}**{_text(item.text)}**"
    inner = lead + " " * len(mark)
    yield from _notes(item.notes, inner)
    for below in item.items:
        yield from _item(below, "- ", inner)
    yield from _notes(item.after, inner)


def _notes(notes: tuple[tuple[Kind, str], ...], lead: str) -> Iterator[str]:
    for kind, text in notes:
        if kind == "link":
            yield f"{lead}- [on the page](<{printable(text)}>)"
        else:
            yield f"{lead}- {_text(text)}"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", printable(text))
