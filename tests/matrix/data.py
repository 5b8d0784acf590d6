"""One dataset of the matrix: its files in all formats, what they hold, what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import kgraph
from kgraph.exports import FORMATS, FolderFormat
from kgraph.exports.folder import write_folder
from kgraph.problems import KgraphError
from tests.query.asking import Rows

from . import properties
from .model import (
    FLAT,
    JSONLD,
    NQUADS,
    NTRIPLES,
    PROPERTIES,
    RDF12,
    TRIG,
    TURTLE,
    Asked,
    Canon,
    Refused,
)
from .terms import canonical, reified

BUILT = {
    TURTLE: "graph.ttl",
    NTRIPLES: "graph.nt",
    TRIG: "graph.trig",
    NQUADS: "graph.nq",
    JSONLD: "graph.jsonld",
}
"""Formats that a build leaves; all others are exported."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question with values for its parameters."""

    name: str
    query: str
    rows: Rows
    """As the embedded store answers; tests of these questions hold it to rows that were checked
    by hand. The first has the columns' names."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One graph, what is asked of it, and what has to come back."""

    name: str
    folder: Path
    """As a build leaves it."""
    prefixes: Mapping[str, str]
    questions: Mapping[str, Question]
    """By name of the case."""
    _known: dict[object, Any] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def _once(self, key: object, work: Callable[[], T]) -> T:
        """Several pieces of software ask for the same at a time."""
        with self._lock:
            if key not in self._known:
                self._known[key] = work()
            found: T = self._known[key]
            return found

    def written(self, format: str, canons: tuple[Canon, ...] = ()) -> list[str]:
        """Lines of all that a file of the format holds, canonical, or a record each."""
        return self._once((format, canons), lambda: self._written(format, canons))

    def _written(self, format: str, canons: tuple[Canon, ...]) -> list[str]:
        if format in PROPERTIES:
            return properties.written(self.folder, format)
        path = self.folder / BUILT[NTRIPLES if format in FLAT else NQUADS]
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        if format == RDF12:
            lines = reified(lines)
        return canonical("\n".join(lines).encode(), canons) if canons else lines

    def asked(self, asked: Asked | None) -> dict[str, Question]:
        """The cases that a row asks."""
        found: dict[str, Question] = {}
        seen: set[str] = set()
        for case, question in self.questions.items():
            if asked and question.name not in asked.never:
                again = question.name in seen and question.name not in asked.otherwise
                if not (asked.once and again):
                    found[case] = question
                seen.add(question.name)
        return found

    def has(self, format: str) -> bool:
        """Whether it can be had in the format: a property graph is made of claims."""
        return format not in PROPERTIES or bool(self.questions)

    def file(self, format: str) -> Path:
        """A file of the format, or a folder; Refused where kgraph cannot write it."""
        if format in BUILT:
            return self.folder / BUILT[format]
        return self._once(("file", format), lambda: self._exported(format))

    def _exported(self, format: str) -> Path:
        exported, graph = FORMATS[format], kgraph.load(self.folder)
        if isinstance(exported, FolderFormat):
            path = self.folder / format
            write_folder(path, exported.files(graph))
            return path
        path = self.folder / f"{format}{exported.suffix}"
        try:
            path.write_bytes(b"".join(exported.write(graph)))
        except KgraphError as error:
            raise Refused(f"kgraph cannot write it: {error}") from None
        return path
