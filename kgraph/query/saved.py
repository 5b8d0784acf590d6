"""Saved questions: ``queries/**/*.rq`` of the ontology in force, and the packaged core's.

A file begins with comment lines: the title, then the question in plain words, then a line for
each parameter, ``# param NAME (TYPE): MEANING``. A parameter is a variable with a ``VALUES``
block of its own in the query, so that the file runs unchanged on any store. The line
``# facts only`` says that rows come from projected statements alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import ontology
from ..problems import Location, Report, listed, near, printable
from ..sparql import tokens

THINGS = {"entity": "kgr", "document": "kgd", "statement": "kgs", "claim": "kgc"}
"""Types of parameters that name a thing of the graph, and the prefix of its IRI."""

TYPES = (*THINGS, "date", "text")
"""All types but alternatives, which are written out: ``yes|no``."""

SUFFIX = ".rq"

_PARAMETER = re.compile(r"[Pp]aram\s+([A-Za-z]\w*)\s+\(([^()]+)\):\s+(\S.*)")
_FACTS_ONLY = "facts only"


@dataclass(frozen=True, slots=True)
class Parameter:
    """``start`` and ``end`` bound what stands between the braces of its VALUES block."""

    name: str
    type: str
    meaning: str
    start: int
    end: int

    @property
    def choices(self) -> tuple[str, ...]:
        """The alternatives to choose from, if its type is a list of them."""
        return tuple(self.type.split("|")) if "|" in self.type else ()


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """``source`` is what messages call the file."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    parameters: tuple[Parameter, ...] = ()
    facts_only: bool = False
    source: str = ""


def saved_queries(report: Report, folder: Path | None = None) -> dict[str, SavedQuery]:
    """All saved questions by name, sorted; faults of their headers go to the report.

    A project's own question hides the packaged one of the same name.
    """
    folder = folder or ontology.OWN
    packaged = ontology.packaged() / "queries"
    found: dict[str, SavedQuery] = {}
    for path in sorted((folder / "queries").rglob(f"*{SUFFIX}")):
        if path.stem in found:
            other = f"there is another question of this name: {found[path.stem].source}"
            report.add("query-header", Location(path.as_posix()), other, "rename one of them")
        else:
            _read(path, found, report)
    for name in ontology.packaged_parts(folder):
        for path in sorted((packaged / name).glob(f"*{SUFFIX}")):
            if path.stem not in found:
                _read(path, found, report)
    return dict(sorted(found.items()))


def _read(path: Path, found: dict[str, SavedQuery], report: Report) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        report.add(
            "query-header", Location(path.as_posix()), f"cannot be read as UTF-8 text: {error}"
        )
    else:
        found[path.stem] = parse(path.stem, text, path.as_posix(), report)


def parse(name: str, text: str, source: str, report: Report) -> SavedQuery:
    """A query with what its header declares; faults go to the report."""
    header = _Header(text, source, report)
    title, *question = header.words or [name]
    return SavedQuery(
        name,
        text,
        printable(title),
        printable(" ".join(question)),
        tuple(header.parameters),
        header.facts_only,
        source,
    )


@dataclass(slots=True)
class _Header:
    """The comment lines that a query begins with."""

    text: str
    source: str
    report: Report
    words: list[str] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    facts_only: bool = False

    def __post_init__(self) -> None:
        blocks = list(_values_blocks(self.text))
        lines = self.text.split("\n")
        length = next((n for n, line in enumerate(lines) if line[:1] != "#"), len(lines))
        for number, line in enumerate(lines[:length], 1):
            content = _content(line)
            if _declares(content):
                self._parameter(number, line, content, blocks)
            elif content.casefold() == _FACTS_ONLY:
                self.facts_only = True
            elif content:
                self.words.append(content)
        for token in tokens(self.text):
            if token.lastgroup == "comment" and _declares(content := _content(token[0])):
                number = self.text.count("\n", 0, token.start()) + 1
                if number > length:
                    what = "this parameter is not in the header"
                    help = "put it above, among the comment lines that the file begins with"
                    self._fault(number, lines[number - 1], content, what, help)

    def _parameter(
        self, number: int, line: str, content: str, blocks: list[tuple[str, int, int]]
    ) -> None:
        match = _PARAMETER.fullmatch(content)
        if match is None:
            self._fault(
                number, line, content, "this is no parameter", "write 'param NAME (TYPE): MEANING'"
            )
            return
        name, type_, meaning = match.groups()
        choices = [choice.strip() for choice in type_.split("|")]
        if type_ not in TYPES and (len(choices) < 2 or not all(choices)):
            help = near(type_, TYPES, f"expected {listed(TYPES)}, or alternatives such as yes|no")
            self._fault(number, line, type_, f"there is no type of parameter '{type_}'", help)
            return
        if name in {parameter.name for parameter in self.parameters}:
            self._fault(number, line, name, f"the parameter '{name}' is declared twice")
            return
        spans = [(start, end) for variable, start, end in blocks if variable == name]
        if len(spans) != 1:
            self._fault(
                number,
                line,
                name,
                f"the query has {'several' if spans else 'no'} VALUES ?{name} {{ ... }}",
                f"give the variable one block of its own: VALUES ?{name} {{ UNDEF }}",
            )
            return
        self.parameters.append(
            Parameter(name, "|".join(choices), printable(meaning.strip()), *spans[0])
        )

    def _fault(self, number: int, line: str, at: str, message: str, help: str = "") -> None:
        where = Location(self.source, number, line.index(at) + 1, len(at))
        self.report.sources[self.source] = self.text.split("\n")
        self.report.add("query-header", where, message, help)


def _content(comment: str) -> str:
    return comment.lstrip("#").strip()


def _declares(content: str) -> bool:
    """Whether a comment means to declare a parameter."""
    return content.split()[:1] in (["param"], ["Param"])


def _values_blocks(text: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of what is inside each ``VALUES ?name { ... }`` of one variable."""
    found = [t for t in tokens(text) if t.lastgroup != "comment" and not t[0].isspace()]
    for number, token in enumerate(found[:-2]):
        if token.lastgroup == "word" and token[0].upper() == "VALUES":
            variable, brace = found[number + 1 : number + 3]
            if variable[0][0] in "?$" and brace[0] == "{":
                closing = (t.start() for t in found[number + 3 :] if t[0] == "}")
                end = next(closing, len(text))
                yield variable[0][1:], brace.end(), end
