"""Running all rows: each piece of software loads each dataset in each of its formats."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from .bench import Bench, bench
from .compare import faults
from .data import Dataset, counts, datasets
from .model import Job, Refused, Row, Session, Software

WORKERS = 3
"""More than processors, as most wait for another process."""

Damage = Callable[[Path], Path]
"""From a dataset's file to the one that is loaded in its place."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one row."""

    software: str
    version: str
    row: Row
    quads: int
    """Loaded and equal, in all datasets together."""
    graphs: int
    rows: int
    """Of saved questions, the same; 0 where there is no SPARQL."""
    questions: int
    faults: tuple[str, ...]
    seconds: float


def run(
    software: Iterable[Software], tell: Callable[[Result], None], damage: Damage = lambda path: path
) -> list[Result]:
    """All results, in the order of the registry; software that is missing is one fault."""
    wanted = list(software)
    with bench() as place:
        known = list(datasets(place.scratch))

        def work(one: Software) -> list[Result]:
            found = []
            for result in _rows(one, place, known, damage):
                tell(result)
                found.append(result)
            return found

        with ThreadPoolExecutor(WORKERS) as pool:
            return [result for found in pool.map(work, wanted) for result in found]


def _rows(
    software: Software, place: Bench, known: list[Dataset], damage: Damage
) -> Iterator[Result]:
    try:
        with software.opened(place) as session:
            for row in software.rows:
                yield _row(software.name, session, row, place, known, damage)
    except (pytest.skip.Exception, pytest.fail.Exception) as error:
        for row in software.rows:
            yield Result(software.name, "", row, 0, 0, 0, 0, (f"missing: {error}",), 0.0)


def _row(
    name: str, session: Session, row: Row, place: Bench, known: list[Dataset], damage: Damage
) -> Result:
    start = time.monotonic()
    wrong: list[str] = []
    quads = graphs = rows = questions = 0
    for dataset in known:
        found: list[str] = []
        try:
            path = damage(dataset.file(row.format))
            job = Job(row, dataset.name, path, dataset.questions, place.folder(dataset.name))
            held = session.load(job)
            found += faults(row, dataset, held)
        except Refused as error:
            found.append(f"refused: {error}")
        if dataset.name in row.lost:
            if not found:
                wrong.append(f"{dataset.name}: is held after all; say so in the registry")
            continue
        wrong += (f"{dataset.name}: {fault}" for fault in found)
        if not found:
            written = counts(dataset.written(row.format))
            quads, graphs = quads + sum(written.values()), graphs + len(written)
            if held.answers is not None:
                questions += len(held.answers)
                rows += sum(len(dataset.rows[name]) - 1 for name in held.answers)
    seconds = time.monotonic() - start
    version = session.version
    return Result(name, version, row, quads, graphs, rows, questions, tuple(wrong), seconds)
