"""Dates, quantities, numbers: what is written, and what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.facts.values import boolean, decimal, edtf, literal, quantity
from kgraph.problems import BadValue
from tests.project import vocabulary


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


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("0700.50", "700.5"),
        ("-0", "0"),
        ("+5", "5"),
        ("1,000", "1000"),
        ("-0.50", "-0.5"),
        ("00", "0"),
    ],
)
def test_canonical_decimals(text: str, canonical: str) -> None:
    assert decimal(text) == canonical


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.integers(0, 3))
def test_the_canonical_form_has_the_same_value(number: Decimal, zeros: int) -> None:
    text = f"{number:f}"
    padded = text.replace("-", "-" + "0" * zeros) if "-" in text else "0" * zeros + text
    assert Decimal(decimal(padded)) == number
    assert decimal(decimal(padded)) == decimal(padded)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1e5", "1_000", "1,2,3", "5.", "\u0665", "", " 5", "1e999999999"]
)
def test_what_is_no_decimal(text: str) -> None:
    with pytest.raises(BadValue):
        decimal(text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "precision"),
    [
        ("about 700 km2", "700", "km2", "approximate"),
        ("700 sq km", "700", "km2", "exact"),
        ("700   sq  km", "700", "km2", "exact"),
        ("more than 1/min", "1", "/min", "more-than"),
        ("up to 1,000.50 km", "1000.5", "km", "at-most"),
        ("12", "12", "1", "exact"),
        ("-5 km", "-5", "km", "exact"),
        ("30%", "30", "%", "exact"),
    ],
)
def test_quantities(text: str, value: str, unit: str, precision: str) -> None:
    found = quantity(text, vocabulary())
    assert (found.value, found.unit, found.precision) == (value, unit, precision)
    assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a lot", "'a lot' holds no number"),
        ("nearly 700 km2", "'nearly' before a number marks no precision"),
        ("700 km22", "there is no unit 'km22'"),
        ("1,00 km", "'1,00' is not a number"),
        ("5-7 km", "'5-7 km' holds more than one number"),
        ("12:30", "'12:30' holds more than one number"),
        ("\u0667", "'\u0667' holds no number"),
    ],
)
def test_what_is_no_quantity(text: str, message: str) -> None:
    with pytest.raises(BadValue) as caught:
        quantity(text, vocabulary())
    assert str(caught.value) == message


def test_booleans_are_written_just_so() -> None:
    assert boolean("true")
    assert not boolean("false")
    for text in ("True", "yes", "1", ""):
        with pytest.raises(BadValue):
            boolean(text)


@pytest.mark.parametrize(
    ("text", "datatype", "canonical"),
    [
        ("a loss", "xsd:string", "a loss"),
        ("true", "xsd:boolean", "true"),
        ("0012", "xsd:integer", "12"),
        ("-3", "xsd:integer", "-3"),
        ("0", "xsd:nonNegativeInteger", "0"),
        ("+1", "xsd:positiveInteger", "1"),
    ],
)
def test_literals(text: str, datatype: str, canonical: str) -> None:
    assert literal(text, datatype).text == canonical


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2.5", "xsd:integer"),
        ("0", "xsd:positiveInteger"),
        ("-1", "xsd:nonNegativeInteger"),
        ("9" * 19, "xsd:integer"),
        ("x", "xsd:anyURI"),
    ],
)
def test_what_is_no_literal(text: str, datatype: str) -> None:
    with pytest.raises(BadValue):
        literal(text, datatype)
