"""Compressed files: the same bytes for the same content."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, Literal, cast

from ..problems import KgraphError

Compression = Literal["gzip", "zstd"]

SUFFIXES: dict[str, Compression] = {".gz": "gzip", ".zst": "zstd"}


@contextmanager
def _gzip(file: BinaryIO) -> Iterator[BinaryIO]:
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
        yield cast(BinaryIO, packed)


@contextmanager
def _zstd(file: BinaryIO) -> Iterator[BinaryIO]:
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdFile

        with ZstdFile(file, "wb") as packed:
            yield cast(BinaryIO, packed)
    else:
        import zstandard

        with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as packed:
            yield cast(BinaryIO, packed)


_PACKERS: dict[Compression, Callable[[BinaryIO], AbstractContextManager[BinaryIO]]] = {
    "gzip": _gzip,
    "zstd": _zstd,
}


@contextmanager
def compressing(file: BinaryIO, compression: Compression | None) -> Iterator[BinaryIO]:
    """A file whose content reaches the given one compressed, or as it is."""
    if compression is None:
        yield file
    else:
        with _PACKERS[compression](file) as packed:
            yield packed


def check_at_hand(compression: Compression | None) -> None:
    """Before anything is written.

    Raises:
        KgraphError: a package is missing.
    """
    if compression == "zstd" and sys.version_info < (3, 14):
        try:
            import zstandard  # noqa: F401
        except ImportError:
            raise KgraphError(
                "zstd needs Python 3.14, or the package zstandard: pip install 'kgraph[zstd]'"
            ) from None
