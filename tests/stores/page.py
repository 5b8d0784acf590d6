"""Pages on a running store, as it answers: ``python -m tests.stores.page`` writes them anew."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests import docs
from tests.servers import oxigraph_server

PAGES = (docs.README, docs.ROOT / "docs" / "push.md")
_SHOWN = "127.0.0.1:7878"


def with_output(page: str, folder: Path) -> str:
    """The page, its commands run on a store of their own."""
    for name in ("store", "project"):
        (folder / name).mkdir()
    with oxigraph_server(folder / "store") as server:
        here = server.base.removeprefix("http://")
        project = docs.copy_of_project(folder / "project")
        subprocess.run(
            [sys.executable, "-m", "kgraph", "build", "--quiet"], cwd=project, check=True
        )
        text = docs.with_output(page.replace(_SHOWN, here), project, here)
        return text.replace(here, _SHOWN)


if __name__ == "__main__":
    for page in PAGES:
        with tempfile.TemporaryDirectory() as scratch:
            page.write_text(with_output(page.read_text("utf-8"), Path(scratch)), encoding="utf-8")
