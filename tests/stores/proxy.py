"""An HTTP proxy on loopback between a client and a store, at which things go wrong as told."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.stores.faults import Fault, Faults, Gets, Request, Told, never

_DEAD = Fault(Gets.NOTHING, Told.CUT)
_OF_THE_CONNECTION = {"connection", "transfer-encoding", "content-length", "keep-alive", "expect"}
_PATIENCE = 20.0
"""Seconds that a silence lasts unless the client goes first, and that the store is waited for."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(slots=True)
class _Late:
    request: Request
    after: int


@dataclass(slots=True)
class Proxy:
    """A context manager; ``url`` stands for the store's own."""

    store: str
    """Base URL of the store."""
    faults: Faults = never
    turn: Callable[[], AbstractContextManager[None]] = nullcontext
    """Entered for each request; blocks until it may go on."""
    kill: Callable[[], None] | None = None
    """Kills the client, for faults that do. Otherwise nothing of it passes from then on: to a
    store that is the same."""
    dead: bool = False
    name: str = ""
    """Of the client, in the log."""
    log: list[str] = field(default_factory=list)
    """What came and what became of it, for messages."""
    seen: list[tuple[Request, Fault]] = field(default_factory=list)
    _late: list[_Late] = field(default_factory=list)
    _lock: Any = field(default_factory=threading.RLock)
    _over: threading.Event = field(default_factory=threading.Event)
    _server: _Server = field(init=False)

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self._server.server_address[:2])

    def __enter__(self) -> Self:
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def handle(self, request: Request) -> tuple[Fault, Answer | None]:
        """Pass on what the store gets of it; its answer, if it was waited for."""
        with self.turn(), self._lock:
            self._pass_late()
            fault = _DEAD if self.dead else self.faults(request)
            self.dead = self.dead or (fault.kill and not self.kill)
            self.seen.append((request, fault))
            self.log.append(f"{self.name}{request.method} {request.target[:90]}: {fault}")
            if fault.gets in (Gets.LATE, Gets.AGAIN) and request.writes:
                self._late.append(_Late(request, fault.after))
            return fault, self._pass(request, fault)

    def _pass(self, request: Request, fault: Fault) -> Answer | None:
        match fault.gets:
            case Gets.IT | Gets.AGAIN:
                return send(self.store, request)
            case Gets.TWICE:
                other = threading.Thread(target=send, args=(self.store, request))
                other.start()
                answer = send(self.store, request)
                other.join()
                return answer
            case Gets.PART:
                send_part(self.store, request, fault.kept)
            case Gets.SHORTENED:
                send(self.store, shortened(request, fault.kept))
        return None

    def _pass_late(self) -> None:
        for late in self._late:
            late.after -= 1
        due = [late for late in self._late if late.after < 0]
        self._late = [late for late in self._late if late.after >= 0]
        for late in due:
            self._deliver(late.request)

    def deliver_late(self) -> int:
        """Let the store have all that it has still to get, in its order; how many that were."""
        with self._lock:
            due, self._late = self._late, []
            for late in due:
                self._deliver(late.request)
            return len(due)

    def _deliver(self, request: Request) -> None:
        answer = send(self.store, request)
        self.log.append(
            f"{self.name}{request.method} {request.target[:90]}: late, store: {answer.status}"
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients go when they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def _any(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            return
        fault, answer = self.server.proxy.handle(
            Request(self.command, self.path, tuple(self.headers.items()), body)
        )
        if fault.kill and self.server.proxy.kill:
            self.server.proxy.kill()
        if fault.delay:
            self.server.proxy._over.wait(fault.delay)
        self._tell(fault, answer)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = _any  # noqa: N815

    def _body(self) -> bytes | None:
        """None where the client left in the middle."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            pieces = []
            while True:
                size = self.rfile.readline().partition(b";")[0].strip()
                if not size:
                    return None
                pieces.append(self.rfile.read(int(size, 16)))
                self.rfile.readline()
                if not int(size, 16):
                    return b"".join(pieces)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        return body if len(body) == length else None

    def _tell(self, fault: Fault, answer: Answer | None) -> None:
        match fault.told:
            case Told.ANSWER if not fault.kill:
                assert answer is not None
                self._answer(answer, len(answer.body))
            case Told.PART if not fault.kill:
                assert answer is not None
                self._answer(answer, int(len(answer.body) * fault.kept))
                self._cut()
            case Told.REFUSED if not fault.kill:
                again = fault.retry_after
                headers = () if again is None else (("Retry-After", str(again)),)
                reason = http.client.responses.get(fault.status, "Refused")
                body = b"refused by the proxy\n"
                self._answer(Answer(fault.status, reason, headers, body), len(body))
            case Told.LIE if not fault.kill:
                for piece in fault.lie():
                    self.wfile.write(piece)
                self.wfile.flush()
                self._cut()
            case Told.SILENCE if not fault.kill:
                self._wait_until_gone()
                self._cut()
            case _:
                self._cut()

    def _answer(self, answer: Answer, most: int) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[:most])
        self.wfile.flush()

    def _wait_until_gone(self) -> None:
        self.connection.settimeout(0.01)
        for _ in range(int(_PATIENCE / 0.01)):
            try:
                if not self.connection.recv(1) or self.server.proxy._over.is_set():
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        pass


def send(store: str, request: Request) -> Answer:
    """The store's answer to the whole request, read to its end."""
    where = urlsplit(store)
    assert where.hostname
    connection = http.client.HTTPConnection(where.hostname, where.port or 80, timeout=_PATIENCE)
    try:
        connection.request(
            request.method, where.path + request.target, request.body or None, _headers(request)
        )
        response = connection.getresponse()
        body = response.read()
        kept = [(k, v) for k, v in response.getheaders() if k.lower() not in _OF_THE_CONNECTION]
        return Answer(response.status, response.reason, tuple(kept), body)
    finally:
        connection.close()


def send_part(store: str, request: Request, kept: float) -> None:
    """Announce all of the body, send a part of it, and be gone."""
    where = urlsplit(store)
    headers = {**_headers(request), "Content-Length": str(len(request.body)), "Connection": "close"}
    lines = [f"{request.method} {where.path}{request.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    raw = head + request.body
    end = len(head) + int(len(request.body) * kept) if request.body else int(len(raw) * kept)
    assert where.hostname
    with socket.create_connection((where.hostname, where.port or 80), timeout=_PATIENCE) as sock:
        sock.sendall(raw[: min(end, len(raw) - 1)])
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(1 << 16):
            pass


def shortened(request: Request, kept: float) -> Request:
    """The request with whole lines of its body, from the first on."""
    lines = request.body.splitlines(keepends=True)
    body = b"".join(lines[: int(len(lines) * kept)])
    return Request(request.method, request.target, request.headers, body)


def _headers(request: Request) -> dict[str, str]:
    return {k: v for k, v in request.headers if k.lower() not in _OF_THE_CONNECTION}
