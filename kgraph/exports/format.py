"""What a format is: a name, and a function from a built graph to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..api import BuiltGraph

Pieces = Iterable[bytes]
"""A file's content, in pieces of any size."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of one file."""

    name: str
    title: str
    """What it is, in a few words."""
    suffix: str
    """With its dot."""
    media_type: str
    write: Callable[[BuiltGraph], Pieces]
    of_entity: Callable[[BuiltGraph, str], Pieces] | None = None
    """What there is of one entity, given by id, label or alias; a BadValue where nothing goes by
    it."""


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format, or the form that a store takes, of several files."""

    name: str
    title: str
    files: Callable[[BuiltGraph], Iterator[tuple[str, Pieces]]]
    """Each file's name and content; scripts end in ``.sh``."""


Format = FileFormat | FolderFormat
