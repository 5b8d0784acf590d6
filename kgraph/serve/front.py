"""What every request goes through: who may ask, what every answer says, and no word of faults."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..problems import printable
from .refusal import Refusal
from .site import Site

LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""Set where a route has not set them otherwise."""

_SAFE = [(name.lower().encode(), value.encode()) for name, value in SAFE.items()]

_LOG = logging.getLogger(__name__)
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")


class Front:
    """An application before another.

    ``on_loopback`` says that only this machine is served: a name that leads here from elsewhere
    (DNS rebinding) is refused then.
    """

    def __init__(self, app: ASGIApp, site: Site, on_loopback: bool) -> None:
        self.app, self.site, self.on_loopback = app, site, on_loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if task := asyncio.current_task():
            self.site.running.add(task)
            task.add_done_callback(self.site.running.discard)
        request = Request(scope, receive)
        scope["app"] = self.app  # so that routes leave it to the front to say what is not there
        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(raw=message["headers"])
                there = {name for name, _ in headers.raw}
                headers.raw.extend(header for header in _SAFE if header[0] not in there)
                self._let_read(request, headers)
            await send(message)

        try:
            self._check_host(request)
            await self.app(scope, receive, send_safely)
        except Exception as error:
            if not isinstance(error, Refusal | HTTPException | TimeoutError):
                what = printable(f"{request.url.path}: {type(error).__name__}: {error}")
                _LOG.error(what, exc_info=bool(os.environ.get("KGRAPH_DEBUG")))
            if begun:  # the connection is cut: its client must not take this for the end
                raise
            await self._refused(error, request)(scope, receive, send_safely)

    def _refused(self, error: Exception, request: Request) -> Response:
        if isinstance(error, HTTPException):
            headers = dict(error.headers or {})
            message = f"there is nothing here; queries are asked at {self.site.path}"
            reason = "not-found"
            if error.status_code == 405:
                headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
                reason, message = "method-not-allowed", f"here one may {headers['Allow']}"
            error = Refusal(error.status_code, reason, message, headers=headers)
        if not isinstance(error, Refusal):
            error = Refusal(500, "fault", "this is a fault of kgraph itself")
        return error.response(request)

    def _check_host(self, request: Request) -> None:
        match = _HOST.fullmatch(request.headers.get("host", ""))
        if not match or len(request.headers.getlist("host")) > 1:
            raise Refusal(400, "bad-request", "the request names no host")
        if self.on_loopback and not _is_loopback(match[1]):
            raise Refusal(
                421, "wrong-host", "only requests to this machine's own name are answered"
            )

    def _let_read(self, request: Request, headers: MutableHeaders) -> None:
        """Cross-origin resource sharing (Fetch standard): pages of other sites read nothing."""
        headers.add_vary_header("Origin")
        origin = request.headers.get("origin", "")
        if not origin or not self._may_read(origin):
            return
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
            headers["Access-Control-Max-Age"] = "600"

    def _may_read(self, origin: str) -> bool:
        if "*" in self.site.origins or origin in self.site.origins:
            return True
        try:
            return _is_loopback(urlsplit(origin).hostname or "")
        except ValueError:
            return False


def _is_loopback(host: str) -> bool:
    return host.strip("[]").lower().rstrip(".") in LOOPBACK
