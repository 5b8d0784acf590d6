"""Whether two quantities leave a number that suits both."""

from __future__ import annotations

from fractions import Fraction

from ..model import Quantity

_MINUTE, _DAY = Fraction(60), Fraction(86400)
_MEASURES = {
    "1": ("1", Fraction(1)),
    "%": ("1", Fraction(1, 100)),
    "m": ("m", Fraction(1)),
    "km": ("m", Fraction(1000)),
    "m2": ("m2", Fraction(1)),
    "har": ("m2", Fraction(10**4)),
    "km2": ("m2", Fraction(10**6)),
    "g": ("g", Fraction(1)),
    "kg": ("g", Fraction(10**3)),
    "t": ("g", Fraction(10**6)),
    "s": ("s", Fraction(1)),
    "min": ("s", _MINUTE),
    "h": ("s", 60 * _MINUTE),
    "d": ("s", _DAY),
    "wk": ("s", 7 * _DAY),
    "mo": ("s", Fraction("365.25") / 12 * _DAY),
    "a": ("s", Fraction("365.25") * _DAY),
    "/s": ("/s", Fraction(1)),
    "/min": ("/s", 1 / _MINUTE),
    "/h": ("/s", 1 / (60 * _MINUTE)),
    "/d": ("/s", 1 / _DAY),
    "/wk": ("/s", 1 / (7 * _DAY)),
    "/mo": ("/s", 12 / (Fraction("365.25") * _DAY)),
    "/a": ("/s", 1 / (Fraction("365.25") * _DAY)),
}
"""By UCUM code: the unit that its dimension is counted in, and how many of these it is."""

_Bound = tuple[Fraction, bool] | None
"""A number, and whether it is itself allowed; none where there is no bound."""


def exclude_each_other(first: Quantity, second: Quantity) -> bool:
    """Whether no number suits both; False where their units measure different things.

    What is approximate is taken by its number: how near is near, nobody said. Units that are not
    known here are only compared with themselves.
    """
    if _dimension(first.unit) != _dimension(second.unit):
        return False
    (low, high), (other_low, other_high) = _bounds(first), _bounds(second)
    return _above(low, other_high) or _above(other_low, high)


def within(inner: Quantity, outer: Quantity) -> bool:
    """Whether each number that suits the first suits the second too."""
    if _dimension(inner.unit) != _dimension(outer.unit):
        return False
    (low, high), (outer_low, outer_high) = _bounds(inner), _bounds(outer)
    return _holds(outer_low, low, 1) and _holds(outer_high, high, -1)


def _dimension(unit: str) -> str:
    return _MEASURES.get(unit, (unit, 1))[0]


def _bounds(quantity: Quantity) -> tuple[_Bound, _Bound]:
    _, factor = _MEASURES.get(quantity.unit, ("", Fraction(1)))
    number = Fraction(quantity.value) * factor
    match quantity.precision:
        case "at-least":
            return (number, True), None
        case "more-than":
            return (number, False), None
        case "at-most":
            return None, (number, True)
        case "less-than":
            return None, (number, False)
    return (number, True), (number, True)


def _above(low: _Bound, high: _Bound) -> bool:
    """Whether a lower bound leaves nothing below an upper one."""
    if low is None or high is None:
        return False
    return low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))


def _holds(outer: _Bound, inner: _Bound, way: int) -> bool:
    """Whether the inner bound is no looser than the outer one; ``way`` is 1 for lower bounds."""
    if outer is None:
        return True
    if inner is None:
        return False
    return way * (inner[0] - outer[0]) > 0 or (inner[0] == outer[0] and outer[1] >= inner[1])
