"""How a passage is named: paragraph, first words, last words."""

from __future__ import annotations

import re

from ..problems import BadValue

_AT = re.compile(r"(\d+)(?:\s*[-\u2013]\s*(\d+))?\s+(\S.*?)(?:\s+(?:\.\.\.|\u2026)\s+(\S.*?))?\s*")

_SPAN = re.compile(r"-\s*\d+(\s|$)")

MAX_WORDS = 4
"""Words that a locator may quote at each end."""

MAX_CHARACTERS = 80
"""The same, for languages that put no space between words."""

_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\t\n\r\v\f\u00a0\u2007\u2009\u202f", " "),
    }
)


def fold(text: str) -> str:
    """Quotation marks, dashes and white space made alike; one code point stays one.

    >>> fold("\\u201cnot\\u00a0yet\\u201d \\u2014 done")
    '"not yet" - done'
    """
    return text.translate(_FOLD)


def squeeze(text: str) -> str:
    """Folded, with runs of white space as one space, and none at the ends."""
    return " ".join(fold(text).split())


def locator(text: str) -> tuple[int, int, str, str]:
    """``4 Two brigades ... the river`` to paragraph, last paragraph, first words, last words.

    >>> locator("4-5 Two brigades ... the river")
    (4, 5, 'Two brigades', 'the river')

    Raises:
        BadValue: it has another form, quotes too many words, or runs backwards.
    """
    form = "write it like '4 Two brigades ... the river': paragraph, first words ... last words"
    if re.search(r"(?<!\.)\.\.(?!\.)|\.{4,}", text):
        raise BadValue(f"'{text[:80]}' is not a locator", "three dots stand for what is left out")
    match = _AT.fullmatch(text)
    if not match:
        raise BadValue(f"'{text[:80]}' is not a locator", form)
    paragraph = match[1]
    return checked_locator(paragraph, match[2] or paragraph, match[3], match[4] or "")


def _check_words(words: str) -> None:
    if len(words.split()) > MAX_WORDS:
        raise BadValue(
            f"'{words[:80]}' has {len(words.split())} words",
            f"{MAX_WORDS} at most: the project does not copy the document",
        )
    if len(words) > MAX_CHARACTERS:
        raise BadValue(
            f"'{words[:20]}...' has {len(words)} characters",
            f"{MAX_CHARACTERS} at most: the project does not copy the document",
        )
    if {"...", "\u2026"} & set(words.split()):
        raise BadValue(
            f"'{words}' has dots on their own",
            "dots stand once, between the first and the last words: 'Two brigades ... the river'",
        )


def checked_locator(paragraph: str, to: str, first: str, last: str) -> tuple[int, int, str, str]:
    """The parts of a locator, folded, once they are found to be sound."""
    for number in (paragraph, to):
        if not re.fullmatch(r"[0-9]{1,6}", number) or int(number) == 0:
            raise BadValue(f"'{number}' is not a paragraph", "non-empty lines, counted from 1")
    if int(to) < int(paragraph):
        raise BadValue(
            f"the passage runs from paragraph {paragraph} back to {to}", "the earlier one first"
        )
    for words in (first, last):
        _check_words(squeeze(words))
    if _SPAN.match(squeeze(first)):
        raise BadValue(
            f"'{first}' would be read as a span of paragraphs", "begin at the word before or after"
        )
    if int(to) > int(paragraph) and not last:
        raise BadValue(
            "a passage over several paragraphs needs its last words",
            f"write it like '{paragraph}-{to} Two brigades ... the river'",
        )
    return int(paragraph), int(to), squeeze(first), squeeze(last)
