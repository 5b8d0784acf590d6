"""A server in a process of its own, and a client that takes what it gets."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SPARQL = {"Content-Type": "application/sparql-query"}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get_content_type()

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.json["results"]["bindings"]
        return rows


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    url: str

    def send(
        self,
        method: str = "GET",
        path: str = "/sparql",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Reply:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = "", **more: Any) -> Reply:
        """By GET; further parameters of the protocol with _ for -."""
        pairs = [("query", query)]
        for name, values in more.items():
            pairs += [(name.replace("_", "-"), value) for value in values]
        headers = {"Accept": accept} if accept else {}
        return self.send(path=f"/sparql?{urlencode(pairs)}", headers=headers)


@contextmanager
def running(built: Path, *options: str) -> Iterator[Running]:
    """``kgraph serve`` on a free port, ended afterwards."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KGRAPH_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", "serve", "--port", "0", "--output", str(built), *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = process.stdout.readline().strip()  # comes once it can be asked
        assert told.startswith("http://"), told + process.stdout.read()
        yield Running(process, told)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
