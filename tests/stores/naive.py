"""What one writes first: delete each graph, then insert it in batches, then write the digest down.

It is here so that the runs have something to find; see ``test_runs.py``.
"""

from __future__ import annotations

import hashlib
import http.client
import json
from urllib.parse import quote, urlsplit

from kgraph.api import BuiltGraph
from kgraph.problems import KgraphError
from tests.stores.versions import BASE, graphs

_BOOK = f"{BASE}book"
_TRIES = 3
_BATCH = 300


class Naive:
    """Retries each request; believes the digests; asks nobody whether another push is going on."""

    def own(self, graph: str) -> bool:
        return graph == _BOOK

    def push(self, graph: BuiltGraph, url: str) -> None:
        digests = {name: _digest(lines) for name, lines in graphs(graph).items()}
        known = self._digests(url)
        for name in known.keys() - digests.keys():
            self._update(url, f"DROP SILENT GRAPH <{name}> ; {_forget(name)}")
        for name, digest in digests.items():
            if known.get(name) != digest:
                self._replace(url, name, sorted(graphs(graph)[name]))
                self._update(
                    url,
                    f"{_forget(name)} ; INSERT DATA {{ GRAPH <{_BOOK}> "
                    f'{{ <{name}> <x:digest> "{digest}" }} }}',
                )

    def differing(self, graph: BuiltGraph, url: str) -> set[str]:
        due = {name: _digest(lines) for name, lines in graphs(graph).items()}
        known = self._digests(url)
        return {name for name in due.keys() | known.keys() if due.get(name) != known.get(name)}

    def _replace(self, url: str, graph: str, quads: list[bytes]) -> None:
        self._update(url, f"DROP SILENT GRAPH <{graph}>")
        for start in range(0, len(quads), _BATCH):
            triples = b"\n".join(
                line.removesuffix(b" <%b> ." % graph.encode()) + b" ."
                for line in quads[start : start + _BATCH]
            )
            self._update(url, f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}\n}} }}")

    def _digests(self, url: str) -> dict[str, str]:
        query = f"SELECT ?g ?d {{ GRAPH <{_BOOK}> {{ ?g <x:digest> ?d }} }}"
        answer = _ask(url, "GET", f"/query?query={quote(query)}", b"", "")
        rows = json.loads(answer)["results"]["bindings"]
        return {row["g"]["value"]: row["d"]["value"] for row in rows}

    def _update(self, url: str, update: str) -> None:
        _ask(url, "POST", "/update", update.encode(), "application/sparql-update")


class Hopeful(Naive):
    """Takes whatever happens for success."""

    def _update(self, url: str, update: str) -> None:
        try:
            super()._update(url, update)
        except KgraphError:
            return


def _forget(graph: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{_BOOK}> {{ <{graph}> <x:digest> ?d }} }}"


def _digest(lines: frozenset[bytes]) -> str:
    return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


def _ask(url: str, method: str, target: str, body: bytes, type: str) -> bytes:
    for _ in range(_TRIES):
        try:
            return _once(url, method, target, body, type)
        except (OSError, http.client.HTTPException) as error:
            last = error
    raise KgraphError(f"the store cannot be reached: {last!r}")


def _once(url: str, method: str, target: str, body: bytes, type: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        headers = {"Content-Type": type, "Accept": "application/sparql-results+json"}
        connection.request(method, target, body or None, headers if body else {})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise OSError(answer.status)
        return content
    finally:
        connection.close()
