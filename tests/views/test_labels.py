from __future__ import annotations

import pytest

from kgraph.views.labels import clean, columns, size, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("two words that need a second line", ["two words that need a", "second line"]),
        ("x" * 50, ["x" * 22, "x" * 22, "x" * 6]),
        ("", [""]),
        ("漢字" * 8, ["漢字" * 6, "漢字" * 2]),
    ],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text).split("\n") == lines


def test_what_is_left_out_shows() -> None:
    rows = wrap("word " * 60).split("\n")
    assert len(rows) == 3
    assert rows[-1].endswith("…")
    assert columns(rows[-1]) <= 22


def test_nothing_steers_direction_or_breaks_lines() -> None:
    assert clean("a\u202e\u2066b\r\n\x00c\u2028d") == "ab c d"


def test_size_grows_with_the_widest_line() -> None:
    assert size("ab\nabcd")[0] == size("abcd")[0]
    assert size("ab\nabcd")[1] == 2 * size("abcd")[1]
