"""Validation in a process of its own, within bounds, while whoever asked for it does other work."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from tempfile import TemporaryFile

from .. import wall
from ..problems import KgraphError, count
from . import fast
from .model import Result
from .run import Shapes

MODULE = "kgraph.validate.aside"

TIME_LIMIT = 600
"""Seconds."""

_FAULT = 3
"""Exit code of a process that says on standard output what kept it from validating."""


@contextmanager
def validating(triples: bytes, seconds: int = TIME_LIMIT) -> Iterator[Callable[[], list[Result]]]:
    """Start on a flat graph in N-Triples, with the shapes in force and the fast engine.

    What is given waits for the results, which are those of ``Shapes.in_force().validate``.

    Raises:
        KgraphError: the process could not do its work; said by what is given.
    """
    with TemporaryFile() as given, TemporaryFile() as found, TemporaryFile() as errors:
        given.write(triples)
        given.seek(0)
        with subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE, str(seconds)],
            stdin=given,
            stdout=found,
            stderr=errors,
        ) as process:

            def results() -> list[Result]:
                try:
                    code = process.wait(seconds)
                except subprocess.TimeoutExpired:
                    raise KgraphError(
                        f"validating was ended after {count(seconds, 'second')}; look for a shape "
                        "whose query joins patterns that share no variable"
                    ) from None
                found.seek(0)
                errors.seek(0)
                if code == _FAULT:
                    raise KgraphError(json.load(found))
                if code:
                    why = _why(code, errors.read())
                    raise KgraphError(f"the graph could not be validated: {why}")
                return [Result(**fields) for fields in json.load(found)]

            try:
                yield results
            finally:
                process.kill()


def _why(code: int, errors: bytes) -> str:
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    if code < 0 or last.startswith("MemoryError"):
        return f"memory may have run out (it ended with {code})"
    return last or f"it ended with {code}"


def main() -> None:
    wall.limit(float(sys.argv[1]))
    try:
        shapes = Shapes.in_force()
        store = shapes.store(sys.stdin.buffer.read())
        wall.shut()  # where that is not possible, the word SERVICE was refused
        results = fast.validate(store, shapes.shapes)
    except KgraphError as error:
        json.dump(str(error), sys.stdout)
        sys.exit(_FAULT)
    json.dump([asdict(result) for result in results], sys.stdout)


if __name__ == "__main__":
    main()
