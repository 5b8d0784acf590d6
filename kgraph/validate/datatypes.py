"""Whether a literal is of a datatype and well-formed, as a SPARQL expression."""

from __future__ import annotations

from .graph import XSD

_CAST = frozenset(
    XSD + name
    for name in (
        *("boolean", "decimal", "integer", "double", "float", "dateTime", "date", "time"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
        *("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
    )
)
"""Datatypes whose values the store can parse."""

_INTEGERS = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "positiveInteger": (1, None),
    "nonNegativeInteger": (0, None),
    "negativeInteger": (None, -1),
    "nonPositiveInteger": (None, 0),
}
"""Bounds of the datatypes derived from xsd:integer."""


def has_datatype(datatype: str) -> str:
    """True of ``?value`` where it is a well-formed literal of the datatype (an IRI).

    >>> has_datatype("https://example.org/metres")
    'isLiteral(?value) && datatype(?value) = <https://example.org/metres>'
    """
    test = f"isLiteral(?value) && datatype(?value) = <{datatype}>"
    if datatype in _CAST:
        return f"{test} && isLiteral(<{datatype}>(STR(?value)))"
    bounds = _INTEGERS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    if bounds is None:
        return test
    number = f"<{XSD}decimal>(STR(?value))"
    test += ' && REGEX(STR(?value), "^[+-]?[0-9]+$")'
    for sign, bound in zip((">=", "<="), bounds, strict=True):
        if bound is not None:
            test += f" && {number} {sign} {bound}.0"
    return test
