"""The explorer at the server's root: as it was built, with links to the other pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .endpoint import Exchange
from .site import Site

POLICY = "frame-ancestors 'none'"
"""Beside its own, which is in the page and names its scripts by their digests."""


TOOLS = b'<div class="tools">'
LINKS = b'<a href="/id/">Contents</a><a href="/query">Query</a>'
"""To what only a server has; the page itself is one file that must do without."""


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
        content = exchange.edition.explorer.replace(TOOLS, TOOLS + LINKS, 1)
        return Response(content, 200, headers, "text/html")

    return [Route("/", page)]
