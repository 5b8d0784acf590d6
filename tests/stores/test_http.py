"""Faults on the way are lived with; what a server says is shown harmless."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgraph.problems import KgraphError
from kgraph.stores.http import Client, Patience, Unreachable
from kgraph.stores.server import Endpoints, find
from tests.stores.gate import Reply, Seen, gate

ROW = b'{"head":{"vars":["one"]},"results":{"bindings":[{"one":{"type":"literal","value":"1"}}]}}'
GOOD = Reply(200, {"Content-Type": "application/sparql-results+json"}, ROW)


def replies(*of: Reply) -> Callable[[Seen], Reply]:
    """One after the other; the last for ever."""
    left = list(of)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def client(waits: list[float]) -> Client:
    return Client(patience=Patience(tries=4, pause=1.0, answer=5.0), sleep=waits.append)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again_and_later_each_time(status: int) -> None:
    waits: list[float] = []
    with gate(replies(Reply(status), Reply(status), GOOD)) as at:
        client(waits).post(at.url, b"", "*/*")
    assert len(waits) == 2
    assert 0.5 <= waits[0] <= 1.0 <= waits[1] <= 2.0


@pytest.mark.parametrize(
    ("after", "least", "most"),
    [
        ("7", 7.0, 7.0),
        ("99999999999", 60.0, 60.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 60.0, 60.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.5, 1.0),
        ("soon", 0.5, 1.0),
        ("-5", 0.5, 1.0),
    ],
)
def test_it_says_when(after: str, least: float, most: float) -> None:
    waits: list[float] = []
    with gate(replies(Reply(503, {"Retry-After": after}), GOOD)) as at:
        client(waits).post(at.url, b"", "*/*")
    assert len(waits) == 1
    assert least <= waits[0] <= most


def test_no_more_often_than_patience_allows() -> None:
    waits: list[float] = []
    with gate(replies(Reply(503))) as at:
        with pytest.raises(KgraphError, match="answered 503 Service Unavailable"):
            client(waits).post(at.url, b"", "*/*")
        assert len(at.seen) == 4


@pytest.mark.parametrize("status", [403, 404, 405])
def test_a_refusal_is_final(status: int) -> None:
    with gate(replies(Reply(status))) as at:
        with pytest.raises(KgraphError, match=f"answered {status}"):
            client([]).post(at.url, b"", "*/*")
        assert len(at.seen) == 1


def test_where_nobody_listens() -> None:
    with gate(replies(GOOD)) as at:
        pass
    with pytest.raises(Unreachable, match="refused; is the server running"):
        client([]).post(at.url, b"", "*/*")


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    half = Reply(200, {}, ROW[:40])
    with gate(replies(GOOD, half, half, GOOD)) as at:
        server = find(client([]), at.url, Endpoints())
        assert server.rows("SELECT (1 AS ?one) {}") == [{"one": "1"}]


def test_what_a_server_says_cannot_steer_the_terminal() -> None:
    evil = "<h1>no\x1b[2J</h1>\n\u202eevil".encode()
    with (
        gate(replies(Reply(409, {}, evil))) as at,
        pytest.raises(KgraphError, match=r"no\\x1b\[2J \\u202eevil$"),
    ):
        client([]).post(at.url, b"", "*/*")


def test_a_server_without_sparql_is_told_from_one_that_is_away() -> None:
    with (
        gate(replies(Reply(404))) as at,
        pytest.raises(KgraphError, match=r"not to SPARQL at /sparql, .*--query-url"),
    ):
        find(client([]), at.url, Endpoints())


@pytest.mark.parametrize(
    ("server", "answers", "query", "update"),
    [
        ("Virtuoso/07.20", "/sparql", "/sparql", "/sparql-auth"),
        ("Jetty", "/data/sparql", "/data/sparql", "/data/update"),
        ("oxigraph/0.5", "/query", "/query", "/update"),
        ("GraphDB", "/repositories/kg", "/repositories/kg", "/repositories/kg/statements"),
        ("uvicorn", "/", "/", "/"),
    ],
)
def test_layouts_are_told_by_what_answers(
    server: str, answers: str, query: str, update: str
) -> None:
    good = Reply(200, {**GOOD.headers, "Server": server}, ROW)
    base = answers.removesuffix("/sparql").removesuffix("/query")
    with gate(lambda request: good if request.path == answers else Reply(404)) as at:
        found = find(client([]), at.url + base.rstrip("/"), Endpoints())
        assert (found.query, found.update) in (
            (at.url + query, at.url + update),
            (at.url + query.rstrip("/"), at.url + update.rstrip("/")),
        )
