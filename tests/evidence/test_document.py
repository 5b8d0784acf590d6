"""A document's text: paragraphs, and what stands in quotation marks."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evidence.document import read
from tests.evidence.documents import document


def paragraphs(text: str) -> list[str]:
    found = document(text)
    return [found.text[start:end] for start, end in found.paragraphs]


def test_paragraphs_are_the_non_empty_lines() -> None:
    assert paragraphs("Title\n\n  \t\n one\r\n\u00a0\ntwo") == ["Title", " one\r", "two"]


@given(st.text(alphabet=" \t\n\r\u00a0\u2028ab", min_size=1))
def test_paragraphs_hold_all_words(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


def test_a_line_of_spaces_takes_no_time() -> None:
    began = time.perf_counter()
    assert paragraphs(" " * 1_000_000 + "\nx") == ["x"]
    assert time.perf_counter() - began < 2


def quoted(text: str) -> list[str]:
    found = document(text)
    return [found.text[start:end] for start, end in found.quotations]


def test_quotations() -> None:
    assert quoted('\u201ca\u201d b "c" d') == ["\u201ca\u201d", '"c"']


def test_a_curly_mark_stays_open_over_paragraphs() -> None:
    assert quoted("\u201ca\n\u201cb\u201d c") == ["\u201ca\n\u201cb\u201d"]


def test_a_straight_mark_ends_with_its_paragraph() -> None:
    assert quoted('"a\nb" "c"') == ['" "']


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    assert quoted("\u201ca\nb") == []


def test_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfcaf\xc3\xa9")
    assert read(path).text == "caf\u00e9"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(UnicodeDecodeError):
        read(path)
