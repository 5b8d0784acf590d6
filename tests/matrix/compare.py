"""What was written against what a piece of software has: every quad, every row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

from kgraph.problems import cut, printable
from tests.query.asking import Rows, from_json

from .data import Dataset
from .model import Held, Row
from .terms import canonical, counts

SHOWN = 3
"""How many of the lines that differ are shown."""


def wrong_quads(row: Row, dataset: Dataset, held: Held) -> Iterator[str]:
    """How what is held is not what was written, in words; nothing where all is equal."""
    expected = dataset.written(row.format, row.canons)
    found = canonical(held.nquads, row.canons) if held.records is None else held.records
    if counts(expected) != counts(found):
        yield f"counts: written {counts(expected)}, loaded {counts(found)}"
    yield from _differ("quads", Counter(expected), Counter(found))


def wrong_answers(row: Row, dataset: Dataset, held: Held) -> dict[str, list[str]]:
    """How answers are not as they have to be, by name of the question."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for case, question in dataset.asked(row.asked).items():
        answer = held.answers.get(case)
        if answer is None:
            found[question.name].append(f"{case}: no answer")
        else:
            rows = from_json(answer, dataset.prefixes)
            ordered = row.asked is not None and row.asked.ordered
            found[question.name] += _wrong_rows(case, question.rows, rows, ordered)
    return {name: wrong for name, wrong in found.items() if wrong}


def _wrong_rows(case: str, expected: Rows, found: Rows, ordered: bool) -> list[str]:
    def texts(rows: Rows) -> Counter[str]:
        return Counter(" | ".join("-" if cell is None else cell for cell in row) for row in rows)

    different = list(_differ(f"{case}: rows", texts(expected), texts(found)))
    if not different and ordered and expected != found:
        different.append(f"{case}: rows in another order")
    return different


def _differ(what: str, expected: Counter[str], found: Counter[str]) -> Iterator[str]:
    for which, lines in (("lost", expected - found), ("not written", found - expected)):
        if lines:
            first = islice(sorted(lines.elements()), SHOWN)
            shown = "".join(f"\n    {printable(cut(line, 300))}" for line in first)
            yield f"{what}: {lines.total()} {which}{shown}"
