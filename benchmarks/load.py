"""Many clients at once, of which some ask what no endpoint should be asked."""

from __future__ import annotations

import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

BAD = (
    ("nonsense", 400),
    ("SELECT * { ?s ?p }", 400),
    ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
    ("INSERT DATA { <x:s> <x:p> <x:o> }", 400),
    ("ASK " + "{" * 30_000 + "}" * 30_000, 500),
)
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = HUGE + " ORDER BY ?a ?d"

KINDS = ("good",) * 38 + ("bad",) * 4 + ("slow",) * 3 + ("huge",) * 3 + ("leaver",) * 2


@dataclass(slots=True)
class Tally:
    """What became of all requests."""

    good: int = 0
    retried: int = 0
    """Good ones that were told to come again, and did."""
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """What should not have been."""
    seconds: list[float] = field(default_factory=list)
    """How long good ones took, retries included."""


def load(url: str, good: Mapping[str, bytes], seconds: float, clients: int = 50) -> Tally:
    """Ask for so long; ``good`` are queries with what they give as SPARQL JSON."""
    tally, lock = Tally(), threading.Lock()
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_Client(url, good, n, tally, lock, end).run) for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


class _Client:
    def __init__(
        self,
        url: str,
        good: Mapping[str, bytes],
        number: int,
        tally: Tally,
        lock: threading.Lock,
        end: float,
    ) -> None:
        parts = urlsplit(url)
        self.host, self.path = parts.netloc, parts.path
        self.kind = KINDS[number % len(KINDS)]
        self.queries, self.tally, self.lock, self.end = good, tally, lock, end
        self.random = random.Random(number)
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def run(self) -> None:
        while time.monotonic() < self.end:
            try:
                getattr(self, self.kind)()
            except (OSError, http.client.HTTPException) as error:
                self.connection.close()
                self._wrong(f"{self.kind}: {type(error).__name__}: {error}")
        self.connection.close()

    def ask(self, query: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/sparql-query"}
        self.connection.request("POST", self.path, query.encode(), headers)
        response = self.connection.getresponse()
        body = response.read()
        with self.lock:
            self.tally.statuses[self.kind, response.status] += 1
        if response.status != 200:
            for word in (b"Traceback", b".py", b"/tmp", b"/home", b"/usr", b"graph.n"):
                if word in body:
                    self._wrong(f"{self.kind}: told of {word.decode()}")
        return response.status, body

    def bad(self) -> None:
        query, status = self.random.choice(BAD)
        found, _ = self.ask(query)
        if found not in (status, 503):
            self._wrong(f"bad: {found} for {query[:40]}")
        time.sleep(0.05)

    def slow(self) -> None:
        found, _ = self.ask(SLOW)
        if found not in (504, 503):
            self._wrong(f"slow: {found}")

    def huge(self) -> None:
        found, _ = self.ask(self.random.choice((HUGE, GREEDY)))
        if found not in (500, 503, 504):
            self._wrong(f"huge: {found}")

    def leaver(self) -> None:
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            path = f"{self.path}?{urlencode({'query': SLOW})}"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            time.sleep(self.random.random() / 2)

    def good(self) -> None:
        query, expected = self.random.choice(list(self.queries.items()))
        began = time.monotonic()
        while True:
            status, body = self.ask(query)
            if status != 503:
                break
            with self.lock:
                self.tally.retried += 1
            time.sleep(1)
        with self.lock:
            self.tally.good += 1
            self.tally.seconds.append(time.monotonic() - began)
        if (status, body) != (200, expected):
            self._wrong(f"good: {status}, {body[:80]!r} for {query[:80]!r}")

    def _wrong(self, what: str) -> None:
        with self.lock:
            self.tally.wrong.append(what)


class Memory:
    """Watches what a process and all below it hold, shared pages counted once."""

    def __init__(self, process: int) -> None:
        self.process, self.most = process, 0
        self.processes: set[int] = set()
        """All that ever were."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            processes = family(self.process)
            self.processes |= processes
            self.most = max(self.most, sum(map(held, processes)))


def held(process: int) -> int:
    """Bytes, with its part of what it shares (Linux)."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) << 10 for line in text.splitlines() if line[:4] == "Pss:")


def family(process: int) -> set[int]:
    """The process and all below it (Linux)."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, todo = set(), [process]
    while todo:
        one = todo.pop()
        found.add(one)
        todo += parents.get(one, [])
    return found
