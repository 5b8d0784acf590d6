"""Passages found in their document."""

from __future__ import annotations

import hashlib

import pytest

from kgraph.evidence.locate import Ambiguous, Missing, locate
from tests.evidence.documents import document, passage


def found(at: str, text: str = "") -> str:
    where = document(text)
    anchor = locate(passage(at), where)
    stretch = where.text[anchor.start : anchor.end]
    assert anchor.sha256 == hashlib.sha256(stretch.encode()).hexdigest()
    return stretch


def test_a_short_passage_is_quoted_whole() -> None:
    assert found("5 map data") == "map data"


def test_first_and_last_words_are_both_included() -> None:
    assert found("4 Two brigades hold ... the town.") == "Two brigades hold the town."


def test_marks_dashes_and_spaces_are_folded() -> None:
    assert found('3 "We hold the ... bridge," said') == "\u201cWe hold the bridge,\u201d said"
    assert found("5 data - without it") == "data \u2013 without it"
    assert found("1 a b", "a \u00a0 b") == "a \u00a0 b"


def test_a_passage_over_paragraphs() -> None:
    assert found("2-4 bridge is open ... hold the town").count("\n") == 4


def test_last_words_are_looked_for_after_the_first() -> None:
    assert found("1 a ... c", "c a b c") == "a b c"


WHOLE_WORDS = "locators match whole words, upper and lower case as they stand"


@pytest.mark.parametrize(
    ("at", "message", "help"),
    [
        ("3 map data", "'map data' does not stand in paragraph 3", "it does in paragraph 5"),
        ("5 map dat", "'map dat' does not stand in paragraph 5", WHOLE_WORDS),
        ("5 Map data", "'Map data' does not stand in paragraph 5", WHOLE_WORDS),
        (
            "5 by eye ... map data",
            "'map data' does not stand after the first words in paragraph 5",
            WHOLE_WORDS,
        ),
        (
            "9 Two",
            "there is no paragraph 9; the document has 5 paragraphs",
            "paragraphs are the non-empty lines, counted from 1",
        ),
    ],
)
def test_what_is_missing(at: str, message: str, help: str) -> None:
    with pytest.raises(Missing) as caught:
        found(at)
    assert (str(caught.value), caught.value.help) == (message, help)


def test_words_must_stand_once() -> None:
    with pytest.raises(Ambiguous, match="'Two brigades' stands 2 times in paragraph 4"):
        found("4 Two brigades")


@pytest.mark.parametrize(
    ("at", "text"), [("1 na na", "na na na"), ("1 x ... a b a", "x a b a b a")]
)
def test_places_that_overlap_are_several(at: str, text: str) -> None:
    with pytest.raises(Ambiguous):
        found(at, text)


def test_a_combining_mark_belongs_to_its_word() -> None:
    with pytest.raises(Missing):
        found("1 cafe", "the cafe\u0301 is open")


def test_last_words_must_stand_once_too() -> None:
    with pytest.raises(Ambiguous):
        found("1 a ... c", "a c c")
