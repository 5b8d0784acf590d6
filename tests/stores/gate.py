"""A small HTTP server, most often in front of a real store: it lets through whom it will."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Seen:
    """A request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What it is answered."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Gate:
    """Where it is, and what came."""

    url: str
    seen: list[Seen]


@contextmanager
def gate(
    answer: Callable[[Seen], Reply | None], store: str = "", tls: ssl.SSLContext | None = None
) -> Iterator[Gate]:
    """A server that answers so; where that is None, the store does."""
    seen: list[Seen] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Seen(self.command, self.path, dict(self.headers), body)
            seen.append(request)
            reply = answer(request) or _passed_on(request, store)
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:  # a client that does not trust us
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        scheme = "https" if tls else "http"
        yield Gate(f"{scheme}://127.0.0.1:{server.server_port}", seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _passed_on(request: Seen, store: str) -> Reply:
    connection = http.client.HTTPConnection(urlsplit(store).netloc, timeout=10)
    dropped = {"Host", "Authorization", "Connection", "Accept-Encoding"}
    headers = {name: value for name, value in request.headers.items() if name not in dropped}
    try:
        connection.request(request.method, request.path, request.body, headers)
        found = connection.getresponse()
        kept = {n: v for n, v in found.getheaders() if n in ("Content-Type", "content-type")}
        return Reply(found.status, kept, found.read())
    finally:
        connection.close()
