"""Text of one value to what it means: dates, quantities, numbers."""

from __future__ import annotations

import re
import sys
import unicodedata
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache

from ..evidence.locator import squeeze
from ..model import Edtf, Literal, Quantity
from ..ontology import Vocabulary
from ..problems import BadValue, listed, near

_SIMPLE_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_SIGNIFICANT = re.compile(r"\dS\d")
"""Significant digits: the year is only estimated."""

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_ANOTHER_NUMBER = re.compile(r"(?<!\w)[0-9]")
_DECIMAL = re.compile(r"([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?")


@lru_cache(maxsize=4096)
def edtf(text: str) -> Edtf:
    """A date in EDTF with the days that bound it.

    >>> edtf("2024-02~")
    Edtf(text='2024-02~', earliest='2024-02-01', latest='2024-02-29')
    >>> edtf("2024-11/..").latest
    ''

    Raises:
        BadValue: the text is not EDTF, or an interval ends before it begins.
    """
    simple = _SIMPLE_DATE.fullmatch(text)
    if simple and text[:4] != "0000":
        return _year_or_month(text, int(simple[1]), int(simple[2] or 0))
    # 0.1 s to import, and most seeds only hold years and months
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if text != text.strip() or len(text) > 100:
        raise BadValue(f"'{text[:100]}' is not an EDTF date", EDTF_HELP)
    try:
        with redirect_stdout(None):  # the library prints what it tries
            parsed = parse_edtf(text)
        bounds = _bound(parsed, "lower", text), _bound(parsed, "upper", text)
    except BadValue:
        raise
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError):
        raise BadValue(f"'{text}' is not an EDTF date", EDTF_HELP) from None
    if all(bounds) and bounds[0] > bounds[1]:
        raise BadValue(f"the interval '{text}' ends before it begins", "earlier date first")
    return Edtf(text, *bounds)


def _year_or_month(text: str, year: int, month: int) -> Edtf:
    first, last = month or 1, month or 12
    leap = last == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = _MONTH_DAYS[last - 1] + leap
    return Edtf(text, f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{days:02}")


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


def decimal(text: str) -> str:
    """Canonical xsd:decimal (XSD 1.1): no exponent, no sign on zero, no idle zeros.

    >>> decimal("0700.50")
    '700.5'

    Raises:
        BadValue: the text is no number in digits, with or without a fraction.
    """
    if not _GROUPED.fullmatch(text):
        raise BadValue(f"'{text[:80]}' is not a number", "write it in digits: 700, -0.5 or 1,000")
    match = _DECIMAL.fullmatch(text.replace(",", ""))
    assert match is not None
    sign, whole, fraction = match.groups(default="")
    plain = (whole or "0") + (f".{fraction}" if fraction else "")
    return plain if plain == "0" else sign.replace("+", "") + plain


def quantity(text: str, vocabulary: Vocabulary) -> Quantity:
    """A quantity as people write it: precision, number, unit.

    >>> from kgraph import ontology
    >>> quantity("about 700 km2", ontology.load())
    Quantity(text='about 700 km2', value='700', unit='km2', precision='approximate')

    Raises:
        BadValue: no number, a word before it that marks no precision, or an unknown unit.
    """
    number = _NUMBER.search(text)
    if not number:
        raise BadValue(
            f"'{text}' holds no number", "write it like 'about 700 km2' or 'more than 1/min'"
        )
    if not _GROUPED.fullmatch(number[0]):
        raise BadValue(f"'{number[0]}' is not a number", "group digits by threes, or not at all")
    marker, unit = text[: number.start()].strip(), text[number.end() :].strip()
    precision = vocabulary.precisions.get(marker) if marker else "exact"
    if precision is None:
        known = sorted(vocabulary.precisions)
        raise BadValue(
            f"'{marker}' before a number marks no precision",
            near(marker, known, f"expected {listed(known)}"),
        )
    code = vocabulary.units.get(squeeze(unit)) if unit else "1"
    if code is None:
        if _ANOTHER_NUMBER.search(unit):
            raise BadValue(
                f"'{text}' holds more than one number", "one number, or a bound: 'more than 5 km2'"
            )
        raise UnknownUnit(unit)
    return Quantity(squeeze(text), decimal(number[0]), code, precision)


EDTF_HELP = (
    "write EDTF: 2024, 2024-11, 2024-11-05, 2024-11~ (about), 2024-11? (uncertain), "
    "2024-11/2024-12, 2024-11/.. (open)"
)


class UnknownUnit(BadValue):
    def __init__(self, unit: str) -> None:
        super().__init__(f"there is no unit '{unit}'")
        self.unit = unit


def literal(text: str, datatype: str) -> Literal:
    """Text in the canonical form of its datatype.

    Raises:
        BadValue: the text is not in the datatype's lexical space.
    """
    match datatype:
        case "xsd:string":
            return Literal(unicodedata.normalize("NFC", text.strip()))
        case "xsd:boolean":
            return Literal("true" if boolean(text) else "false", datatype)
        case "xsd:decimal":
            return Literal(decimal(text), datatype)
        case "xsd:integer" | "xsd:positiveInteger" | "xsd:nonNegativeInteger":
            return Literal(_integer(text, datatype), datatype)
    raise BadValue(f"values of type {datatype} cannot be written in seeds")


def _integer(text: str, datatype: str) -> str:
    least = {"xsd:positiveInteger": 1, "xsd:nonNegativeInteger": 0}.get(datatype, -sys.maxsize)
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text) or int(text) < least:
        raise BadValue(
            f"'{text[:80]}' is not a whole number" + ("" if least < 0 else f" from {least} up"),
            "digits alone: 12",
        )
    return str(int(text))


def boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue(f"'{text}' is neither true nor false", "write true, or leave it out")
    return text == "true"
