"""Two quantities exclude each other exactly where no number suits both."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.analyse.quantities import exclude_each_other, within
from kgraph.facts.values import quantity
from kgraph.model import Quantity
from tests.cases import VOCABULARY

PRECISIONS = VOCABULARY.lists["kg:Precision"]


@pytest.mark.parametrize(
    ("first", "second", "excluded"),
    [
        ("more than 300", "exactly 300", True),
        ("at least 300", "exactly 300", False),
        ("at least 300", "less than 300", True),
        ("more than 300", "at most 400", False),
        ("about 700 km2", "about 700 km2", False),
        ("about 700 km2", "300 km2", True),
        ("1 km2", "100 ha", False),
        ("90 seconds", "less than 1 minute", True),
        ("20/d", "1/min", True),
        ("2 years", "24 months", False),
        ("5 km", "700 km2", False),
        ("2 directions", "3", False),
        ("50%", "0.5", False),
    ],
)
def test_examples(first: str, second: str, excluded: bool) -> None:
    one, other = quantity(first, VOCABULARY), quantity(second, VOCABULARY)
    assert exclude_each_other(one, other) is excluded
    assert exclude_each_other(other, one) is excluded


def test_each_unit_that_can_be_written_is_compared_with_itself() -> None:
    for code in {*VOCABULARY.units.values(), "1"}:
        less, more = Quantity("", "1", code, "less-than"), Quantity("", "2", code)
        assert exclude_each_other(less, more)


quantities = st.builds(
    Quantity,
    st.just(""),
    st.integers(-3, 3).map(str),
    st.just("km"),
    st.sampled_from(PRECISIONS),
)
SAMPLES = [Fraction(number, 2) for number in range(-9, 10)]


def suits(number: Fraction, of: Quantity) -> bool:
    value = Fraction(of.value)
    return {
        "exact": number == value,
        "approximate": number == value,
        "at-least": number >= value,
        "at-most": number <= value,
        "more-than": number > value,
        "less-than": number < value,
    }[of.precision]


@given(quantities, quantities)
@example(Quantity("", "1", "km", "more-than"), Quantity("", "1", "km", "less-than"))
def test_as_trying_out_numbers_says(one: Quantity, other: Quantity) -> None:
    """Halves suffice between whole bounds."""
    both = [n for n in SAMPLES if suits(n, one) and suits(n, other)]
    assert exclude_each_other(one, other) is not bool(both)
    assert within(one, other) is all(suits(n, other) for n in SAMPLES if suits(n, one))
