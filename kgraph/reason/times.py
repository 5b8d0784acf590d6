"""Valid time as rules compare it: whole days, both ends included."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..model import Edtf, Statement

WHEN = "kg:when"
OPEN_START, OPEN_END = 0, date.max.toordinal() + 1

_MARKS = {"?": 1, "~": 2, "%": 3}
_SIGNS = ["", *_MARKS]


class Span(NamedTuple):
    """First and last day as ordinals, and whether they are uncertain (1) or approximate (2)."""

    first: int = OPEN_START
    last: int = OPEN_END
    marks: int = 0


ALWAYS = Span()
"""Where no time is told, or none that has bounds."""


def spans_of(statement: Statement) -> list[Span]:
    """The bounds of each time that ``kg:when`` tells."""
    whens = [value for name, value in statement.qualifiers if name == WHEN]
    return [_span(when) for when in whens if isinstance(when, Edtf)] or [ALWAYS]


def _span(when: Edtf) -> Span:
    if not when.earliest and not when.latest:
        return ALWAYS
    marks = 0
    for sign in when.text:
        marks |= _MARKS.get(sign, 0)
    first = date.fromisoformat(when.earliest).toordinal() if when.earliest else OPEN_START
    last = date.fromisoformat(when.latest).toordinal() if when.latest else OPEN_END
    return Span(first, last, marks)


def overlap(spans: list[Span]) -> Span:
    """What the spans have in common; empty where ``first`` comes after ``last``."""
    marks = 0
    for span in spans:
        marks |= span.marks
    return Span(max(span.first for span in spans), min(span.last for span in spans), marks)


def overlaps(several: Iterable[list[Span]]) -> list[Span]:
    """What some span of each list have in common, sorted."""
    found = {ALWAYS}
    for spans in several:
        pairs = (overlap([one, other]) for one in found for other in spans)
        found = {span for span in pairs if span.first <= span.last}
    return sorted(found)


def as_edtf(span: Span) -> Edtf | None:
    """The span in the shortest EDTF; None where it is open on both sides.

    >>> as_edtf(Span(date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal(), 2)).text
    '2024-02~'
    """
    if span.first == OPEN_START and span.last == OPEN_END:
        return None
    sign = _SIGNS[span.marks]
    first = "" if span.first == OPEN_START else date.fromordinal(span.first).isoformat()
    last = "" if span.last == OPEN_END else date.fromordinal(span.last).isoformat()
    if whole := _one_date(first, last):
        return Edtf(whole + sign, first, last)
    start, end = (day + sign if day else ".." for day in (first, last))
    return Edtf(f"{start}/{end}", first, last)


def _one_date(first: str, last: str) -> str:
    """A day, month or year that begins and ends with these days."""
    if first == last:
        return first
    if not first or not last or first[:4] != last[:4]:
        return ""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    days = calendar.monthrange(int(last[:4]), int(last[5:7]))[1]
    whole_month = first[:7] == last[:7] and first[8:] == "01" and int(last[8:]) == days
    return first[:7] if whole_month else ""
