"""Comparing dates by the days that bound them, as they are written."""

from __future__ import annotations

from ..model import Claim, Edtf, Facts, Statement

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


def valid_time(statement: Statement) -> Edtf | None:
    """When the statement holds; None where that is not told, or cannot be bounded."""
    for name, value in statement.qualifiers:
        if name == "kg:when" and isinstance(value, Edtf) and (value.earliest or value.latest):
            return value
    return None


def span(date: Edtf) -> tuple[str, str]:
    """First and last day; an open end is as far off as can be."""
    return date.earliest or FIRST_DAY, date.latest or LAST_DAY


def overlap(first: Edtf | None, second: Edtf | None) -> bool | None:
    """Whether there is a day in both; None where one of them is not told."""
    if first is None or second is None:
        return None
    (begin, end), (other_begin, other_end) = span(first), span(second)
    return begin <= other_end and other_begin <= end


def said(claim: Claim, facts: Facts) -> Edtf | None:
    """When the claim was made: stated on, or else when its document was published."""
    return claim.stated_on or facts.documents[claim.document].published


def is_later(claim: Claim, than: Claim, facts: Facts) -> bool | None:
    """Whether a claim was made after another; None where the dates do not tell.

    Two claims of one document of which neither has a date of its own were made at one time.
    """
    if claim.document == than.document and not (claim.stated_on or than.stated_on):
        return False
    date, other = said(claim, facts), said(than, facts)
    if date and other and date.earliest and other.latest and date.earliest > other.latest:
        return True
    if date and other and date.latest and other.earliest and date.latest <= other.earliest:
        return False
    return None
