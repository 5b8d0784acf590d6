"""Quantities, numbers, text: what is written, and what it means."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.facts.values import boolean, decimal, literal, quantity
from kgraph.problems import BadValue
from tests.project import vocabulary


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
        ("1000000000000000000000 km", "'1000000000000000000000' is too long"),
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
