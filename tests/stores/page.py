"""``docs/push.md`` with what its commands print: ``python -m tests.stores.page`` writes it anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import docs
from tests.servers import oxigraph_server

PAGE = docs.ROOT / "docs" / "push.md"
_SHOWN = "127.0.0.1:7878"


def with_output(page: str, folder: Path) -> str:
    """The page, its commands run on a store of their own."""
    for name in ("store", "project"):
        (folder / name).mkdir()
    with oxigraph_server(folder / "store") as server:
        here = server.base.removeprefix("http://")
        project = docs.copy_of_project(folder / "project")
        text = docs.with_output(page.replace(_SHOWN, here), project)
        return text.replace(here, _SHOWN)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        PAGE.write_text(with_output(PAGE.read_text("utf-8"), Path(scratch)), encoding="utf-8")
