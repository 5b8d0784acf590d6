"""What one server can do: queries, updates, whole graphs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from ..problems import cut, printable
from .http import Client, Refused, Unreachable
from .layouts import LAYOUTS, Layout

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
T = TypeVar("T")
Row = dict[str, str]
"""Lexical forms by variable."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Those that a user names; empty where they are to be found."""

    query: str = ""
    update: str = ""
    graphs: str = ""


@dataclass(slots=True)
class Server:
    """A store that answers SPARQL."""

    client: Client
    name: str
    query: str
    update: str
    graphs: str
    graph_parameter: str = "graph"
    triples: int = 0
    """Most triples that an update may hold, as far as is known; 0 for any number."""

    def rows(self, query: str) -> list[Row]:
        """Of a SELECT query."""
        found = self._json(query)
        try:
            return [
                {name: str(term["value"]) for name, term in binding.items()}
                for binding in found["results"]["bindings"]
            ]
        except (KeyError, TypeError, AttributeError):
            raise Unreachable(f"{self.query}: gave no SPARQL results in JSON") from None

    def ask(self, query: str) -> bool:
        found = self._json(query).get("boolean")
        if not isinstance(found, bool):
            raise Unreachable(f"{self.query}: gave no SPARQL results in JSON")
        return found

    def _json(self, query: str) -> dict[str, Any]:
        for _ in range(self.client.patience.tries):
            answer = self.client.post(
                self.query,
                urlencode({"query": query}).encode(),
                JSON,
                content_type="application/x-www-form-urlencoded",
            )
            try:
                found = json.loads(answer.content)
            except ValueError:  # such as an answer that was cut where its length was not told
                continue
            if isinstance(found, dict):
                return found
        raise Unreachable(f"{self.query}: gave no SPARQL results in JSON")

    def send(self, update: str) -> None:
        """Have an update carried out; it may be sent more than once."""
        body = update.encode()
        try:
            self.client.post(self.update, body, "*/*", content_type="application/sparql-update")
        except Refused as refused:
            if refused.status not in (405, 415):
                raise
            form = urlencode({"update": update}).encode()
            kind = "application/x-www-form-urlencoded"
            self.client.post(self.update, form, "*/*", content_type=kind)

    def ntriples(self, graph: str) -> bytes:
        """What the graph holds, as the server writes it; nothing where there is no such graph."""
        if self.graphs:
            try:
                found = self.client.get(self.graphs, NTRIPLES, {self.graph_parameter: graph})
            except Refused as refused:
                if refused.status not in (404, 405, 406, 501):
                    raise
            else:
                if _is_ntriples(found.headers):
                    return found.content
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        answer = self.client.post(
            self.query,
            urlencode({"query": query}).encode(),
            NTRIPLES,
            content_type="application/x-www-form-urlencoded",
        )
        if not _is_ntriples(answer.headers):
            raise Unreachable(f"{self.query}: gives no N-Triples")
        return answer.content


def _is_ntriples(headers: object) -> bool:
    assert hasattr(headers, "get")
    kind = str(headers.get("Content-Type") or headers.get("content-type") or "")
    return kind.partition(";")[0].strip() in (NTRIPLES, "text/plain", "text/ntriples")


def find(client: Client, url: str, given: Endpoints) -> Server:
    """The server at the URL, by the layout that it answers in.

    Raises:
        Unreachable: nothing there answers SPARQL.
    """
    if given.query:
        return Server(client, "SPARQL endpoint", given.query, given.update, given.graphs)
    refusals = []
    for layout in LAYOUTS:
        if not layout.fits(url):
            continue
        try:
            kind = _asked(client, url + layout.query)
        except Refused as refused:
            refusals.append(refused)
            if refused.status in (401, 403):
                raise
            continue
        if kind is not None and kind.startswith(layout.server):
            return _server(client, url, layout, given)
    moved = [refused for refused in refusals if 300 <= refused.status < 400]
    if moved:
        raise moved[0]
    tried = ", ".join(dict.fromkeys(layout.query or "the URL itself" for layout in LAYOUTS))
    raise Unreachable(
        f"{printable(cut(url, 200))}: answers, but not to SPARQL at {tried}: give the URL of its "
        "endpoints by --query-url and --update-url"
    )


def _asked(client: Client, url: str) -> str | None:
    """The header Server of what answers SPARQL there; None where nothing does."""
    body = urlencode({"query": "ASK {}"}).encode()
    kind = "application/x-www-form-urlencoded"
    answer = client.post(url, body, JSON, content_type=kind)
    try:
        good = json.loads(answer.content)["boolean"] is True
    except (ValueError, KeyError, TypeError):
        return None
    return (
        next((v for k, v in answer.headers.items() if k.lower() == "server"), "") if good else None
    )


def _server(client: Client, url: str, layout: Layout, given: Endpoints) -> Server:
    return Server(
        client,
        layout.name,
        url + layout.query,
        given.update or url + layout.update,
        given.graphs or ("" if layout.graphs is None else url + layout.graphs),
        layout.graph,
        layout.triples,
    )


def batches(items: Iterable[T], most: int) -> Iterator[list[T]]:
    """Lists of at most so many."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch
