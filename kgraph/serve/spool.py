"""Results on their way from a worker to a client: small ones in memory, large ones in files."""

from __future__ import annotations

import errno
import tempfile
from dataclasses import dataclass

IN_MEMORY = 1 << 18
"""Bytes of a result that are kept in memory; of a larger one, all are in a file without a name."""


@dataclass(slots=True)
class Room:
    """Bytes that all results may take together, however slowly they are fetched."""

    left: int


class Spool:
    """The content of one result; closed, it gives its room back."""

    def __init__(self, room: Room) -> None:
        self._room, self.size = room, 0
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115

    def write(self, content: bytes | bytearray) -> None:
        """Add to the content.

        Raises:
            OSError: there is no room.
        """
        if len(content) > self._room.left:
            raise OSError(errno.ENOSPC, "no room for the result")
        self._room.left -= len(content)
        self.size += len(content)
        self._file.write(content)

    def rewind(self) -> None:
        self._file.seek(0)

    def read(self, most: int = -1) -> bytes:
        return self._file.read(most)

    def close(self) -> None:
        self._room.left += self.size
        self.size = 0
        self._file.close()
