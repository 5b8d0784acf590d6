"""Writing files so that they are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

from .problems import KgraphError


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a KgraphError that names the path."""
    try:
        yield
    except OSError as error:
        raise KgraphError(f"{path.as_posix()}: cannot be written: {error.strerror}") from None


def write(path: Path, content: bytes) -> None:
    """Write the file and have it reach the disk.

    Raises:
        OSError: it cannot be written.
    """
    with open(path, "wb") as file:
        file.write(content)
        _sync(file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all.

    Raises:
        KgraphError: it cannot be written.
    """
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of the one there once the block is through.

    A device or a pipe is written to as it is, and a link is followed.

    Raises:
        KgraphError: it cannot be written.
    """
    with plain_errors(path):
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        special = path.exists() and not path.is_file()
        real = path.resolve()
    if special:
        with plain_errors(path), open(path, "wb") as file:
            yield file
        return
    temporary = real.with_name(f".{real.name}.new")
    try:
        with plain_errors(path):
            with open(temporary, "wb") as file:
                yield file
                _sync(file)
            os.replace(temporary, real)
    finally:
        temporary.unlink(missing_ok=True)
