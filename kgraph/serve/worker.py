"""A process that answers one query after another, behind a wall.

It has its part of a socket and nothing else: it can open neither file nor connection.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from .. import wall
from ..problems import Report
from ..query.run import QUERY as NAME
from ..query.run import refuse, report_fault
from . import frames
from .results import (
    NoSuchFormError,
    NoSuchGraphError,
    NoWayToWriteError,
    TooManyError,
    write,
)
from .settings import Bounds

if TYPE_CHECKING:
    import pyoxigraph as ox

CHUNK = 1 << 16


class Connection(Protocol):
    """What leads to the server."""

    def sendall(self, data: bytes, /) -> object: ...

    def receive(self, length: int, /) -> bytes:
        """Exactly so many bytes, or none where the server has gone."""


class _Fault(Exception):
    """Why there is no result: ``code`` is that of a problem."""

    def __init__(self, code: str, message: str, **more: object) -> None:
        super().__init__(message)
        self.code, self.more = code, more


class _Result(io.RawIOBase):
    """A file that leads to the server, and is full once the result is too large."""

    def __init__(self, send: Callable[[bytes], object], most: int) -> None:
        self.send, self.left = send, most

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self.left -= len(content)
        if self.left < 0:
            raise TooManyError
        self.send(frames.frame(frames.DATA, content))
        return len(content)


def answer_all(
    connection: Connection, store: ox.Store, prefixes: dict[str, str], bounds: Bounds
) -> None:
    """Answer until the server closes the connection, or memory is no longer what it was."""
    at_first = wall.most_memory()
    closed = wall.shut()
    while head := connection.receive(frames.HEAD.size):
        _, length = frames.HEAD.unpack(head)
        question = frames.read(connection.receive(length))
        wall.bound_processor(question.seconds)
        try:
            if not closed and wall.may_ask(question.query):
                raise _Fault("query-refused", "the query may ask another server")
            said = _answer(connection, store, prefixes, bounds, question)
            kind = frames.DONE
        except _Fault as fault:
            said = {"code": fault.code, "message": str(fault), **fault.more}
            kind = frames.FAULT
        spent = wall.most_memory() - at_first > bounds.memory // 4
        connection.sendall(frames.frame(kind, json.dumps(said | {"spent": spent}).encode()))
        if spent:
            return


def _answer(
    connection: Connection,
    store: ox.Store,
    prefixes: dict[str, str],
    bounds: Bounds,
    question: frames.Question,
) -> dict[str, object]:
    """The head of the answer, once all of its content is sent."""
    report = Report()
    if refuse(question.query, NAME, report):
        raise _of(report)
    # made anew for each query: what a full one still holds must not come before the next
    raw = _Result(connection.sendall, bounds.size)
    out = io.BufferedWriter(raw, CHUNK)
    try:
        format = write(out, store, prefixes, question, bounds.rows)
        out.flush()
        return {"format": format}
    except SyntaxError as error:
        report_fault("query-syntax", error.msg, question.query, NAME, report)
        raise _of(report) from None
    except NoSuchFormError as error:
        raise _Fault("not-acceptable", str(error)) from None
    except NoWayToWriteError as error:
        raise _Fault("no-way-to-write", str(error)) from None
    except NoSuchGraphError as error:
        raise _Fault("bad-request", str(error)) from None
    except TooManyError:
        raise _Fault("result-too-large", "the result is larger than it may be") from None
    except MemoryError:
        raise _Fault("out-of-memory", "the query takes more memory than it may") from None
    except OSError:  # the store is in memory: only another server would have been asked
        raise _Fault("query-refused", "the query would ask another server") from None
    finally:
        raw.left = bounds.size
        raw.send = len  # a buffer that is thrown away empties itself


def _of(report: Report) -> _Fault:
    problem = next(iter(report))
    where = problem.where
    return _Fault(
        problem.code,
        problem.message,
        line=where.line,
        column=where.column,
        help=problem.help,
        text=report.as_text(),
    )
