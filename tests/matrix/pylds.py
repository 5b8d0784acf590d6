"""PyLD: the JSON-LD processor of the standard's own authors, in Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from tests.conftest import missing

from .bench import Bench
from .model import JSONLD, Held, Job, Row, Software


@dataclass(frozen=True, slots=True)
class _PyLd:
    bench: Bench
    version: str

    def load(self, job: Job) -> Held:
        return self.bench.apart(_to_rdf, job.path)


def _to_rdf(path: Path) -> Held:
    from pyld import jsonld

    def nothing_fetched(url: str, options: object) -> NoReturn:
        raise ValueError(f"asked for {url}")

    options = {"format": "application/n-quads", "documentLoader": nothing_fetched}
    return Held(jsonld.to_rdf(json.loads(path.read_bytes()), options).encode())


@contextmanager
def _opened(bench: Bench) -> Iterator[_PyLd]:
    try:
        found = version("PyLD")
    except PackageNotFoundError:
        missing("PyLD is not installed (PyPI: PyLD)")
    yield _PyLd(bench, found)


SOFTWARE = Software("PyLD", (Row(JSONLD, "to_rdf"),), _opened)
