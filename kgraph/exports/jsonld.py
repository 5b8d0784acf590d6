"""JSON-LD: compact, with its context in it, as the build left it."""

from __future__ import annotations

from .built import copied
from .format import FileFormat

FORMAT = FileFormat(
    "jsonld",
    "JSON-LD, compact, with its context: all named graphs",
    ".jsonld",
    "application/ld+json",
    copied("graph.jsonld"),
)
