"""Files that a build leaves already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..publish.output import check_as_built
from .format import Pieces

if TYPE_CHECKING:
    from ..api import BuiltGraph

_PIECE = 1 << 20


def copied(name: str) -> Callable[[BuiltGraph], Pieces]:
    """A function that gives the file of this name, in pieces.

    It raises a KgraphError where the file was changed since it was built.
    """

    def write(graph: BuiltGraph) -> Iterator[bytes]:
        path = graph.files.nquads.with_name(name)
        check_as_built(path)
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    return write
