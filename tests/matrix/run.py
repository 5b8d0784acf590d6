"""Running all rows: each piece of software loads each dataset in each of its formats."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .bench import Bench, bench
from .compare import wrong_answers, wrong_quads
from .data import Dataset
from .datasets import datasets
from .model import Job, Row, Session, Software
from .terms import counts

WORKERS = 4
"""More than processors, as most wait for another process."""

Damage = Callable[[Path], Path]
"""From a dataset's file to the one that is loaded in its place."""


@dataclass
class Result:
    """What came of one row."""

    software: str
    version: str
    row: Row
    quads: int = 0
    """Loaded and equal, in all datasets together."""
    graphs: int = 0
    questions: set[str] = field(default_factory=set)
    """Saved questions that gave the same rows."""
    rows: int = 0
    """Of answers to these."""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_missing(self) -> bool:
        return not self.version


def undamaged(path: Path) -> Path:
    return path


def run(
    software: Iterable[Software],
    tell: Callable[[Result], None],
    damage: Damage = undamaged,
    laid_out: Callable[[Path], Iterable[Dataset]] = datasets,
) -> list[Result]:
    """All results, in the order of the registry; software that is missing is a fault."""
    with bench() as place:
        known = list(laid_out(place.scratch))

        def work(one: Software) -> list[Result]:
            found = []
            for result in _rows(one, place, known, damage):
                tell(result)
                found.append(result)
            return found

        with ThreadPoolExecutor(WORKERS) as pool:
            return [result for found in pool.map(work, software) for result in found]


def _rows(
    software: Software, place: Bench, known: list[Dataset], damage: Damage
) -> Iterator[Result]:
    try:
        with software.opened(place) as session:
            for row in software.rows:
                result = Result(software.name, session.version, row)
                start = time.monotonic()
                _fill(result, session, place, known, damage)
                result.seconds = time.monotonic() - start
                yield result
    except (pytest.skip.Exception, pytest.fail.Exception) as error:
        for row in software.rows:
            yield Result(software.name, "", row, faults=[str(error)])


def _fill(
    result: Result, session: Session, place: Bench, known: list[Dataset], damage: Damage
) -> None:
    row = result.row
    wrong_for: dict[str, list[str]] = {}
    for dataset in known:
        if not dataset.has(row.format):
            continue
        asked = dataset.asked(row.asked)
        queries = {case: question.query for case, question in asked.items()}
        try:
            path = damage(dataset.file(row.format))
            held = session.load(Job(row, path, queries, place.folder("job")))
            wrong, refused = list(wrong_quads(row, dataset, held)), False
        except Exception as error:  # whatever it is, this is how the software says no
            wrong, queries, refused = [f"refused: {type(error).__name__}: {error}"], {}, True
        lost = row.lost.get(dataset.name)
        if lost and wrong and (lost.refused is None or lost.refused == refused):
            continue
        if lost:
            result.faults.append(f"{dataset.name}: the registry is wrong: {lost}")
        result.faults += (f"{dataset.name}: {fault}" for fault in wrong)
        if wrong:
            continue
        written = counts(dataset.written(row.format))
        result.quads += sum(written.values())
        result.graphs += len(written)
        if queries:
            for name, faults in wrong_answers(row, dataset, held).items():
                wrong_for.setdefault(name, []).extend(faults)
            result.questions |= {question.name for question in asked.values()}
            result.rows += sum(len(question.rows) - 1 for question in asked.values())
    if row.asked is not None:
        result.questions -= wrong_for.keys()
        for name in sorted(wrong_for.keys() - row.asked.otherwise):
            result.faults += wrong_for[name]
        for name in sorted(row.asked.otherwise - wrong_for.keys()):
            result.faults.append(f"{name} is answered after all; the registry is wrong")
