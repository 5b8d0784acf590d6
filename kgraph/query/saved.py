"""Saved questions: ``queries/*.rq`` of the ontology in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import ontology
from ..problems import printable


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """``title`` is the first comment line of the file."""

    name: str
    title: str
    text: str


def saved_queries(folder: Path | None = None) -> dict[str, SavedQuery]:
    """All saved queries by name, sorted."""
    found = {}
    for path in sorted(((folder or ontology.folder()) / "queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        first = text.split("\n", 1)[0]
        title = printable(first.removeprefix("#").strip()) if first.startswith("#") else path.stem
        found[path.stem] = SavedQuery(path.stem, title, text)
    return found
