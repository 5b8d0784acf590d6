"""The report: totals, order, forms, and text that is safe to print."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.problems import ExitCode, Location, Report, count, excerpt, listed, near, printable


def report_of(*places: tuple[str, int, str]) -> Report:
    report = Report()
    for file, line, code in places:
        report.add(code, Location(file, line), "message")
    return report


def test_warnings_alone_are_fine() -> None:
    report = report_of(("a", 1, "orphaned-entity"))
    assert (report.totals(), report.exit_code) == ("0 errors, 1 warning", ExitCode.OK)


def test_one_error_fails() -> None:
    report = report_of(("a", 1, "orphaned-entity"), ("a", 2, "bad-id"))
    assert (report.totals(), report.exit_code) == ("1 error, 1 warning", ExitCode.FINDINGS)


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    report = report_of(("b", 1, "bad-id"), ("a", 10, "bad-id"), ("a", 9, "bad-id"))
    assert [(p.where.file, p.where.line) for p in report] == [("a", 9), ("a", 10), ("b", 1)]


def test_the_same_problem_is_told_once() -> None:
    assert len(report_of(("a", 1, "bad-id"), ("a", 1, "bad-id")).problems) == 1


def test_the_forms_tell_the_same() -> None:
    report = Report()
    report.add("bad-id", Location("a,b.yaml", 3, 7, 2), "100% wrong\nreally", "do it: right")
    (row,) = json.loads(report.as_json())["problems"]
    assert (row["line"], row["column"], row["severity"]) == (3, 7, "error")
    assert report.as_github() == (
        "::error file=a%2Cb.yaml,line=3,col=7,title=bad-id::"
        "100%25 wrong%0Areally (help: do it: right)"
    )


def test_the_caret_stands_below_what_is_meant() -> None:
    lines = list(excerpt("key:\tvalue here", Location("a", 1, 6, 5)))
    assert lines == ["  1 | key:\\tvalue here", "    |       ^^^^^"]


def test_long_lines_are_cut_around_the_place() -> None:
    lines = list(excerpt("x" * 500 + "HERE" + "y" * 500, Location("a", 1, 501, 4)))
    assert all(len(line) < 120 for line in lines)
    start = lines[1].index("^")
    assert lines[0][start : start + 4] == "HERE"


@given(st.text())
def test_nothing_unprintable_reaches_a_terminal(text: str) -> None:
    assert printable(text).isprintable() or "\u3000" in text


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u2028", "\x7f"])
def test_escape_codes_and_bidirectional_marks_are_shown(char: str) -> None:
    assert char not in printable(f"a{char}b")


def test_words_for_people() -> None:
    assert count(1, "claim") == "1 claim"
    assert count(1200, "entity", "entities") == "1,200 entities"
    assert listed(["a"]) == "'a'"
    assert listed(["a", "b", "c"]) == "'a', 'b' or 'c'"


@pytest.mark.parametrize(
    ("word", "help"),
    [
        ("controlls", "did you mean 'controls'?"),
        ("Controls", "did you mean 'controls'?"),
        ("bridge", "did you mean 'bridge-1' or 'bridge-2'?"),
        ("zebra", "nothing near"),
    ],
)
def test_near_matches(word: str, help: str) -> None:
    assert near(word, ["controls", "captures", "bridge-1", "bridge-2"], "nothing near") == help
