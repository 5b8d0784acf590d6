"""Raptor's command line program: strict readers in C."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.conftest import missing

from .bench import Bench
from .known import by_format
from .model import (
    NQUADS,
    NTRIPLES,
    RDF12,
    RDFXML,
    TRIG,
    TURTLE,
    Held,
    Job,
    Lost,
    Refused,
    Row,
    Software,
)

_NO_RDF12 = Lost(True, "refused: no syntax that it knows")


@dataclass(frozen=True, slots=True)
class _Rapper:
    version: str

    def load(self, job: Job) -> Held:
        command = [
            "rapper",
            "-q",
            "-i",
            TRIG if job.row.format == RDF12 else job.row.format,
            "-o",
            "nquads",
            str(job.path),
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode or done.stderr:
            raise Refused(done.stderr.decode("utf-8", "replace"))
        return Held(done.stdout)


@contextmanager
def _opened(bench: Bench) -> Iterator[_Rapper]:
    if not shutil.which("rapper"):
        missing("rapper is not installed (Debian: raptor2-utils)")
    done = subprocess.run(["rapper", "--version"], capture_output=True, text=True, check=True)
    yield _Rapper(done.stdout.strip())


SOFTWARE = Software(
    "rapper",
    tuple(
        Row(format, "-o nquads", lost=by_format(format, _NO_RDF12))
        for format in (TURTLE, NTRIPLES, RDFXML, TRIG, RDF12, NQUADS)
    ),
    _opened,
)
