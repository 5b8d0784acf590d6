"""Asking a server for more than queries, and a folder for it to serve."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.serve.running import Reply, Running


def get(server: Running, path: str, **headers: str) -> Reply:
    """Redirects are not followed; ``if_none_match`` becomes ``If-None-Match``."""
    return server.send(path=path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def lay_out(folder: Path, quads: Iterable[str]) -> Path:
    """An output folder with these lines of N-Quads alone, its default graph empty."""
    lines = sorted(quads)
    graphs = Counter(line.split()[-2].strip("<>") for line in lines)
    content = {
        "graph.nt": b"",
        "graph.nq": "".join(lines).encode(),
        "index.html": b"<!doctype html>",
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)

    def digest(data: bytes) -> dict[str, object]:
        return {"quads": data.count(b"\n"), "sha256": hashlib.sha256(data).hexdigest()}

    canonical = {
        "datasets": {name: digest(data) for name, data in content.items()},
        "graphs": {iri: {"quads": number} for iri, number in graphs.items()},
    }
    files = {name: digest(data) for name, data in content.items()}
    prefixes = {"kgr": "https://example.org/id/entity/"}
    report = {"prefixes": prefixes, "canonical": canonical, "files": files}
    (folder / "report.json").write_text(json.dumps(report))
    return folder
