"""Dates are compared by the days that bound them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.analyse.when import overlap
from kgraph.facts.dates import edtf


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2024-11", "2024-11-05", True),
        ("2024-11", "2024-12", False),
        ("2024-11/..", "2030", True),
        ("../2024-11", "2024-12-01", False),
        ("2024-11~", "2024", True),
    ],
)
def test_overlap(first: str, second: str, expected: bool) -> None:
    assert overlap(edtf(first), edtf(second)) is expected
    assert overlap(edtf(second), edtf(first)) is expected
    assert overlap(edtf(first), None) is None


days = st.integers(1, 12).map(lambda n: date(2024, 1, n))


@given(st.tuples(days, days).map(sorted), st.tuples(days, days).map(sorted))
def test_overlap_is_a_day_in_both(first: list[date], second: list[date]) -> None:
    def all_days(span: list[date]) -> set[date]:
        return {span[0] + timedelta(n) for n in range((span[1] - span[0]).days + 1)}

    one, other = (edtf(f"{begin}/{end}") for begin, end in (first, second))
    assert overlap(one, other) is bool(all_days(first) & all_days(second))
