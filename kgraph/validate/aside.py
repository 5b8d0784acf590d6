"""Validation in a process of its own, while whoever asked for it goes on with other work."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from tempfile import TemporaryFile

from ..problems import KgraphError
from .model import Result
from .run import Shapes

MODULE = "kgraph.validate.aside"


@contextmanager
def validating(triples: bytes) -> Iterator[Callable[[], list[Result]]]:
    """Start on a flat graph in N-Triples, with the shapes in force and the fast engine.

    What is given waits for the results, which are those of ``Shapes.in_force().validate``.

    Raises:
        KgraphError: the process could not do its work; said by what is given.
    """
    with TemporaryFile() as given, TemporaryFile() as found, TemporaryFile() as errors:
        given.write(triples)
        given.seek(0)
        with subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE], stdin=given, stdout=found, stderr=errors
        ) as process:

            def results() -> list[Result]:
                if process.wait():
                    errors.seek(0)
                    last = errors.read().decode(errors="replace").strip().rpartition("\n")[2]
                    reason = last or f"it ended with {process.returncode}"
                    raise KgraphError(
                        f"the graph could not be validated (memory may have run out): {reason}"
                    )
                found.seek(0)
                return [Result(**fields) for fields in json.load(found)]

            try:
                yield results
            finally:
                process.kill()


def main() -> None:
    json.dump([asdict(r) for r in Shapes.in_force().validate(sys.stdin.buffer.read())], sys.stdout)


if __name__ == "__main__":
    main()
