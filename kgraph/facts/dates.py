"""Dates in EDTF (ISO 8601-2:2019, levels 0 to 2) and the days that bound them."""

from __future__ import annotations

import calendar
import re
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache

from ..model import Edtf
from ..problems import BadValue

EDTF_HELP = (
    "write EDTF: 2024, 2024-11, 2024-11-05, 2024-11~ (about), 2024-11? (uncertain), "
    "2024-11/2024-12, 2024-11/.. (open)"
)

_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?[?~%]?")
_SIGNIFICANT = re.compile(r"\dS\d")
"""Significant digits: the year is only estimated."""

Bounds = tuple[str, str]
"""First and last day; empty where there is none."""


@lru_cache(maxsize=4096)
def edtf(text: str) -> Edtf:
    """A date in EDTF with the days that bound it as it is written.

    >>> edtf("2024-02~")
    Edtf(text='2024-02~', earliest='2024-02-01', latest='2024-02-29')
    >>> edtf("2024-11/..").latest
    ''

    Raises:
        BadValue: the text is not EDTF, or an interval ends before it begins.
    """
    bounds = common_form(text) or any_form(text)
    if all(bounds) and bounds[0] > bounds[1]:
        raise BadValue(f"the interval '{text}' ends before it begins", "earlier date first")
    return Edtf(text, *bounds)


def common_form(text: str) -> Bounds | None:
    """Bounds of years, months and days, alone or as the ends of an interval.

    None for all other forms. The library knows these, too, but importing it would be a large
    part of a whole check.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _days(first)
    lower = ("", "") if first == ".." else _days(first)
    upper = ("", "") if last == ".." else _days(last)
    if not lower or not upper or first == last == "..":
        return None
    return lower[0], upper[1]


def _days(text: str) -> Bounds | None:
    match = _DATE.fullmatch(text)
    if not match or match[1] == "0000":
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    first_month, last_month = month or 1, month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    if day > last_day or (match[3] and not day):
        return None
    return (
        f"{year:04}-{first_month:02}-{day or 1:02}",
        f"{year:04}-{last_month:02}-{day or last_day:02}",
    )


def any_form(text: str) -> Bounds:
    """Bounds as the library finds them.

    Raises:
        BadValue: the text is not EDTF.
    """
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if text != text.strip() or len(text) > 100:
        raise BadValue(f"'{text[:100]}' is not an EDTF date", EDTF_HELP)
    try:
        with redirect_stdout(None):  # the library prints what it tries
            parsed = parse_edtf(text)
        return _bound(parsed, "lower", text), _bound(parsed, "upper", text)
    except BadValue:
        raise
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError):
        raise BadValue(f"'{text}' is not an EDTF date", EDTF_HELP) from None


def _bound(parsed: object, side: str, text: str) -> str:
    """The bounding day, or nothing where the date has none that is not invented."""
    from edtf.parser import parser_classes as edtf_classes

    if isinstance(parsed, edtf_classes.Interval):
        part = parsed.lower if side == "lower" else parsed.upper
        if type(part) is edtf_classes.UnspecifiedIntervalSection or part is None:
            return ""
        return _bound(part, side, text)
    unbounded = (edtf_classes.Season, edtf_classes.ExponentialYear, edtf_classes.LongYear)
    if isinstance(parsed, unbounded):
        return ""
    if text.startswith("XXXX") or _SIGNIFICANT.search(text):
        return ""
    bound = getattr(parsed, f"{side}_strict")()
    if isinstance(bound, float) or not 1 <= bound[0] <= 9999:
        return ""
    try:
        return date(*bound[:3]).isoformat()
    except ValueError:
        if "X" in text:  # 202X-02-29 ends with no day that there is
            return ""
        raise BadValue(f"there is no such day as '{text}'", EDTF_HELP) from None
