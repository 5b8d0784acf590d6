"""No query reaches another server, however it is written; and every bound holds."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.problems import KgraphError, Report
from kgraph.query.run import Graph, open_graph, run


class Listener:
    """A server on loopback that notes who comes, and answers nothing of use."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.fixture
def graph(built: Path) -> Graph:
    return open_graph(built)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <U> { ?a ?b ?c } }",
        "SELECT * { SERVICE SILENT <U> { ?a ?b ?c } }",
        "SELECT * { SERVICESILENT<U>{?a ?b ?c} }",
        "PREFIX kg: <U> SELECT * { ?s ?p ?o . SERVICEkg:foo{?a ?b ?c} }",
        "SELECT * { ?s ?p 1SERVICE <U> {?a ?b ?c} }",
        "SELECT * { ?s ?p trueSERVICE <U> {?a ?b ?c} }",
        "SELECT * { OPTIONAL { ?s kg:\u3001\\# ?o } SERVICE <U> {?a ?b ?c} }",
        'SELECT * { OPTIONAL { ?s <http://e/\\u0041#b> "a\\u0022#" } SERVICE <U> {?a ?b ?c} }',
        "SELECT * { FILTER(1<'2>'&&'a'='b')SERVICE <U>{?a ?b ?c} #'\n }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } SERVICE ?s { ?a ?b ?c } VALUES ?s { <U> } }",
        "LOAD <U>",
        "SELECT * FROM <U> { ?s ?p ?o }",
    ],
)
def test_no_query_reaches_another_server(graph: Graph, listener: Listener, query: str) -> None:
    text = query.replace("<U>", f"<http://127.0.0.1:{listener.port}/x>")
    run(graph, text, "json", 20, Report())
    time.sleep(0.05)
    assert listener.visits == 0


def test_the_listener_hears_an_engine_that_nothing_holds_back(listener: Listener) -> None:
    """So that the silence above means something."""
    code = (
        "import pyoxigraph as ox\n"
        f"list(ox.Store().query('SELECT * {{ SERVICE SILENT <http://127.0.0.1:{listener.port}/> "
        "{ ?s ?p ?o } }'))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert listener.visits > 0


def test_a_result_has_a_largest_size(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KgraphError, match="more than 256 megabytes"):
        run(graph, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv", 60, Report())


def test_a_worker_without_a_parent_ends_by_itself(built: Path) -> None:
    """Processor time is bounded: what nobody waits for does not go on."""
    query = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    code = (
        "from pathlib import Path; import os, threading; from kgraph.problems import Report\n"
        "from kgraph.query.run import open_graph, run\n"
        "threading.Timer(0.7, lambda: os.kill(os.getpid(), 9)).start()\n"
        f"run(open_graph(Path({str(built)!r})), 'SELECT (COUNT(*) AS ?n) {{ {query} }}', 'json', "
        "1.0, Report())"
    )
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=root, start_new_session=True)
    parent.wait(timeout=20)
    group = parent.pid
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and _alive(group):
        time.sleep(0.2)
    assert not _alive(group)


def _alive(group: int) -> bool:
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True
    )
    return any(
        line.split()[0] == str(group) and not line.split()[1].startswith("Z")
        for line in listed.stdout.splitlines()
        if len(line.split()) == 2
    )


def test_limits_below_ours_are_no_hindrance(built: Path) -> None:
    pytest.importorskip("resource")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "from pathlib import Path; from kgraph.problems import Report\n"
        "from kgraph.query.run import open_graph, run\n"
        f"assert run(open_graph(Path({str(built)!r})), 'ASK {{}}', 'json', 20, Report())"
    )
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
