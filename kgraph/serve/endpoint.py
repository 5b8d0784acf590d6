"""The SPARQL endpoint: a request in, the whole result or a refusal out."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from . import accept, description, operation
from .frames import Question
from .link import Answer
from .pool import BusyError, Fell, TooLongError
from .refusal import Refusal
from .results import ROWS, TRIPLES
from .site import Edition, Site

METHODS = ("GET", "HEAD", "POST")
PATIENCE = 0.05
"""Seconds after which it is watched whether the client is still there."""

VERSION = version("kgraph")
CHUNK = 1 << 16
TAKEN_IN = 30.0
"""Seconds in which a client takes each chunk."""

_CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\b|\\u", re.IGNORECASE)
"""What may make two results of one query differ."""


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
        if asked is None:
            return self._described()
        rows_as, rows_type = accept.choose(self.accept, ROWS)
        triples_as, triples_type = accept.choose(self.accept, TRIPLES)
        headers = {"Cache-Control": "private, no-cache", "Vary": "Accept"}
        if _CHANGING.search(asked.query):
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
        return given.strip() == "*" or tag[2:] in {
            item.strip().removeprefix("W/") for item in given.split(",")
        }

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
        asking = asyncio.ensure_future(self.edition.pool.ask(question))
        leaving: asyncio.Task[None] | None = None
        try:
            done, _ = await asyncio.wait({asking}, timeout=PATIENCE)
            if not done:
                leaving = asyncio.ensure_future(self._left())
                await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    raise Refusal(499, "client-left", "the client has left")
            return await asking
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
            for task in (asking, leaving):
                if task is not None and not task.done():
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    async def _left(self) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass

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
        if code == "out-of-memory":
            return Refusal(500, code, message)
        known: dict[str, object] = {k: said[k] for k in ("line", "column", "help") if k in said}
        return Refusal(400, code, message, more=known, text=said.get("text", ""))


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
    if answer.size <= CHUNK:
        with answer.content as content:
            return Response(content.read(), 200, {**headers, "Content-Type": media})
    headers = {**headers, "Content-Length": str(answer.size), "Content-Type": media}
    return StreamingResponse(_pieces(answer), 200, headers)


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    """A client that takes nothing any more is cut off; it knows how much was to come."""
    with answer.content as content:
        while piece := content.read(CHUNK):
            async with asyncio.timeout(TAKEN_IN):
                yield piece
