"""Run the matrix, print each row as it is done, and write ``docs/stores.md`` anew.

Names of software run that alone, and write nothing.
"""

from __future__ import annotations

import sys
import time

from kgraph.problems import near

from .page import PAGE, page
from .registry import SOFTWARE
from .run import Result, run


def tell(result: Result) -> None:
    row = result.row
    print(
        f"{'FAIL' if result.faults else 'ok':4} {result.seconds:5.1f} s  {result.software} "
        f"{result.version}, {row.format}, {row.how}: {result.quads:,} in {result.graphs} graphs, "
        f"{len(result.questions)} questions, {result.rows:,} rows",
        flush=True,
    )
    for fault in result.faults:
        print(f"     {fault}", flush=True)


def main(names: list[str]) -> int:
    """0 where all is well, 1 where a row failed, 2 where a name is of nothing here."""
    known = {software.name: software for software in SOFTWARE}
    for name in names:
        if name not in known:
            print(f"no software is called '{name}': {near(name, known, ', '.join(known))}")
            return 2
    start = time.monotonic()
    results = run([known[name] for name in names] or SOFTWARE, tell)
    failed = sum(bool(result.faults) for result in results)
    seconds = time.monotonic() - start
    print(f"{len(results)} rows, {failed} failed, {seconds:.0f} s")
    if not names and not failed:
        PAGE.write_text(page(results), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
