"""How passages are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evidence.locator import MAX_CHARACTERS, checked_locator, fold, locator, squeeze
from kgraph.model import Passage
from kgraph.problems import BadValue


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4 Two brigades ... the river", (4, 4, "Two brigades", "the river")),
        ("4-5 Two brigades ... the river", (4, 5, "Two brigades", "the river")),
        ("4 \u2013 5 Two brigades \u2026 the river", (4, 5, "Two brigades", "the river")),
        ("4 Two brigades", (4, 4, "Two brigades", "")),
        ("04  Two\u00a0brigades  ...  the river ", (4, 4, "Two brigades", "the river")),
        ("4 \u201cNot yet\u201d ... wait...", (4, 4, '"Not yet"', "wait...")),
        ("4 12 tanks", (4, 4, "12 tanks", "")),
    ],
)
def test_locators(text: str, parts: tuple[int, int, str, str]) -> None:
    assert locator(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "4",
            "4 ",
            "Two brigades",
            "0 Two",
            "-4 Two",
            "four Two",
            "1234567 Two",
            "5-4 a ... b",
        ),
        *(
            "4-5 Two",
            "4 Two ...",
            "4 ... river",
            "4 a ... b ... c",
            "4 a b c d e",
            "4 a ... b c d e f",
        ),
        "4 " + "x" * (MAX_CHARACTERS + 1),
        "4-4 -5 dead",
    ],
)
def test_what_is_no_locator(text: str) -> None:
    with pytest.raises(BadValue):
        locator(text)


WORDS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)


@given(st.integers(1, 999_999), st.integers(0, 3), WORDS, WORDS | st.just(""))
def test_what_a_passage_is_called_is_read_as_that_passage(
    paragraph: int, more: int, first: str, last: str
) -> None:
    try:
        parts = checked_locator(str(paragraph), str(paragraph + more), first, last)
    except BadValue:
        return
    named = Passage("border-report", *parts)
    if named.first:
        assert locator(named.locator) == parts


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def test_what_is_folded() -> None:
    assert fold("\u201cwe\u2019ll\u201d \u2013 \u2014 \u2212\u00a0\t\n") == '"we\'ll" - - -   '
