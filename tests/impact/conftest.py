"""Hundreds of small worlds: the rule engine runs in this process, which is quicker."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

import pytest

from kgraph.reason import engine
from kgraph.reason.program import Program


@pytest.fixture(autouse=True, scope="package")
def engine_in_this_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("tables")
    programs = cache(_program)

    def run(program: Program, tables: Mapping[str, engine.Rows]) -> dict[str, Sequence[int]]:
        import nmo_python as nemo

        for name, rows in tables.items():
            text = "".join(f"{','.join(map(str, row))}\n" for row in rows)
            (folder / f"{name}.csv").write_text(text, encoding="ascii")
        text = program.text(lambda name: str(folder / f"{name}.csv"))
        ran = nemo.NemoEngine(programs(text))
        ran.reason()
        return {
            it.name: array("q", chain.from_iterable(ran.result(it.name) or ()))
            for it in program.instances
        }

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "run", run)
        yield


def _program(text: str) -> Any:
    """Reading a program takes longer than running it on little."""
    import nmo_python as nemo

    return nemo.load_string(text)
