"""Whether a literal is of a datatype and well-formed, as a SPARQL expression."""

from __future__ import annotations

from .graph import XSD, Fault

_CAST = frozenset(
    XSD + name
    for name in (
        *("boolean", "double", "float", "dateTime", "date", "time"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
        *("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
    )
)
"""Datatypes whose values the store can parse."""

_FORGOTTEN = frozenset(
    XSD + name
    for name in (
        *("byte", "short", "int", "long", "positiveInteger", "nonNegativeInteger"),
        *("unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
        *("negativeInteger", "nonPositiveInteger"),
    )
)
"""Datatypes that the store keeps as xsd:integer."""


_FORMS = {
    XSD + "integer": "^[+-]?[0-9]+$",
    XSD + "decimal": "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
}
"""Lexical forms of datatypes of which the store parses the smaller values only."""


def has_datatype(datatype: str) -> str:
    """True of ``?value`` where it is a well-formed literal of the datatype (an IRI).

    Raises:
        Fault: the store does not tell values of the datatype from other numbers.

    >>> has_datatype("https://example.org/metres")
    'isLiteral(?value) && datatype(?value) = <https://example.org/metres>'
    """
    if datatype in _FORGOTTEN:
        raise Fault(
            "sh:datatype", f"<{datatype}> is kept as xsd:integer; use that, and sh:minInclusive"
        )
    if datatype == XSD + "dateTimeStamp":
        raise Fault("sh:datatype", f"<{datatype}> is kept as xsd:dateTime; use that")
    test = f"isLiteral(?value) && datatype(?value) = <{datatype}>"
    if datatype in _FORMS:
        return f"{test} && REGEX(STR(?value), '{_FORMS[datatype]}')"
    if datatype in _CAST:
        return f"{test} && isLiteral(<{datatype}>(STR(?value)))"
    return test
