"""A SPARQL endpoint over HTTP: questions to it, and all its quads from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import requests
from requests.auth import HTTPDigestAuth

from kgraph.rdf.nquads import quoted
from tests.servers import Server

from .model import Refused

JSON = "application/sparql-results+json"
_TIMEOUT = 60


class Endpoint:
    """One session with a server; the user and password that it asks for are sent."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._session = requests.Session()
        self._session.trust_env = False
        if server.auth:
            self._session.auth = HTTPDigestAuth(server.auth.user, server.auth.password)

    def request(self, method: str, url: str, **more: Any) -> requests.Response:
        """The answer; Refused, with its text, where it is no success."""
        answer = self._session.request(method, url, timeout=_TIMEOUT, **more)
        if not answer.ok:
            raise Refused(f"HTTP {answer.status_code}: {answer.text}")
        return answer

    def ask(self, query: str, **parameters: str) -> bytes:
        """SPARQL JSON results."""
        form = {"query": query, **parameters}
        return self.request("POST", self.server.query, data=form, headers={"Accept": JSON}).content

    def answers(self, questions: Mapping[str, str], **parameters: str) -> dict[str, bytes]:
        """Results by the questions' names; what is refused is left out."""
        found = {}
        for name, query in questions.items():
            with suppress(Refused):
                found[name] = self.ask(query, **parameters)
        return found

    def update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self.request("POST", self.server.update, data=text.encode(), headers=headers)

    def put(self, method: str, path: str, media_type: str, **parameters: str) -> None:
        """Send a file to the Graph Store Protocol."""
        assert self.server.store is not None
        headers = {"Content-Type": media_type}
        with open(path, "rb") as file:
            self.request(
                method, self.server.store, params=parameters, data=file.read(), headers=headers
            )


def lines(bindings: Iterable[Mapping[str, Mapping[str, str]]]) -> Iterator[str]:
    """N-Quads from rows of ?s ?p ?o and, where there is one, ?g."""
    for row in bindings:
        yield " ".join([*(_term(row[name]) for name in "spog" if name in row), ".\n"])


def _term(term: Mapping[str, str]) -> str:
    if term["type"] == "uri":
        return f"<{term['value']}>"
    if term["type"] == "bnode":
        return f"_:{term['value'].replace('/', '-')}"
    text = quoted(term["value"])
    if "xml:lang" in term:
        return f"{text}@{term['xml:lang']}"
    return f"{text}^^<{term['datatype']}>" if "datatype" in term else text
