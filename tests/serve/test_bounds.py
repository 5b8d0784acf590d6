"""What one query may take, and that others go on meanwhile."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from benchmarks.load import family
from tests.query.test_wall import Listener
from tests.serve.running import SPARQL, Running, running

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
GREEDY = HUGE + " ORDER BY ?a ?d"
DEEP = "ASK " + "{" * 100_000 + "}" * 100_000


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        (SLOW, 504, "timeout"),
        (HUGE, 500, "result-too-large"),
        (HUGE.replace("*", "DISTINCT (?a AS ?x)"), 504, "timeout"),
        (GREEDY, 500, "out-of-memory"),
        (DEEP, 500, "engine-failed"),
    ],
    ids=["slow", "huge", "slow, with few rows", "greedy", "deep"],
)
def test_bounds_hold(server: Running, query: str, status: int, code: str) -> None:
    headers = {**SPARQL, "Accept": "application/json"}
    began = time.monotonic()
    reply = server.send("POST", body=query, headers=headers)
    assert (reply.status, reply.json["code"]) == (status, code)
    assert time.monotonic() - began < 15
    assert server.ask("ASK {}").json["boolean"] is True


def test_a_result_may_have_so_many_rows(built: Path) -> None:
    with running(built, "--max-rows", "100", "--workers", "1") as server:
        for limit, status in ((100, 200), (101, 500)):
            for query in ("SELECT *", "CONSTRUCT"):
                reply = server.ask(f"{query} WHERE {{ ?s ?p ?o }} LIMIT {limit}")
                assert reply.status == status, reply.text
        assert "more than 64 megabytes or 100 rows" in reply.text


def test_large_results_come_whole(server: Running) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 5000"
    reply = server.ask(query)
    assert len(reply.body) == int(reply.headers["Content-Length"]) > 1 << 20
    assert len(reply.rows) == 5000


def test_no_query_reaches_another_server(server: Running) -> None:
    listener = Listener()
    there = f"http://127.0.0.1:{listener.port}/x"
    queries = [
        f"SELECT * {{ SERVICE <{there}> {{ ?a ?b ?c }} }}",
        f"SELECT * {{ SERVICESILENT<{there}>{{?a ?b ?c}} }}",
        f"SELECT * {{ \\u0053ERVICE <{there}> {{ ?a ?b ?c }} }}",
        f"SELECT * FROM <{there}> {{ ?a ?b ?c }}",
    ]
    statuses = [server.ask(query).status for query in queries]
    assert statuses == [400, 400, 400, 200]
    assert server.ask("SELECT * { ?a ?b ?c }", default_graph_uri=[there]).rows == []
    time.sleep(0.05)
    assert listener.visits == 0
    listener.socket.close()


def test_who_leaves_ends_the_query(built: Path) -> None:
    """With one worker and a minute for each query, the next would wait for long."""
    with running(built, "--timeout", "60", "--workers", "1") as server:
        host, port = urlsplit(server.url).netloc.split(":")
        with socket.create_connection((host, int(port))) as leaver:
            query = urlencode({"query": SLOW})
            leaver.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            time.sleep(0.5)
        began = time.monotonic()
        assert server.ask("ASK {}").status == 200
        assert time.monotonic() - began < 10


def test_who_sends_a_head_without_end_is_cut_off(server: Running) -> None:
    host, port = urlsplit(server.url).netloc.split(":")
    head = b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * (1 << 26)
    with socket.create_connection((host, int(port))) as endless, pytest.raises(ConnectionError):
        endless.sendall(head)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="open files are listed on Linux alone")
def test_workers_hold_their_line_and_nothing_else(built: Path) -> None:
    def walled(server: Running) -> list[bool]:
        workers = family(server.process.pid) - {server.process.pid}
        limits = [Path(f"/proc/{one}/limits").read_text() for one in workers]
        return sorted("Max open files            0 " in text for text in limits)

    with running(built, "--workers", "2") as server:  # that was never asked for a page
        end = time.monotonic() + 10
        while walled(server) != [False, True, True]:  # the zygote is outside
            assert time.monotonic() < end
            time.sleep(0.02)  # a worker that was just forked is on its way


def test_short_queries_pass_long_ones(built: Path) -> None:
    """The one worker has a minute's work: another is there for the others."""
    with running(built, "--timeout", "60", "--workers", "1") as server:
        host, port = urlsplit(server.url).netloc.split(":")
        with socket.create_connection((host, int(port))) as patient:
            query = urlencode({"query": SLOW})
            patient.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            began = time.monotonic()
            assert server.ask("ASK {}").status == 200
            assert time.monotonic() - began < 20
