"""What the endpoint costs, and how it bears fifty clients: ``python -m benchmarks.serving``.

The bare engine is Oxigraph's own server (PyPI: oxigraph) with the same triples in memory, asked by
the same client over a connection that stays open; and beside it, pyoxigraph in this process.
"""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kgraph.problems import Report
from kgraph.query.dataset import loaded
from kgraph.query.run import open_graph
from kgraph.query.saved import saved_queries

from .load import Memory, load

JSON = ox.QueryResultsFormat.JSON
SHORT = 0.01
"""Seconds of the engine below which a query is short."""

LOOKUPS = (
    "ASK {}",
    "SELECT ?p ?o { kgr:storm-shadow ?p ?o }",
    "SELECT ?claim ?who { ?claim kg:claimant ?agent . ?agent rdfs:label ?who } LIMIT 50",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        build = [sys.executable, "-m", "kgraph", "build", "--quiet", "--output", folder]
        subprocess.run(build, check=True)
        overhead(built)
        under_load(built, seconds)


def questions(built: Path) -> dict[str, bytes]:
    """Saved questions and lookups, with what the engine gives in this process."""
    graph = open_graph(built)
    store = loaded(str(graph.ntriples), str(graph.nquads))
    texts = [*LOOKUPS, *(question.text for question in saved_queries(Report()).values())]
    return {text: _answer(store, graph.prefixes, text) for text in texts}


def overhead(built: Path) -> None:
    print("\nOne client; medians in microseconds; short: below 10 ms in this process")
    graph = open_graph(built)
    store = loaded(str(graph.ntriples), str(graph.nquads))
    rows = []
    with endpoint(built) as ours, bare(built) as theirs:
        for text in questions(built):
            head = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in graph.prefixes.items())
            whole = text if "PREFIX" in text else head + text
            in_process, by_us, by_them = [], [], []
            engine = partial(_answer, store, graph.prefixes, whole)
            times = 5 if _timed(engine) > SHORT else 41
            with _Client(ours) as us, _Client(theirs) as them:
                for _ in range(times):
                    in_process.append(_timed(engine))
                    by_us.append(_timed(partial(us.ask, whole)))
                    by_them.append(_timed(partial(them.ask, whole)))
            rows.append([statistics.median(taken) for taken in (in_process, by_us, by_them)])
    print(f"{'in process':>12} {'endpoint':>12} {'Oxigraph':>12} {'ratio':>8}")
    for here, us_, them_ in sorted(rows):
        print(f"{here * 1e6:12,.0f} {us_ * 1e6:12,.0f} {them_ * 1e6:12,.0f} {us_ / them_:8.2f}")
    short = [row for row in rows if row[0] < SHORT]
    for what, chosen in (("short", short), ("all", rows)):
        median = statistics.median(row[1] / row[2] for row in chosen)
        own = statistics.median(row[1] / row[0] for row in chosen)
        print(
            f"{what} ({len(chosen)}): median ratio to Oxigraph's server {median:.2f} (goal 1.5), "
            f"to pyoxigraph in process {own:.2f}"
        )


def under_load(built: Path, seconds: float) -> None:
    print(f"\n50 clients for {seconds:g} s: 38 good, 4 bad, 3 slow, 3 huge, 2 that leave")
    options = ("--timeout", "6", "--memory", "128", "--max-result", "8")
    with endpoint(built, *options) as url, Memory(endpoint_process[-1]) as memory:
        tally = load(url, questions(built), seconds)
    waits = sorted(tally.seconds)
    print(f"good queries answered: {tally.good:,}, told to come again: {tally.retried:,}")
    print(
        f"median {waits[len(waits) // 2]:.3f} s, 99 % within {waits[len(waits) * 99 // 100]:.3f} s"
    )
    print(f"wrong: {len(tally.wrong)} {tally.wrong[:3]}; most memory {memory.most >> 20} MB")
    print(dict(sorted(tally.statuses.items())))


endpoint_process: list[int] = []


@contextmanager
def endpoint(built: Path, *options: str) -> Iterator[str]:
    command = ["serve", "--port", "0", "--output", str(built), *options]
    with subprocess.Popen(
        [sys.executable, "-m", "kgraph", *command], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        endpoint_process.append(process.pid)
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def bare(built: Path) -> Iterator[str]:
    program = shutil.which("oxigraph")
    assert program, "Oxigraph's server is not installed (pip install oxigraph)"
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [program, "serve", "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for name, kind, where in (
                ("graph.nt", "application/n-triples", "/store?default"),
                ("graph.nq", "application/n-quads", "/store"),
            ):
                _post(address, where, kind, (built / name).read_bytes())
            yield f"http://{address}/query"
        finally:
            process.kill()


def _post(address: str, where: str, kind: str, content: bytes) -> None:
    end = time.monotonic() + 20
    while True:
        connection = http.client.HTTPConnection(address)
        try:
            connection.request("POST", where, content, {"Content-Type": kind})
            response = connection.getresponse()
            assert response.status in (200, 201, 204), response.read()
            return
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


class _Client:
    """One connection that stays open, on a bare socket: the client costs little."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.path = parts.path
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, query: str) -> None:
        self.socket.sendall(
            f"GET {self.path}?{urlencode({'query': query})} HTTP/1.1\r\nHost: localhost\r\n"
            "Accept: application/sparql-results+json\r\n\r\n".encode()
        )
        found = b""
        while b"\r\n\r\n" not in found:
            found += self.socket.recv(1 << 16)
        head, _, body = found.partition(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n")[0], found
        length = re.search(rb"(?i)content-length: (\d+)", head)
        size = len(body)
        while size < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body = self.socket.recv(1 << 20)
            size += len(body)


def _answer(store: ox.Store, prefixes: dict[str, str], text: str) -> bytes:
    results = store.query(text, prefixes=prefixes)
    assert not isinstance(results, ox.QueryTriples)
    return results.serialize(format=JSON) or b""


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
