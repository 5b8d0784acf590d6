"""The explorer, as it was built, at the server's root."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .endpoint import Exchange
from .site import Site

POLICY = "frame-ancestors 'none'"
"""Beside its own, which is in the page and names its scripts by their digests."""


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        exchange = Exchange(site, request)
        headers = {
            "Cache-Control": "private, no-cache",
            "Content-Security-Policy": POLICY,
            "ETag": exchange.tag(exchange.edition.explorer_digest),
        }
        if exchange.has(headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(exchange.edition.explorer, 200, headers, "text/html")

    return [Route("/", page)]
