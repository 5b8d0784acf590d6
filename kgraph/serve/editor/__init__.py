"""The query editor: YASGUI with the prefixes and the saved questions of the project.

All of it comes from this package; its page may talk to its own host alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ...ontology import Vocabulary
from ...query.saved import SavedQuery

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Of its page. The editor sets styles of elements, which no digest can allow."""

STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "query.js": "text/javascript",
    "query.css": "text/css",
}
"""Files of the page, and their media types."""


def page() -> bytes:
    return _part("query.html")


def static(name: str) -> bytes:
    """One of :data:`STATIC`."""
    return _part(f"yasgui/{name}" if name.startswith("yasgui.") else name)


def settings(
    base: str,
    prefixes: Mapping[str, str],
    vocabulary: Vocabulary,
    questions: Mapping[str, SavedQuery],
) -> bytes:
    """What the page is filled with, as JSON."""
    found = {
        "base": base,
        "prefixes": prefixes,
        "properties": sorted(term.iri for term in vocabulary.predicates.values())
        + sorted(term.iri for term in vocabulary.qualifiers.values()),
        "classes": sorted(term.iri for term in vocabulary.classes.values()),
        "questions": [
            {"name": name, "title": saved.title, "question": saved.question, "query": saved.text}
            for name, saved in questions.items()
        ],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


@cache
def _part(name: str) -> bytes:
    return (files(__package__) / name).read_bytes()
