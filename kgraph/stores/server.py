"""What one server can do: queries, updates, whole graphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from ..problems import cut, printable
from .http import Answer, Client, Refused, Unreachable
from .layouts import LAYOUTS, LONE, Layout

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
FORM = "application/x-www-form-urlencoded"
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
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
    exact: bool = True
    """Whether it gives back each value as it was sent."""

    def rows(self, query: str, *needed: str) -> list[Row]:
        """Of a SELECT query; each has the needed variables.

        Raises:
            Unreachable: the server gave something else.
        """
        found = self._json(query)
        try:
            rows = [
                {name: _value(term) for name, term in binding.items()}
                for binding in found["results"]["bindings"]
            ]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Unreachable(f"{self.query}: gave no SPARQL results in JSON") from None
        if any(name not in row for row in rows for name in needed):
            raise Unreachable(f"{self.query}: gave results of another query")
        return rows

    def counts(self, query: str) -> dict[str, int]:
        """Of a query that counts as ``?n`` for each ``?g``; what has none is left out."""
        rows = [row for row in self.rows(query) if "g" in row]  # some give a row of nothing
        return {row["g"]: n for row in rows if (n := self._number(row.get("n", "")))}

    def has(self, pattern: str) -> bool:
        """Whether a pattern without variables is there."""
        # Virtuoso answers ASK in a form of its own
        rows = self.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "n")
        return bool(rows) and self._number(rows[0]["n"]) > 0

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 20):
            raise Unreachable(f"{self.query}: gave '{printable(cut(text))}' for a number")
        return int(text)

    def _json(self, query: str) -> dict[str, Any]:
        for _ in range(self.client.patience.tries):
            answer = self.client.post(
                self.query,
                urlencode({"query": query}).encode(),
                JSON,
                content_type=FORM,
            )
            try:
                found = json.loads(answer.content)
            except (ValueError, RecursionError):  # such as one cut where its length was not told
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
            self.client.post(self.update, form, "*/*", content_type=FORM)

    def ntriples(self, graph: str) -> bytes:
        """What the graph holds, as the server writes it; nothing where there is no such graph."""
        if self.graphs:
            try:
                found = self.client.get(self.graphs, NTRIPLES, {self.graph_parameter: graph})
            except Refused as refused:
                if refused.status not in (404, 405, 406, 501):
                    raise
            else:
                if _is_ntriples(found):
                    return found.content
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        answer = self.client.post(
            self.query,
            urlencode({"query": query}).encode(),
            NTRIPLES,
            content_type=FORM,
        )
        if not _is_ntriples(answer):
            raise Unreachable(f"{self.query}: gives no N-Triples")
        return answer.content


def _value(term: dict[str, str]) -> str:
    """Lexical form; a ValueError for what can be no IRI, as it would go into other queries."""
    value = term["value"]
    if not isinstance(value, str) or (term["type"] == "uri" and _NO_IRI.search(value)):
        raise ValueError
    return value


def _is_ntriples(answer: Answer) -> bool:
    kind = answer.header("Content-Type").partition(";")[0].strip()
    return kind in (NTRIPLES, "text/plain", "text/ntriples")


def find(client: Client, url: str, given: Endpoints) -> Server:
    """The server at the URL, by the layout that it answers in.

    Raises:
        KgraphError: nothing there answers SPARQL.
    """
    if given.query:
        kind = _asked(client, given.query)
        if kind is None:
            raise Unreachable(f"{printable(cut(given.query, 200))}: does not answer to SPARQL")
        known = next((it for it in LAYOUTS if it.server and kind.startswith(it.server)), LONE)
        return _server(client, known, given)
    moved = None
    for layout in LAYOUTS:
        if not layout.fits(url):
            continue
        try:
            kind = _asked(client, url + layout.query)
        except Refused as refused:
            if refused.status in (401, 403):
                raise
            if 300 <= refused.status < 400:
                moved = refused
            continue
        if kind is not None and kind.startswith(layout.server):
            found = Endpoints(
                url + layout.query,
                given.update or url + layout.update,
                given.graphs or ("" if layout.graphs is None else url + layout.graphs),
            )
            return _server(client, layout, found)
    if moved:
        raise moved
    tried = ", ".join(dict.fromkeys(layout.query or "the URL itself" for layout in LAYOUTS))
    raise Unreachable(
        f"{printable(cut(url, 200))}: answers, but not to SPARQL at {tried}: give the URLs of its "
        "endpoints by --query-url and --update-url"
    )


def _asked(client: Client, url: str) -> str | None:
    """The header Server of what answers SPARQL there; None where nothing does."""
    body = urlencode({"query": "SELECT (1 AS ?one) {}"}).encode()
    answer = client.post(url, body, JSON, content_type=FORM)
    try:
        (row,) = json.loads(answer.content)["results"]["bindings"]
        good = row["one"]["value"] == "1"
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return answer.header("Server") if good else None


def _server(client: Client, layout: Layout, at: Endpoints) -> Server:
    return Server(
        client,
        layout.name,
        at.query,
        at.update,
        at.graphs,
        layout.graph,
        layout.triples,
        layout.exact,
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
