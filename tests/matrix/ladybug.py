"""Ladybug and Kuzu, which it stems from: property graphs by the script of the export."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from tests.conftest import missing

from .bench import Bench
from .model import CSV, Held, Job, Refused, Row, Software

_PROGRAM = """
import importlib, json, sys
from pathlib import Path
package = importlib.import_module(sys.argv[1])
connection = package.Connection(package.Database(":memory:"))
connection.execute(Path("load-ladybug.cypher").read_text(encoding="utf-8"))
tables = {}
for [name, kind] in connection.execute("CALL show_tables() RETURN name, type").get_all():
    ends = "(x" if kind == "NODE" else "(a)-[x"
    close = ")" if kind == "NODE" else "]->(b)"
    keys = "x" if kind == "NODE" else "a.id, b.id, x"
    query = f"MATCH {ends}:`{name}`{close} RETURN {keys}"
    tables[name] = connection.execute(query).get_all()
print(json.dumps(tables))
"""


@dataclass(frozen=True, slots=True)
class _Database:
    package: str
    version: str

    def load(self, job: Job) -> Held:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, self.package],
            cwd=job.path,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Refused(done.stderr)
        tables: dict[str, list[list[Any]]] = json.loads(done.stdout)
        return Held(records=[_record(name, row) for name, rows in tables.items() for row in rows])


def _record(table: str, row: list[Any]) -> str:
    """As :func:`.properties.tables` has it."""
    *ends, found = row
    values = {name: value for name, value in found.items() if name[0] != "_" and value is not None}
    return f"{table} {json.dumps([*ends, values], ensure_ascii=False, sort_keys=True)}"


def _opened(package: str) -> Callable[[Bench], AbstractContextManager[_Database]]:
    @contextmanager
    def opened(bench: Bench) -> Iterator[_Database]:
        try:
            found = version(package)
        except PackageNotFoundError:
            missing(f"{package} is not installed (PyPI: {package})")
        yield _Database(package, found)

    return opened


_ROWS = (Row(CSV, "load-ladybug.cypher"),)
LADYBUG = Software("Ladybug", _ROWS, _opened("ladybug"))
KUZU = Software("Kuzu", _ROWS, _opened("kuzu"))
