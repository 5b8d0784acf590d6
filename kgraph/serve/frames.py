"""What the server and a worker say to each other: frames of a kind, a length and content.

To a worker: QUERY, a JSON list (:class:`Question`). From it: DATA, part of the result, any
number of times; then DONE or FAULT, a JSON object each. Nothing is shown to a client before
that, so that what it gets is whole.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields

QUERY, DATA, DONE, FAULT = b"Q", b"D", b"E", b"F"

HEAD = struct.Struct("!cI")


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker is asked."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    protocol_dataset: bool = False
    """Whether the graphs above are the dataset; they override what the query itself says."""
    rows_as: str = ""
    """Format of SELECT and ASK; empty where the client takes none of them."""
    triples_as: str = ""
    """The same for CONSTRUCT and DESCRIBE."""
    seconds: float = 30.0


def frame(kind: bytes, content: bytes) -> bytes:
    return HEAD.pack(kind, len(content)) + content


_FIELDS = tuple(field.name for field in fields(Question))


def written(question: Question) -> bytes:
    values = (getattr(question, name) for name in _FIELDS)  # astuple() copies, and is slow
    return frame(QUERY, json.dumps(list(values)).encode())


def read(content: bytes) -> Question:
    return Question(*json.loads(content))
