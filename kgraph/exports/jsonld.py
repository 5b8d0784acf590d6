"""JSON-LD: compact, with its context in it, as the build left it; or nested, of one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..publish.output import check_as_built
from .built import copied
from .entity import of_entity
from .format import FileFormat, Pieces

if TYPE_CHECKING:
    from ..api import BuiltGraph


def _of_entity(graph: BuiltGraph, name: str) -> Pieces:
    files = graph.files
    check_as_built(files.ntriples)
    return [of_entity(files.ntriples, files.prefixes, graph.vocabulary.coercions, name).encode()]


FORMAT = FileFormat(
    "jsonld",
    "JSON-LD, compact, with its context: all named graphs",
    ".jsonld",
    "application/ld+json",
    copied("graph.jsonld"),
    _of_entity,
)
