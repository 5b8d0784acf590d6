"""Running a program of rules, in a process that can be ended."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ..problems import KgraphError, count
from .program import Program

MODULE = "kgraph.reason.worker"

TIME_LIMIT = 600
"""Seconds."""

Rows = Iterable[tuple[int, ...]]


def run(
    program: Program, tables: Mapping[str, Rows], seconds: int = TIME_LIMIT
) -> dict[str, Sequence[int]]:
    """The instances of every clause, by name: the numbers of all rows, one after the other.

    ``tables`` holds the rows of each input by its name.

    Raises:
        KgraphError: time or memory ran out, or the engine failed.
    """
    with TemporaryDirectory(prefix="kgraph-") as scratch:
        folder = Path(scratch)
        for name, rows in tables.items():
            text = "".join(f"{','.join(map(str, row))}\n" for row in rows)
            (folder / f"{name}.csv").write_text(text, encoding="ascii")
        outputs = [instances.name for instances in program.instances]
        text = program.text(lambda name: f"{name}.csv")
        request = {"program": text, "outputs": outputs, "seconds": seconds}
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", MODULE],
                input=json.dumps(request).encode(),
                capture_output=True,
                cwd=folder,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise KgraphError(
                f"the rules were ended after {count(seconds, 'second')}; look for one whose atoms "
                "share no variable"
            ) from None
        if done.returncode:
            told = done.stderr.decode(errors="replace").strip().splitlines()
            why = [line for line in told if not line.startswith("note:")] or ["no reason given"]
            raise KgraphError(f"the rules could not be run (memory may have run out): {why[-1]}")
        return {name: _read(folder / f"{name}.bin") for name in outputs}


def _read(path: Path) -> Sequence[int]:
    found = array("q")
    found.frombytes(path.read_bytes())
    return found
