"""Dates: what is written, and the days that bound it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.facts.dates import any_form, common_form, edtf
from kgraph.problems import BadValue


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-11-05", "2024-11-05", "2024-11-05"),
        ("2024-11~", "2024-11-01", "2024-11-30"),
        ("2024-11?", "2024-11-01", "2024-11-30"),
        ("2024-11?/2024-12?", "2024-11-01", "2024-12-31"),
        ("2024-11/..", "2024-11-01", ""),
        ("../2024-11", "", "2024-11-30"),
        ("/2024-11", "", "2024-11-30"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("202X-02-29", "2020-02-29", ""),
        ("[2024-01..2024-03]", "2024-01-01", "2024-03-31"),
        ("2024-21", "", ""),
        ("Y17E7", "", ""),
        ("XXXX", "", ""),
        ("XXXX-02", "", ""),
        ("2024S2", "", ""),
        ("-0044", "", ""),
        ("0000", "", ""),
    ],
)
def test_a_date_is_bounded_by_days(text: str, earliest: str, latest: str) -> None:
    found = edtf(text)
    assert (found.text, found.earliest, found.latest) == (text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "2024-13", "2024-02-30", "2023-02-29", "20241105", "5 November 2024", "today"),
        *("2024-11-05 ", "2024\n", "2024/11", "..", "unknown", "2024-12/2024-11", "2" * 200),
        "\u0662\u0660\u0662\u0664",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadValue):
        edtf(text)


def test_reading_a_date_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("2024-11-05/..", "../2024-11-05"):
        edtf(text)
    assert capsys.readouterr().out == ""


DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
PRECISIONS = st.sampled_from([4, 7, 10])
SIGNS = st.sampled_from(["", "~", "?", "%"])


@given(DATES, PRECISIONS, SIGNS)
def test_bounds_hold_the_date(day: date, length: int, sign: str) -> None:
    found = edtf(day.isoformat()[:length] + sign)
    assert found.earliest <= day.isoformat() <= found.latest


@given(DATES, DATES, PRECISIONS, PRECISIONS, SIGNS)
def test_bounds_of_a_span_are_ordered(a: date, b: date, m: int, n: int, sign: str) -> None:
    first, last = sorted((a, b))
    found = edtf(f"{first.isoformat()[:m]}{sign}/{last.isoformat()[:n]}")
    assert found.earliest <= first.isoformat() <= last.isoformat() <= found.latest


@given(st.text(alphabet="0123456789-/.~?%XYES[]{}, ", max_size=16))
def test_any_text_is_a_date_with_ordered_bounds_or_a_bad_value(text: str) -> None:
    try:
        found = edtf(text)
    except BadValue:
        return
    for bound in filter(None, (found.earliest, found.latest)):
        assert date.fromisoformat(bound)
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


ENDS = st.builds(
    lambda day, length, sign: day.isoformat()[:length] + sign, DATES, PRECISIONS, SIGNS
)


@given(ENDS | st.builds("{}/{}".format, ENDS | st.just(".."), ENDS | st.just("..")))
def test_common_forms_are_read_as_the_library_reads_them(text: str) -> None:
    found = common_form(text)
    if found is not None:
        assert found == any_form(text)


@pytest.mark.parametrize("text", ["2024", "2024-11", "2024-11-05", "2024-11~/..", "../2024?"])
def test_common_forms_need_no_library(text: str) -> None:
    assert common_form(text) is not None


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2024-11-00", "0000", "..", "../..", "202X", "", "/2024"]
)
def test_everything_else_does(text: str) -> None:
    assert common_form(text) is None
