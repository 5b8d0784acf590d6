"""What can go wrong with one request: what the store gets of it, and what the client is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from random import Random


class Gets(Enum):
    """What the store gets of a request."""

    NOTHING = auto()
    IT = auto()
    TWICE = auto()
    """Twice at once."""
    PART = auto()
    """Its beginning, then the end of the connection."""
    SHORTENED = auto()
    """A beginning of the body as if that were all: a store that does not do all or nothing."""
    LATE = auto()
    """Nothing now; the whole once others have passed."""
    AGAIN = auto()
    """The whole now, and once more when others have passed."""


class Told(Enum):
    """What the client is told."""

    ANSWER = auto()
    """What the store answers."""
    CUT = auto()
    """Nothing: the end of the connection."""
    PART = auto()
    """The beginning of the store's answer, then the end of the connection."""
    SILENCE = auto()
    """Nothing for longer than any patience, then the end of the connection."""
    REFUSED = auto()
    """A status of the proxy's own."""
    LIE = auto()
    """Whatever the fault has as its lie."""


Lie = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, or none.

    >>> print(Fault(Gets.NOTHING, Told.REFUSED, status=503, retry_after=1))
    store gets nothing, client is told refused 503 (retry after 1 s)
    """

    gets: Gets = Gets.IT
    told: Told = Told.ANSWER
    status: int = 503
    retry_after: int | None = None
    delay: float = 0.0
    """Seconds between the store's answer and the client's."""
    after: int = 1
    """How many requests pass before a late one."""
    kept: float = 0.5
    """How much of a part is left, from 0 to 1."""
    lie: Lie = tuple
    """Bytes of the whole answer, its status line too, in pieces."""
    kill: bool = False
    """Whether whoever sent it is killed instead of being told anything."""

    def __post_init__(self) -> None:
        by_the_store = self.told in (Told.ANSWER, Told.PART)
        assert not by_the_store or self.gets in (Gets.IT, Gets.TWICE, Gets.AGAIN), self

    def __str__(self) -> str:
        words = f"store gets {self.gets.name.lower()}, client is told {self.told.name.lower()}"
        words += f" {self.status}" if self.told is Told.REFUSED else ""
        words += f" (retry after {self.retry_after} s)" if self.retry_after is not None else ""
        words += f", {self.delay:.3f} s late" if self.delay else ""
        words += f", after {self.after} more" if self.gets in (Gets.LATE, Gets.AGAIN) else ""
        return words + (", and the client is killed" if self.kill else "")


NONE = Fault()


@dataclass(frozen=True, slots=True)
class Request:
    """As the client sent it."""

    method: str
    target: str
    """Path and query."""
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def writes(self) -> bool:
        """Whether it may change the store."""
        kind = next((v for k, v in self.headers if k.lower() == "content-type"), "")
        reads = "query=" in self.target or kind.startswith("application/sparql-query")
        form = kind.startswith("application/x-www-form-urlencoded")
        if self.method == "POST" and form:
            return b"update=" in self.body
        return self.method in ("PUT", "POST", "DELETE", "PATCH") and not reads


Faults = Callable[[Request], Fault]
"""Decides what goes wrong with a request."""


def never(request: Request) -> Fault:
    return NONE


def lie(status: str, headers: str = "", body: bytes = b"") -> Fault:
    """The same answer, whatever the question; nothing reaches the store.

    >>> b"".join(lie("200 OK", "Content-Type: text/html", b"<p>").lie())
    b'HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: 3\\r\\n\\r\\n<p>'
    """
    lines = [f"HTTP/1.1 {status}", *headers.splitlines(), f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    return Fault(Gets.NOTHING, Told.LIE, lie=lambda: [head + body])


def script(faults: Iterable[Fault]) -> Faults:
    """One after the other; none once they are used up."""
    left = iter(faults)
    return lambda request: next(left, NONE)


def writes_only(faults: Faults) -> Faults:
    return lambda request: faults(request) if request.writes else NONE


@dataclass(slots=True)
class Chance:
    """Faults at random, the same for the same seed and the same requests."""

    random: Random
    rate: float
    """How many writes have a fault, from 0 to 1; of reads, which can do no harm, fewer have."""
    kills: float = 0.0
    """How many of the faults kill the client."""

    def __call__(self, request: Request) -> Fault:
        if self.random.random() >= (self.rate if request.writes else self.rate / 5):
            return NONE
        return self.write() if request.writes else self.read()

    def read(self) -> Fault:
        told = self.random.choice([*_REFUSALS, Told.CUT, Told.PART])
        return self._fault(Gets.IT, told)

    def write(self) -> Fault:
        gets = self.random.choice([*Gets, Gets.LATE, Gets.AGAIN])
        told = self.random.choice([*_REFUSALS, Told.CUT, Told.PART, Told.ANSWER])
        if gets in (Gets.TWICE, Gets.AGAIN):
            told = self.random.choice([Told.ANSWER, Told.ANSWER, told])
        elif told is Told.ANSWER:
            gets = Gets.IT
        elif told is Told.PART and gets is not Gets.IT:
            told = Told.CUT
        return self._fault(gets, told)

    def _fault(self, gets: Gets, told: Told) -> Fault:
        random = self.random
        return Fault(
            gets,
            told,
            status=random.choice([429, 500, 502, 503, 503]),
            retry_after=random.choice([None, None, 0, 1]),
            delay=random.choice([0, 0, 0, 0.002]),
            after=min(1 + int(random.expovariate(1 / 12)), 100),
            kept=random.random(),
            kill=random.random() < self.kills,
        )


_REFUSALS = [Told.REFUSED] * 3
"""Silence takes as long as the client's patience and is left to scripts."""
