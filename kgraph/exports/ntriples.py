"""Canonical N-Triples: as the build left them."""

from __future__ import annotations

from .built import copied
from .format import FileFormat

FORMAT = FileFormat(
    "ntriples",
    "N-Triples, sorted and canonical: one flat graph",
    ".nt",
    "application/n-triples",
    copied("graph.nt"),
)
