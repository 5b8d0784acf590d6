"""The stores that other tests load and push into: they come up, take triples and go away."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import requests
from requests.auth import AuthBase, HTTPDigestAuth

from tests.servers import Server, oxigraph_server, rdflib_endpoint_server, virtuoso_server
from tests.servers.server import program, started

pytestmark = pytest.mark.slow
Start = Callable[[Path], AbstractContextManager[Server]]
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/g> { ?s ?p ?o } }"
INSERT = 'INSERT DATA { GRAPH <http://example.org/g> { <x:s> <x:p> "b" } }'


@pytest.mark.parametrize("start", [oxigraph_server, virtuoso_server, rdflib_endpoint_server])
def test_up_and_down(start: Start, tmp_path: Path) -> None:
    with start(tmp_path) as server:
        auth = _auth(server)
        if server.store is not None:
            put = requests.put(
                server.store,
                params={
                    "graph-uri" if server.name == "virtuoso" else "graph": "http://example.org/g"
                },
                data=b'<x:s> <x:p> "a" .',
                headers={"Content-Type": "text/turtle"},
                auth=auth,
                timeout=10,
            )
            assert put.ok, put.text
        updated = requests.post(
            server.update,
            data=INSERT,
            headers={"Content-Type": "application/sparql-update"},
            auth=auth,
            timeout=10,
        )
        assert updated.ok, updated.text
        counted = requests.get(
            server.query,
            params={"query": COUNT},
            headers={"Accept": "application/sparql-results+json"},
            timeout=10,
        )
        (row,) = counted.json()["results"]["bindings"]
        assert row["n"]["value"] == ("1" if server.store is None else "2")
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_stopped_and_quoted_when_a_test_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError) as caught, oxigraph_server(tmp_path) as server:
        raise AssertionError
    assert "Listening" in caught.value.__notes__[0]
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_a_server_that_does_not_start_is_an_error_with_its_output(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no licence; exit 3"]
    start = started(command, tmp_path, "http://127.0.0.1:9/query")
    with pytest.raises(RuntimeError, match="exit code 3") as caught, start:
        pass
    assert "no licence" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_missing_program_is_named(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match=r"no-such-store is not installed \(PyPI: x\)"):
        program("no-such-store", "PyPI: x")


def _auth(server: Server) -> AuthBase | None:
    return HTTPDigestAuth(server.auth.user, server.auth.password) if server.auth else None
