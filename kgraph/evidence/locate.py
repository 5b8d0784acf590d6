"""Finding a passage in its document: exactly, after folding, and only once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ..model import Anchor, Passage
from ..problems import BadValue, count
from .document import DocumentText
from .locator import fold


class Missing(BadValue):
    """Words of the locator are not in the paragraph."""


class Ambiguous(BadValue):
    """Words of the locator stand there more than once."""


def locate(passage: Passage, document: DocumentText) -> Anchor:
    """Where the passage stands.

    Raises:
        Missing: there is no such paragraph, or the words are not in it.
        Ambiguous: the words stand there more than once.
    """
    start, first_end = _only(passage.first, passage.paragraph, document)
    end = first_end
    if passage.last:
        _, end = _only(passage.last, passage.to_paragraph, document, after=first_end)
    digest = hashlib.sha256(document.text[start:end].encode()).hexdigest()
    return Anchor(start, end, digest)


def _only(words: str, paragraph: int, document: DocumentText, after: int = 0) -> tuple[int, int]:
    """Span of the only place where the words stand in the paragraph, beyond ``after``."""
    if paragraph > len(document.paragraphs):
        there = count(len(document.paragraphs), "paragraph")
        raise Missing(
            f"there is no paragraph {paragraph}; the document has {there}",
            "paragraphs are the non-empty lines, counted from 1",
        )
    start, end = document.paragraphs[paragraph - 1]
    found = list(_places(words, document, max(start, after), end))
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            f"'{words}' stands {len(found)} times in paragraph {paragraph}", "quote more words"
        )
    where = (
        f"after the first words in paragraph {paragraph}" if after else f"in paragraph {paragraph}"
    )
    raise Missing(f"'{words}' does not stand {where}", _elsewhere(words, paragraph, document))


def _places(words: str, document: DocumentText, start: int, end: int) -> Iterator[tuple[int, int]]:
    phrase = r"\s+".join(re.escape(word) for word in fold(words).split())
    # looking ahead finds places that overlap, too; a combining mark is part of its word
    pattern = re.compile(rf"(?<!\w)(?=({phrase})(?![\w\u0300-\u036f]))")
    return (match.span(1) for match in pattern.finditer(document.folded, start, end))


def _elsewhere(words: str, paragraph: int, document: DocumentText) -> str:
    others = [
        number
        for number, (start, end) in enumerate(document.paragraphs, 1)
        if number != paragraph and any(_places(words, document, start, end))
    ]
    if others:
        return f"it does in paragraph {others[0]}"
    return "locators match whole words, upper and lower case as they stand"
