"""Trusty URIs: IRIs that end in a digest of what they name (version 1, module RA for RDF).

What is hashed are quads in which the digest itself occurs, as graphs and other things are named
after it; there a blank stands in its place.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import NamedTuple

from ..names import EXTERNAL
from ..rdf.nquads import unquoted

BLANK = " "
"""Stands for the artifact code, in IRIs, as long as that is not known."""

Quad = tuple[str, str, str, str]
"""Graph, subject, predicate, object: terms as they stand in N-Quads."""


def artifact_code(quads: Iterable[Quad]) -> str:
    """``RA`` and 43 letters, digits, hyphens or underscores.

    The quads have neither blank nodes nor language tags, each occurs once, and their IRIs have a
    blank where the code will stand.
    """
    lines = []
    for one in sorted(map(_comparable, quads)):
        lines += [one.graph, one.subject, one.predicate]
        text = one.object.replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"^{one.datatype} {text}" if one.is_literal else one.object)
    lines.append("")
    digest = hashlib.sha256("\n".join(lines).encode()).digest()
    return "RA" + urlsafe_b64encode(digest).decode().rstrip("=")


class _Comparable(NamedTuple):
    """A quad with its parts in the order in which they are compared."""

    graph: str
    subject: str
    predicate: str
    is_literal: bool
    object: str
    datatype: str


def _comparable(quad: Quad) -> _Comparable:
    graph, subject, predicate, object = quad
    head = graph[1:-1], subject[1:-1], predicate[1:-1]
    if object.startswith("<"):
        return _Comparable(*head, False, object[1:-1], "")
    text, _, datatype = object.rpartition('"')
    return _Comparable(*head, True, unquoted(text[1:]), datatype[3:-1] or _TEXT)


_TEXT = EXTERNAL["xsd"] + "string"
