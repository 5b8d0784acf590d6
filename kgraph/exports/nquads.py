"""Canonical N-Quads: as the build left them."""

from __future__ import annotations

from .built import copied
from .format import FileFormat

FORMAT = FileFormat(
    "nquads",
    "N-Quads, sorted and canonical: all named graphs",
    ".nq",
    "application/n-quads",
    copied("graph.nq"),
)
