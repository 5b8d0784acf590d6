"""A process of its own finds what the engine finds here."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.problems import KgraphError
from kgraph.validate import aside
from kgraph.validate.run import Shapes


def test_the_results_are_the_same(built: Path) -> None:
    lines = (built / "graph.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    damaged = "".join(line for line in lines if "/ns#claimant>" not in line).encode()
    with aside.validating(damaged) as results:
        found = results()
    assert found == Shapes.in_force().validate(damaged)
    assert len(found) > 200


def test_nobody_need_wait_for_them(built: Path) -> None:
    with aside.validating((built / "graph.nt").read_bytes()):
        pass


def test_a_process_that_fails_says_why() -> None:
    with (
        aside.validating(b"this is no graph") as results,
        pytest.raises(KgraphError, match="could not be validated: SyntaxError"),
    ):
        results()


@pytest.mark.parametrize(
    ("code", "errors", "why"),
    [
        (-9, b"", "memory may have run out"),
        (1, b"Traceback\n  ...\nMemoryError", "memory may have run out"),
        (1, b"Traceback\n  ...\nSyntaxError: no", "SyntaxError: no"),
    ],
)
def test_memory_is_blamed_only_where_it_may_be_at_fault(code: int, errors: bytes, why: str) -> None:
    assert aside._why(code, errors).startswith(why)
