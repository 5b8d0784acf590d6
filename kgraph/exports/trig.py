"""TriG: as the build left it."""

from __future__ import annotations

from .built import copied
from .format import FileFormat

FORMAT = FileFormat(
    "trig",
    "TriG, grouped by subject: all named graphs",
    ".trig",
    "application/trig",
    copied("graph.trig"),
)
