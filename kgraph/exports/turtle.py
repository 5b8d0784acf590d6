"""Turtle: as the build left it."""

from __future__ import annotations

from .built import copied
from .format import FileFormat

FORMAT = FileFormat(
    "turtle",
    "Turtle, grouped by subject: one flat graph",
    ".ttl",
    "text/turtle",
    copied("graph.ttl"),
)
