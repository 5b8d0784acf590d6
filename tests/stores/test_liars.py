"""Servers that lie: nothing that they answer leads to a traceback, to a wrong yes, or far."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import pytest

from kgraph.api import BuiltGraph
from kgraph.problems import KgraphError
from kgraph.stores.built import opened
from kgraph.stores.credentials import Credentials
from kgraph.stores.http import Client, Patience
from kgraph.stores.push import push
from kgraph.stores.server import Endpoints, Server, find
from kgraph.stores.snapshot import snapshot
from tests.stores.faults import NONE, Fault, Gets, Request, Told, lie
from tests.stores.oxigraph import Oxigraph
from tests.stores.proxy import Proxy
from tests.stores.real import IMPATIENT

JSON = "Content-Type: application/sparql-results+json"
NTRIPLES = "Content-Type: application/n-triples"
LOGIN = b"<!DOCTYPE html><title>Log in</title><form>...</form>"


def results(value: object) -> bytes:
    binding = {"n": {"type": "literal", "value": value}}
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [binding]}}).encode()


def zeros() -> Iterator[bytes]:
    """64 GB of zeros, in 64 MB."""
    packer = zlib.compressobj(9, wbits=31)
    yield f"HTTP/1.1 200 OK\r\n{NTRIPLES}\r\nContent-Encoding: gzip\r\n\r\n".encode()
    for _ in range(1 << 12):
        yield packer.compress(bytes(1 << 24))


def endless() -> Iterator[bytes]:
    yield f"HTTP/1.1 200 OK\r\n{NTRIPLES}\r\n\r\n".encode()
    while True:
        yield b'<x:s> <x:p> "again" .\n' * 1000


LIES = {
    "a page to log in": lie("200 OK", "Content-Type: text/html", LOGIN),
    "no content": lie("204 No Content"),
    "nothing": lie("200 OK", JSON),
    "no JSON": lie("200 OK", JSON, b"{'boolean': true}"),
    "JSON of something else": lie("200 OK", JSON, b'{"boolean": "yes", "results": []}'),
    "JSON upside down": lie("200 OK", JSON, b'["results", "boolean"]'),
    "deep JSON": lie("200 OK", JSON, b"[" * 200_000),
    "bytes that are no text": lie("200 OK", JSON, b'{"boolean": "\xff\xfe"}'),
    "a count below zero": lie("200 OK", JSON, results("-1")),
    "a count that is none": lie("200 OK", JSON, results("\u0663 or \x1b[31mmore")),
    "an object for a value": lie("200 OK", JSON, results({"value": 7})),
    "an unheard-of status": lie("799 Whatever", JSON, b"{}"),
    "no HTTP": Fault(Gets.NOTHING, Told.LIE, lie=lambda: [b"220 mail ESMTP\r\n" * 3]),
    "endless headers": Fault(
        Gets.NOTHING, Told.LIE, lie=lambda: [b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 100_000]
    ),
    "escapes": lie("500 \x1b[2Jgone", JSON, b"\x1b]0;title\x07\xe2\x80\xae"),
    "a charset that is none": lie("400 Bad", "Content-Type: text/plain; charset=undefined", b"x"),
    "no place to go": lie("301 Moved", "Location: http://["),
    "a challenge without a nonce": lie("401 Who", 'WWW-Authenticate: Digest foo="bar"'),
    "a challenge by an unknown means": lie(
        "401 Who", 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm="rot13"'
    ),
    "a year far away": lie("503 Busy", "Retry-After: Mon, 01 Jan 0001 00:00:00 -0000"),
    "gzip that is none": lie("200 OK", f"{JSON}\nContent-Encoding: gzip", b"gzip"),
    "a bomb": Fault(Gets.NOTHING, Told.LIE, lie=zeros),
    "no end": Fault(Gets.NOTHING, Told.LIE, lie=endless),
}


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGRAPH_STORE_USER", "me")
    monkeypatch.setenv("KGRAPH_STORE_PASSWORD", "a secret")


def client() -> Client:
    patience = Patience(connect=2, answer=2, tries=2)
    return Client(Credentials(), patience, sleep=lambda seconds: None, most=1 << 22)


def asked(server: Server, what: str) -> object:
    match what:
        case "find":
            return find(client(), server.query, Endpoints())
        case "rows":
            return server.rows("SELECT ?n {}", "n")
        case "count":
            return server.has("?s ?p ?o")
        case "ntriples":
            return server.ntriples("x:g")
    server.send("DROP ALL")
    return None


@pytest.mark.parametrize("what", ["find", "rows", "count", "ntriples", "send"])
@pytest.mark.parametrize("fault", LIES.values(), ids=LIES)
def test_a_lie_is_an_error_or_seems_true(fault: Fault, what: str) -> None:
    """It is no traceback, does not fill the memory, and shows neither secrets nor escapes."""
    error = ""
    with Proxy("", lambda request: fault) as proxy:
        try:
            found = asked(Server(client(), "liar", proxy.url, proxy.url, proxy.url), what)
        except KgraphError as caught:
            error = str(caught)
        else:
            assert found in LIKELY[what]
    assert error.isprintable()
    assert "a secret" not in error


LIKELY: dict[str, list[object]] = {
    "find": [],
    "rows": [[{"n": "-1"}], [{"n": "\u0663 or \x1b[31mmore"}]],
    "count": [],
    "ntriples": [],
    "send": [None],
}
"""What a lie may make one believe."""


@pytest.mark.parametrize("fault", LIES.values(), ids=LIES)
@pytest.mark.parametrize("of", ["all", "reads", "writes"])
def test_nobody_takes_a_liar_for_a_store(
    server: Oxigraph, versions: list[BuiltGraph], fault: Fault, of: str
) -> None:
    """Neither push nor status ends well, whatever it is lied to about."""
    server.clear()
    found = client()
    build = opened(versions[1].files.nquads.parent)

    def faults(request: Request) -> Fault:
        lied_to = of == "all" or request.writes == (of == "writes")
        return fault if lied_to and begun else NONE

    begun = False
    with Proxy(server.url, faults) as proxy:
        book = build.book(find(found, proxy.url, Endpoints()))
        begun = True
        with pytest.raises(KgraphError) as caught:
            push(build, book, IMPATIENT)
        assert str(caught.value).isprintable()
        if of != "writes":
            with pytest.raises(KgraphError):
                snapshot(build, book)
