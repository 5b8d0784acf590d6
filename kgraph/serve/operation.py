"""The query operation of the SPARQL 1.1 Protocol (section 2.1), as read from a request."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from .refusal import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

MOST_QUERY = 1 << 20
"""Bytes of a request's body, and of the query in it."""

BODY_IN = 20.0
"""Seconds in which the body comes."""

MOST_GRAPHS = 1000

_CLOSE = {"Connection": "close"}

_KNOWN = ("query", "default-graph-uri", "named-graph-uri")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, and the dataset that the request gives it."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


async def read(request: Request) -> Operation | None:
    """What is asked; None where a GET asks nothing.

    Raises:
        Refusal: the protocol does not have it so, or it is an update.
    """
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
        kind = kind.strip()
        if kind not in (FORM, QUERY, UPDATE):
            raise Refusal(
                415,
                "unsupported-media-type",
                f"a query is posted as {QUERY}, or in a form as {FORM}",
                headers={"Accept": f"{QUERY}, {FORM}"},
            )
        if kind == UPDATE:
            raise _no_updates()
        charset = parameters.partition("charset=")[2].strip('" ') or "utf-8"
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise Refusal(415, "unsupported-media-type", "a request is in UTF-8")
        body = await _body(request)
        if kind == FORM:
            pairs += _pairs(body)
        else:
            pairs.append(("query", _text(body)))
    return _operation(pairs, request.method)


def _operation(pairs: Sequence[tuple[str, str]], method: str) -> Operation | None:
    names = [name for name, _ in pairs]
    if "update" in names:
        raise _no_updates()
    queries = [value for name, value in pairs if name == "query"]
    if not queries and method in ("GET", "HEAD") and not set(names) & set(_KNOWN):
        return None
    if len(queries) != 1:
        how_many = "no" if not queries else "more than one"
        raise Refusal(400, "bad-request", f"there is {how_many} 'query' in the request")
    graphs = {
        key: tuple(dict.fromkeys(value for name, value in pairs if name == key))
        for key in _KNOWN[1:]
    }
    for key, iris in graphs.items():
        if len(iris) > MOST_GRAPHS:
            raise Refusal(400, "bad-request", f"there are more than {MOST_GRAPHS} of '{key}'")
        if not all(map(_IRI.fullmatch, iris)):
            raise Refusal(400, "bad-request", f"a value of '{key}' is not an absolute IRI")
    return Operation(queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"])


def _no_updates() -> Refusal:
    return Refusal(403, "query-refused", "this endpoint answers queries; the graph is built")


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    if len(encoded) > MOST_QUERY:
        raise Refusal(414, "too-long", "the address is too long; POST the query")
    text = _text(encoded)
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=2 * MOST_GRAPHS + 100
        )
    except UnicodeDecodeError:
        raise Refusal(400, "bad-request", "the request is not in UTF-8") from None
    except ValueError:
        raise Refusal(400, "bad-request", "there are too many parameters") from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        raise Refusal(400, "bad-request", "the request is not in UTF-8") from None


async def _body(request: Request) -> bytes:
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_IN):
            async for piece in request.stream():
                found += piece
                if len(found) > MOST_QUERY:
                    raise Refusal(413, "too-long", "a query may have a megabyte", headers=_CLOSE)
    except TimeoutError:
        raise Refusal(408, "timeout", "the request did not come in time", headers=_CLOSE) from None
    except ClientDisconnect:
        raise Refusal(499, "client-left", "the client has left") from None
    return bytes(found)
