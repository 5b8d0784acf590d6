"""What workers are told once: where the graph is, and what a query may take."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..publish.output import digest_of
from ..query.dataset import loaded

if TYPE_CHECKING:
    import pyoxigraph as ox

LENGTH = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may take."""

    memory: int
    """Bytes beyond those of the graph."""
    size: int
    """Bytes of a result."""
    rows: int = 0
    """Rows or triples of a result; 0 where only its size is bounded."""


@dataclass(frozen=True, slots=True)
class Settings:
    ntriples: str
    nquads: str
    digests: tuple[str, str]
    """SHA-256 of the two files: after a build they are others, and not what is told of them."""
    prefixes: dict[str, str]
    bounds: Bounds

    def store(self) -> ox.Store:
        """The graph, loaded.

        Raises:
            ValueError: the files are no longer what they were.
        """
        found = tuple(digest_of(Path(name)) for name in (self.ntriples, self.nquads))
        if found != tuple(self.digests):
            raise ValueError("the graph was built anew")
        return loaded(self.ntriples, self.nquads)

    def written(self) -> bytes:
        content = json.dumps(asdict(self)).encode()
        return LENGTH.pack(len(content)) + content

    @classmethod
    def read(cls, receive: Callable[[int], bytes]) -> Settings:
        """What was written; ``receive`` gives exactly so many bytes."""
        found = json.loads(receive(LENGTH.unpack(receive(LENGTH.size))[0]))
        return cls(**{**found, "bounds": Bounds(**found["bounds"])})
