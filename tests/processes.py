"""Python in a process of its own, with the project and its tests on the path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def python(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What became of it, output and errors as text; settings of whoever tests do not count."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("KGRAPH_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
    )
