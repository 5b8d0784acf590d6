"""Linked data: the IRI of a thing answers with a page, Turtle or JSON-LD.

What stands below the base of the project's IRIs is served below ``/id/``. As it is asked for a
thing and not for a document, the answer is a redirection (303) to the document in the form that
the client likes best, which has an address of its own: ``.html``, ``.ttl`` or ``.jsonld`` added
(Cool URIs for the Semantic Web, 4.2).
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ...names import KINDS
from .. import accept
from ..endpoint import Exchange, sent
from ..frames import Question
from ..refusal import Refusal
from ..results import TRIPLES
from ..site import Site
from .desk import NoPagesError
from .process import Made
from .render import style

FORMS = {
    "html": ("text/html", "application/xhtml+xml"),
    "ttl": TRIPLES["turtle"],
    "jsonld": TRIPLES["json-ld"],
}
"""By suffix: the media types that mean it."""

_RDF = {"ttl": "turtle", "jsonld": "json-ld"}

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

_PATH = re.compile(r"(?:[a-z0-9-]+/)+[a-z0-9-]+")
_EMPTY = "{}"
"""The longest document without triples."""

_DESCRIBE = """
CONSTRUCT {{ ?thing ?p ?o . ?s ?q ?thing }} WHERE {{
  VALUES ?thing {{ <{iri}> }} {{ ?thing ?p ?o }} UNION {{ ?s ?q ?thing }}
}}
"""
"""What is said of a thing, whichever way it points."""

_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"


def routes(site: Site) -> list[BaseRoute]:
    async def thing(request: Request) -> Response:
        return await _Asked(site, request).response()

    async def css(request: Request) -> Response:
        headers = {"Cache-Control": "private, no-cache"}
        return Response(style(), 200, headers, "text/css")

    return [Route("/id/{path:path}", thing), Route("/static/page.css", css)]


class _Asked:
    """One request for a thing or for a document about it."""

    def __init__(self, site: Site, request: Request) -> None:
        self.exchange = Exchange(site, request)
        self.edition = self.exchange.edition
        path, dot, suffix = request.path_params["path"].rpartition(".")
        known = bool(dot) and suffix in FORMS
        self.path = path if known else request.path_params["path"]
        self.form = suffix if known else ""
        self.iri = self.edition.files.prefixes["kgr"].removesuffix(KINDS["kgr"]) + self.path

    async def response(self) -> Response:
        if not self.path:
            return await self._page()
        if not self.form:
            return await self._elsewhere()
        return await (self._page() if self.form == "html" else self._triples())

    async def _elsewhere(self) -> Response:
        form, _ = accept.choose(self.exchange.accept, FORMS)
        if not form:
            given = ", ".join(types[0] for types in FORMS.values())
            raise Refusal(406, "not-acceptable", f"this is given as {given}")
        made = await self._made(make=False)
        if not made.found:
            return self._missing(await self._made() if form == "html" else made, form)
        headers = {"Vary": "Accept, Origin", "Cache-Control": "private, no-cache"}
        return RedirectResponse(f"/id/{self.path}.{form}", 303, headers)

    async def _page(self) -> Response:
        headers = self._headers("html")
        if self.exchange.has(headers["ETag"]):
            return Response(status_code=304, headers=headers)
        made = await self._made()
        if not made.found:
            return self._missing(made, "html")
        return Response(made.html, 200, headers, "text/html")

    async def _triples(self) -> Response:
        headers = self._headers(self.form)
        if self.exchange.has(headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if not _PATH.fullmatch(self.path):
            return self._missing(await self._made(make=False), self.form)
        query = _GRAPH if self.path.startswith("graph/") else _DESCRIBE
        question = Question(query.format(iri=self.iri), triples_as=_RDF[self.form])
        answer = await self.exchange.answer(question)
        if answer.content.size <= len(_EMPTY):
            answer.content.close()
            return self._missing(await self._made(make=False), self.form)
        return sent(answer, FORMS[self.form][0], headers)

    async def _made(self, make: bool = True) -> Made:
        try:
            return await self.edition.desk.page(self.path, make)
        except NoPagesError as error:
            raise Refusal(503, "no-pages", f"no pages can be made: {error}") from None

    def _headers(self, form: str) -> dict[str, str]:
        return {
            "Cache-Control": "private, no-cache",
            "ETag": self.exchange.tag(f"/id/{self.path}.{form}"),
            "Content-Security-Policy": POLICY,
        }

    def _missing(self, made: Made, form: str) -> Response:
        if form == "html":
            headers = {"Cache-Control": "no-store", "Content-Security-Policy": POLICY}
            return Response(made.html, 404, headers, "text/html")
        near = " or ".join(made.near)
        hint = f"; did you mean {near}?" if near else ""
        raise Refusal(404, "not-found", f"nothing goes by this name{hint}")
