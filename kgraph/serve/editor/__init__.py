"""The query editor: YASGUI with the prefixes and the saved questions of the project.

All of it comes from this package; its page may talk to its own host alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ...api import BuiltGraph
from ...names import KINDS
from ...problems import KgraphError, Report
from ...query.saved import saved_queries
from ..endpoint import Exchange
from ..refusal import Refusal
from ..site import Edition, Site

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Of its page. The editor sets styles of elements, which no digest can allow."""

STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "query.js": "text/javascript",
    "query.css": "text/css",
}
"""Files of the page, and their media types."""


def routes(site: Site) -> list[BaseRoute]:
    filled: dict[str, bytes] = {}

    async def page(request: Request) -> Response:
        return _sent(site, request, _part("query.html"), "text/html")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            raise Refusal(404, "not-found", "there is no such file")
        part = f"yasgui/{name}" if name.startswith("yasgui.") else name
        return _sent(site, request, _part(part), STATIC[name])

    async def settings(request: Request) -> Response:
        edition = site.edition
        if edition.digest not in filled:
            try:
                content = await asyncio.to_thread(_settings, edition)
            except KgraphError as error:
                raise Refusal(503, "no-settings", str(error)) from None
            filled.clear()
            filled[edition.digest] = content
        return _sent(site, request, filled[edition.digest], "application/json")

    return [
        Route("/query", page),
        Route("/query.json", settings),
        Route("/static/{name}", static),
    ]


def _sent(site: Site, request: Request, content: bytes, media: str) -> Response:
    exchange = Exchange(site, request)
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": POLICY,
        "ETag": exchange.tag(hashlib.sha256(content).hexdigest()),
    }
    if exchange.has(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, 200, headers, media)


def _settings(edition: Edition) -> bytes:
    """What the page is filled with, as JSON.

    Raises:
        KgraphError: the ontology of the project cannot be used.
    """
    graph = BuiltGraph(edition.files)
    vocabulary, prefixes = graph.vocabulary, edition.files.prefixes
    found = {
        "base": prefixes["kgr"].removesuffix(KINDS["kgr"]),
        "prefixes": prefixes,
        "own": sorted({*vocabulary.namespaces, "kgr", "rdf"}),
        "properties": sorted(
            term.iri
            for terms in (vocabulary.predicates, vocabulary.qualifiers)
            for term in terms.values()
        ),
        "classes": sorted(term.iri for term in vocabulary.classes.values()),
        "questions": [
            {"name": name, "title": saved.title, "question": saved.question, "query": saved.text}
            for name, saved in saved_queries(Report(), graph.ontology_folder()).items()
        ],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


@cache
def _part(name: str) -> bytes:
    return (files(__package__) / name).read_bytes()
