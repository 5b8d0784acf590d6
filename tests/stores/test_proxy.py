"""The proxy does what it is told to: each fault as the store and the client see it."""

from __future__ import annotations

import http.client
import threading
from random import Random
from urllib.parse import urlsplit

import pytest

from tests.stores.faults import NONE, Chance, Fault, Gets, Request, Told, script, writes_only
from tests.stores.oxigraph import Oxigraph
from tests.stores.proxy import Answer, Proxy

NTRIPLES = "application/n-triples"
ONE, TWO = b'<x:s> <x:p> "1" .\n', b'<x:s> <x:p> "2" .\n'


def ask(
    proxy: Proxy, method: str = "PUT", body: bytes = ONE, graph: str = "x:g", timeout: float = 5
) -> Answer:
    """What the client is told; an exception where it is told nothing, or half of it."""
    where = urlsplit(proxy.url)
    connection = http.client.HTTPConnection(where.netloc, timeout=timeout)
    try:
        target = f"/store?graph={graph}"
        connection.request(method, target, body or None, {"Content-Type": NTRIPLES})
        response = connection.getresponse()
        headers = tuple(response.getheaders())
        return Answer(response.status, response.reason, headers, response.read())
    finally:
        connection.close()


def held(store: Oxigraph) -> set[bytes]:
    return {line.replace(b" <x:g> .", b" .") + b"\n" for line in store.quads()}


def test_nothing_goes_wrong(store: Oxigraph) -> None:
    with Proxy(store.url) as proxy:
        assert ask(proxy).status == 201
        assert held(store) == {ONE}
        assert ONE in ask(proxy, "GET", b"").body


def test_a_client_that_asks_over_one_connection(store: Oxigraph) -> None:
    with Proxy(store.url) as proxy:
        connection = http.client.HTTPConnection(urlsplit(proxy.url).netloc, timeout=5)
        for body in (ONE, TWO):
            pieces = iter([body[:5], body[5:]])
            connection.request("PUT", "/store?graph=x:g", pieces, {"Content-Type": NTRIPLES})
            assert connection.getresponse().read() == b""
        connection.close()
    assert held(store) == {TWO}


@pytest.mark.parametrize(("gets", "holds"), [(Gets.NOTHING, set()), (Gets.IT, {ONE})])
def test_cut_before_it_was_carried_out_or_after(
    store: Oxigraph, gets: Gets, holds: set[bytes]
) -> None:
    with Proxy(store.url, script([Fault(gets, Told.CUT)])) as proxy:
        with pytest.raises(http.client.RemoteDisconnected):
            ask(proxy)
        assert held(store) == holds


@pytest.mark.parametrize(("gets", "holds"), [(Gets.NOTHING, set()), (Gets.IT, {ONE})])
def test_refused_and_carried_out_or_not(store: Oxigraph, gets: Gets, holds: set[bytes]) -> None:
    fault = Fault(gets, Told.REFUSED, status=429, retry_after=7)
    with Proxy(store.url, script([fault])) as proxy:
        answer = ask(proxy)
        assert (answer.status, dict(answer.headers)["Retry-After"]) == (429, "7")
        assert held(store) == holds
        assert ask(proxy).status in (201, 204)


def test_silence(store: Oxigraph) -> None:
    with Proxy(store.url, script([Fault(told=Told.SILENCE)])) as proxy:
        with pytest.raises(TimeoutError):
            ask(proxy, timeout=0.05)
        assert held(store) == {ONE}


def test_a_part_of_the_answer(store: Oxigraph) -> None:
    with Proxy(store.url, script([NONE, Fault(told=Told.PART)])) as proxy:
        ask(proxy)
        with pytest.raises(http.client.IncompleteRead) as caught:
            ask(proxy, "GET", b"")
        assert ONE.startswith(caught.value.partial)


@pytest.mark.parametrize("kept", [0.0, 0.5, 1.0])
def test_a_part_of_the_request_is_no_request(store: Oxigraph, kept: float) -> None:
    faults = script([Fault(Gets.PART, Told.CUT, kept=kept)])
    with Proxy(store.url, faults) as proxy, pytest.raises(http.client.RemoteDisconnected):
        ask(proxy, body=ONE + TWO)
    assert held(store) == set()


def test_shortened_is_what_a_store_does_that_loads_as_it_reads(store: Oxigraph) -> None:
    faults = script([Fault(Gets.SHORTENED, Told.CUT, kept=0.5)])
    with Proxy(store.url, faults) as proxy, pytest.raises(http.client.RemoteDisconnected):
        ask(proxy, body=ONE + TWO)
    assert held(store) == {ONE}


def test_twice_at_once(store: Oxigraph) -> None:
    with Proxy(store.url, script([Fault(Gets.TWICE)])) as proxy:
        assert ask(proxy).status in (201, 204)
    assert held(store) == {ONE}


def test_late_is_after_others(store: Oxigraph) -> None:
    """Reordered: what the client thinks lost is carried out after what it sent later."""
    faults = script([Fault(Gets.LATE, Told.CUT, after=1)])
    with Proxy(store.url, faults) as proxy:
        with pytest.raises(http.client.RemoteDisconnected):
            ask(proxy, body=ONE)
        ask(proxy, body=TWO)
        assert held(store) == {TWO}
        ask(proxy, "GET", b"")
        assert held(store) == {ONE}
        assert proxy.deliver_late() == 0


def test_again_is_now_and_when_it_is_let_go(store: Oxigraph) -> None:
    with Proxy(store.url, script([Fault(Gets.AGAIN, after=99)])) as proxy:
        ask(proxy, body=ONE)
        ask(proxy, body=TWO)
        assert proxy.deliver_late() == 1
    assert held(store) == {ONE}


def test_a_client_is_killed_in_the_middle(store: Oxigraph) -> None:
    killed = threading.Event()
    with (
        Proxy(store.url, script([Fault(kill=True)]), kill=killed.set) as proxy,
        pytest.raises(http.client.RemoteDisconnected),
    ):
        ask(proxy)
    assert killed.is_set()
    assert held(store) == {ONE}


def test_nothing_comes_from_the_dead(store: Oxigraph) -> None:
    with Proxy(store.url, script([Fault(kill=True)])) as proxy:
        for body in (ONE, TWO):
            with pytest.raises(http.client.RemoteDisconnected):
                ask(proxy, body=body)
    assert held(store) == {ONE}


def test_chance_is_the_same_for_the_same_seed() -> None:
    write = Request("PUT", "/store?graph=x:g", (("Content-Type", NTRIPLES),), ONE)
    read = Request("GET", "/query?query=ASK%7B%7D", (), b"")
    runs = []
    for _ in range(2):
        chance = Chance(Random(3), 0.9)
        runs.append([chance(request) for request in [write, read] * 100])
    assert runs[0] == runs[1]
    faults = set(runs[0])
    assert {fault.gets for fault in faults} == set(Gets)
    assert {fault.told for fault in faults} == set(Told) - {Told.SILENCE, Told.LIE}
    assert NONE in faults


def test_faults_of_writes_only(store: Oxigraph) -> None:
    faults = writes_only(script([Fault(Gets.NOTHING, Told.CUT)]))
    with Proxy(store.url, faults) as proxy:
        assert ask(proxy, "GET", b"").status == 404
        with pytest.raises(http.client.RemoteDisconnected):
            ask(proxy)
