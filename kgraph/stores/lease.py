"""One push at a time: a lease in the store, which its holder shows to be alive.

No clock is read but our own: whoever waits watches the lease and its beat, and takes over where
neither changed for a while. Oxigraph lets two updates read the same state and both go through, so
each looks again after it took the lease, and withdraws where it is not alone: of two, the later
sees the other.
"""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from ..problems import KgraphError
from .book import BEAT, LAST, LEASE, Book, Change, Held, State
from .credentials import Credentials
from .http import Client, Patience
from .text import in_graph


class LostLease(KgraphError):
    """Another push took over."""

    def __init__(self) -> None:
        super().__init__(
            "another push took over, as nothing was heard of this one for too long; "
            "'kgraph status' tells what the store holds"
        )


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds."""

    beat: float = 5.0
    """Between two signs of life."""
    silence: float = 30.0
    """After which a push that shows none is given up by others."""
    look: float = 0.5
    """Between two looks at another's lease."""


USUAL = Rhythm()


@dataclass(slots=True)
class Holder:
    """The lease while it is held."""

    book: Book
    held: Held

    def step(self, change: Change) -> None:
        """Have the change carried out, and only by whoever holds the lease.

        Raises:
            LostLease: another push took over.
        """
        text, after = self.held.step(change), self.held.next
        for _ in range(self.book.server.client.patience.tries):
            self.book.server.send(text)
            leases = self.book.leases()
            if after.lease in leases:
                self.held = after
                return
            if self.held.lease not in leases:
                raise LostLease
        raise KgraphError(
            f"{self.book.server.update}: says that it carried out an update, and did not"
        )

    def clear(self, graph: str) -> None:
        """Take away whatever the graph holds.

        A copy of this that came late would take away what is written next, so that the lease goes
        on to its next number.
        """
        self.book.server.send(self.held.clear(graph))
        self.step(Change())


@contextmanager
def lease(book: Book, rhythm: Rhythm, tell: Callable[[str], None]) -> Iterator[Holder]:
    """The lease of the book, once no other push has it; given back whatever happens."""
    holder = Holder(book, _take(book, rhythm, tell))
    over = threading.Event()
    beating = threading.Thread(target=_beat, args=(book, holder.held, rhythm, over), daemon=True)
    beating.start()
    try:
        yield holder
    except BaseException:
        over.set()
        with suppress(KgraphError):
            patience = replace(book.server.client.patience, tries=1, answer=10.0)
            _client(book, patience).server.send(_release(holder.held))
        raise
    over.set()
    beating.join()
    book.server.send(_release(holder.held))


def _take(book: Book, rhythm: Rhythm, tell: Callable[[str], None]) -> Held:
    seen, since = book.state(), time.monotonic()
    if seen.leases:
        tell("waiting for another push to end")
    while True:
        silent = time.monotonic() - since > rhythm.silence
        if not seen.leases or silent:
            held = Held(book.iri, secrets.token_hex(8))
            book.server.send(_taking(held, seen))
            found = book.leases()
            if found == {held.lease}:
                return held
            if held.lease in found:
                book.server.send(_release(held))
            time.sleep(rhythm.look * random.random())
        else:
            time.sleep(rhythm.look)
        now = book.state()
        if _life(now) != _life(seen):
            since = time.monotonic()
        seen = now


def _life(state: State) -> object:
    return state.leases, state.beats, state.last


def _taking(held: Held, seen: State) -> str:
    """Take the lease, if nothing changed since the state was seen."""
    book = f"<{held.book}>"
    before = " . ".join(
        f'{book} {predicate} "{value}"'
        for predicate, values in ((LAST, seen.last), (LEASE, seen.leases), (BEAT, seen.beats))
        for value in sorted(values)
    )
    after = f'{book} {LAST} "{held.push}" ; {LEASE} "{held.lease}"'
    insert = f"INSERT {{ {in_graph(held.book, after)} }}"
    if not seen.last:
        never = in_graph(held.book, f"{book} {LAST} ?any")
        return f"{insert} WHERE {{ FILTER NOT EXISTS {{ {never} }} }}"
    pattern = f"{{ {in_graph(held.book, before)} }}"
    return f"DELETE {pattern} {insert} WHERE {pattern}"


def _release(held: Held) -> str:
    """Give back the lease, whatever its number."""
    quad = in_graph(held.book, f"<{held.book}> ?what ?mine")
    return (
        f"DELETE {{ {quad} }} WHERE {{ {quad} FILTER(?what IN ({LEASE}, {BEAT})) "
        f'FILTER(STRSTARTS(STR(?mine), "{held.push}:")) }}'
    )


def _beat(book: Book, held: Held, rhythm: Rhythm, over: threading.Event) -> None:
    """Show signs of life until it is over."""
    mine = _client(book, Patience(tries=1, answer=rhythm.silence))
    number = 0
    while not over.wait(rhythm.beat):
        number += 1
        with suppress(KgraphError):
            mine.server.send(_beating(held, number))


def _beating(held: Held, number: int) -> str:
    book = f"<{held.book}>"
    old = in_graph(held.book, f"{book} {BEAT} ?old")
    new = in_graph(held.book, f'{book} {BEAT} "{held.push}:{number}"')
    lease = in_graph(held.book, f"{book} {LEASE} ?lease")
    return (
        f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {lease} OPTIONAL {{ {old} }} "
        f'FILTER(STRSTARTS(STR(?lease), "{held.push}:")) }}'
    )


def _client(book: Book, patience: Patience) -> Book:
    """The same book by a connection of its own, as one is not shared between threads."""
    client = Client(Credentials(), patience)
    return replace(book, server=replace(book.server, client=client))
