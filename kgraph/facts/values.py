"""Text of one value to what it means: quantities, numbers, text."""

from __future__ import annotations

import re
import sys
import unicodedata

from ..evidence.locator import squeeze
from ..model import Literal, Quantity
from ..ontology import Vocabulary
from ..problems import BadValue, listed, near

DIGITS = 18
"""Digits of a number that processors keep at least (XML Schema 1.0 part 2, section 3.2.3)."""

_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_ANOTHER_NUMBER = re.compile(r"(?<!\w)[0-9]")
_DECIMAL = re.compile(r"([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?")


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
    if len(re.sub(r"\D", "", number[0])) > DIGITS:
        raise BadValue(f"'{number[0][:80]}' is too long", f"stores keep {DIGITS} digits")
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
            if not boolean(text):
                raise BadValue(
                    "what is not true is not said",
                    "leave it out; to deny it, write 'not' before the predicate, and true",
                )
            return Literal("true", datatype)
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
