"""The process that runs the rule engine, within bounds.

It works in a folder of its own: the program comes on standard input, the tables lie there as CSV
files, and each output goes to a file of 64-bit integers, row by row.
"""

from __future__ import annotations

import json
import sys
from array import array
from itertools import chain
from pathlib import Path

from .. import wall


def main() -> None:
    request = json.load(sys.stdin)
    wall.limit(request["seconds"])
    import nmo_python as nemo

    engine = nemo.NemoEngine(nemo.load_string(request["program"]))
    engine.reason()
    for name in request["outputs"]:
        rows = array("q", chain.from_iterable(engine.result(name) or ()))
        Path(f"{name}.bin").write_bytes(rows.tobytes())


if __name__ == "__main__":
    main()
