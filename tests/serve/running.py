"""``kgraph serve`` in a process of its own, and folders for it to serve."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.processes import ROOT


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    url: str
    """Without a slash at its end."""
    process: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Reply:
        """One request, redirects not followed; ``if_none_match`` becomes ``If-None-Match``."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()


@contextmanager
def running(folder: Path, *options: str, cwd: Path | None = None) -> Iterator[Running]:
    """The server of an output folder, ended by its pid."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("KGRAPH_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", "serve", "--port", "0", "--output", str(folder), *options],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    try:
        line = process.stdout.readline().split()
        assert line, f"the server ended with exit code {process.wait()}"
        parts = urlsplit(next(word for word in line if word.startswith("http")))
        yield Running(f"{parts.scheme}://{parts.netloc}", process)
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


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
