"""What was written against what a piece of software has: every quad, every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kgraph.problems import cut, printable
from tests.query.asking import Rows, from_json

from .data import Dataset, counts
from .model import Held, Row
from .terms import canonical

SHOWN = 3
"""How many of the lines that differ are shown."""


def faults(row: Row, dataset: Dataset, held: Held) -> Iterator[str]:
    """What is not as it was written, in words; nothing where all is equal."""
    written = "\n".join(dataset.written(row.format)).encode()
    expected, found = canonical(written, row.canons), canonical(held.nquads, row.canons)
    if counts(expected) != counts(found):
        yield f"counts per graph: written {counts(expected)}, loaded {counts(found)}"
    yield from _differ("quads", Counter(expected), Counter(found))
    for name, answer in (held.answers or {}).items():
        rows = from_json(answer, dataset.prefixes)
        yield from _rows(name, dataset.rows[name], rows, row.ordered)
    if held.answers is not None and held.answers.keys() != dataset.questions.keys():
        yield f"{len(held.answers)} of {len(dataset.questions)} questions are answered"


def _rows(name: str, expected: Rows, found: Rows, ordered: bool) -> Iterator[str]:
    def texts(rows: Rows) -> list[str]:
        return [" | ".join("-" if cell is None else cell for cell in row) for row in rows]

    different = list(
        _differ(f"rows of {name}", Counter(texts(expected)), Counter(texts(found)))
    )
    if not different and ordered and expected != found:
        different.append(f"rows of {name}: in another order")
    yield from different


def _differ(what: str, expected: Counter[str], found: Counter[str]) -> Iterator[str]:
    for which, lines in (("lost", expected - found), ("not written", found - expected)):
        if lines:
            yield f"{what}: {lines.total()} {which}{_first(sorted(lines.elements()))}"


def _first(lines: Iterable[str]) -> str:
    shown = [f"\n    {printable(cut(line, 300))}" for line, _ in zip(lines, range(SHOWN))]
    return "".join(shown)
