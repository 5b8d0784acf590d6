"""The SPARQL endpoint: a request in, the whole result or a refusal out."""

from __future__ import annotations

import asyncio
import hashlib
import re
from functools import lru_cache, partial
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from . import accept, description, operation
from .frames import Question
from .link import Answer
from .pool import BusyError, Fell, TooLongError
from .refusal import Refusal
from .results import ROWS, TRIPLES
from .site import Edition, Site
from .spool import Spool

METHODS = ("GET", "HEAD", "POST")
PATIENCE = 0.05
"""Seconds after which it is watched whether the client is still there."""

VERSION = version("kgraph")
CHUNK = 1 << 16
TAKEN_IN = 30.0
"""Seconds in which a client takes each chunk."""

_CHANGING = ("NOW", "RAND", "UUID", "BNODE", "\\U")
_CALLED = re.compile(r"\b(NOW|RAND|(STR)?UUID|BNODE)\b|\\U")


def routes(site: Site) -> list[BaseRoute]:
    async def endpoint(request: Request) -> Response:
        return await Exchange(site, request).response()

    return [Route(site.path, endpoint, methods=[*METHODS, "OPTIONS"])]


class Exchange:
    """One request to the endpoint."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.edition: Edition = site.edition
        self.accept = ", ".join(request.headers.getlist("accept"))

    async def response(self) -> Response:
        if self.request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join((*METHODS, "OPTIONS"))})
        asked = await operation.read(self.request)
        # taken now, as the query is handed on without a pause: until then another may replace it
        self.edition = self.site.edition
        if asked is None:
            return self._described()
        rows_as, rows_type = _rows_for(self.accept)
        triples_as, triples_type = _triples_for(self.accept)
        headers = {"Cache-Control": "private, no-cache", "Vary": "Accept"}
        if _may_change(asked.query):
            headers["Cache-Control"] = "no-store"
        else:
            parts = (asked, rows_type, triples_type)
            headers["ETag"] = self.tag(repr(parts))
            if self.has(headers["ETag"]):
                return Response(status_code=304, headers=headers)
        question = Question(
            asked.query,
            asked.default_graphs,
            asked.named_graphs,
            asked.has_dataset,
            rows_as,
            triples_as,
            self.site.limits.seconds,
        )
        answer = await self.answer(question)
        media = rows_type if answer.said["format"] == rows_as else triples_type
        return sent(answer, media, headers)

    def _described(self) -> Response:
        offered = dict(TRIPLES)
        if self.site.page:
            offered["html"] = ("text/html", "application/xhtml+xml")
        format, media = accept.choose(self.accept, offered)
        if format == "html":
            return RedirectResponse(self.site.page, 303)
        if not format:
            raise _not_acceptable(list(TRIPLES))
        address = str(self.request.url.replace(query="", fragment=""))
        headers = {"Cache-Control": "private, no-cache", "Vary": "Accept"}
        headers["ETag"] = self.tag(f"{address} {media}")
        if self.has(headers["ETag"]):
            return Response(status_code=304, headers=headers)
        content = description.described(address, self.edition, format)
        return Response(content, 200, headers, media)

    def tag(self, what: str) -> str:
        whole = "\n".join((VERSION, self.edition.digest, what))
        return f'W/"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'

    def has(self, tag: str) -> bool:
        """Whether the client has that already (RFC 9110, section 13.1.2)."""
        if self.request.method == "POST":
            return False
        given = self.request.headers.get("if-none-match", "")
        return tag[2:] in {item.strip().removeprefix("W/") for item in given.split(",")}

    async def answer(self, question: Question) -> Answer:
        """The result of a query that the engine could answer.

        Raises:
            Refusal: it could not.
        """
        answer = await self._answer(question)
        if not answer.good:
            answer.content.close()
            raise self._fault(answer)
        return answer

    async def _answer(self, question: Question) -> Answer:
        """Ask a worker; when the client leaves, so does the query."""
        watch = _Watch(self.request)
        try:
            return await self.edition.pool.ask(question)
        except asyncio.CancelledError:
            if not watch.has_left:
                raise
            raise Refusal(499, "client-left", "the client has left") from None
        except TooLongError:
            seconds = self.site.limits.seconds
            raise Refusal(
                504, "timeout", f"the query was ended after {seconds:g} seconds; ask for less"
            ) from None
        except BusyError:
            raise Refusal(
                503, "busy", "too many queries are asked; try again", headers={"Retry-After": "1"}
            ) from None
        except Fell as error:
            raise _fallen(error) from None
        except OSError:
            raise Refusal(503, "no-room", "there is no room for the result") from None
        finally:
            watch.end()

    def _fault(self, answer: Answer) -> Refusal:
        said = answer.said
        code, message = said["code"], said["message"]
        if code == "not-acceptable":
            return _not_acceptable(list(ROWS if message == "rows" else TRIPLES))
        if code == "result-too-large":
            megabytes = self.site.limits.size >> 20
            more = f" or {self.site.limits.rows:,} rows" if self.site.limits.rows else ""
            message = (
                f"the result has more than {megabytes} megabytes{more}; ask for less, or add LIMIT"
            )
            return Refusal(500, code, message)
        if code == "no-way-to-write":
            return Refusal(406, code, message)
        if code == "out-of-memory":
            return Refusal(500, code, message)
        known: dict[str, object] = {
            key: said[key] for key in ("line", "column", "help") if key in said
        }
        return Refusal(400, code, message, more=known, text=said.get("text", ""))


def _may_change(query: str) -> bool:
    """Whether two results of the query may differ; where in doubt, they may."""
    text = query.upper()
    return any(word in text for word in _CHANGING) and bool(_CALLED.search(text))


class _Watch:
    """Cancels the task that asks once its client has left; begun late, as most are not long."""

    def __init__(self, request: Request) -> None:
        self.has_left = False
        self._request = request
        self._asking = asyncio.current_task()
        self._watching: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._begin)

    def end(self) -> None:
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._until_left())

    async def _until_left(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        if self._asking is not None:
            self._asking.cancel()


_rows_for = lru_cache(partial(accept.choose, formats=ROWS))
_triples_for = lru_cache(partial(accept.choose, formats=TRIPLES))


def _fallen(error: Fell) -> Refusal:
    """SIGABRT is the engine's way to say that there is no memory."""
    if error.code == -6:
        return Refusal(500, "out-of-memory", "the query takes more memory than it may")
    return Refusal(500, "engine-failed", "the engine failed on this query")


def _not_acceptable(formats: list[str]) -> Refusal:
    types = [(ROWS.get(name) or TRIPLES[name])[0] for name in formats]
    return Refusal(406, "not-acceptable", f"this is given as {', '.join(types)}")


def sent(answer: Answer, media: str, headers: dict[str, str]) -> Response:
    if media.startswith("text/") or media == "application/xml":
        media += "; charset=utf-8"
    headers["Content-Type"] = media
    if answer.content.size > CHUNK:
        return _Large(answer.content, headers)
    content = answer.content.read()
    answer.content.close()
    return Response(content, 200, headers)


class _Large(Response):
    """A result in pieces.

    A client that takes nothing any more is cut off; it knows how much was to come.
    """

    def __init__(self, content: Spool, headers: dict[str, str]) -> None:
        super().__init__(None, 200, {**headers, "Content-Length": str(content.size)})
        self.spool = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            while piece := self.spool.read(CHUNK):
                async with asyncio.timeout(TAKEN_IN):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            self.spool.close()
