"""What is wrong, where, and what to do about it: one report owns totals and exit code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class ExitCode(IntEnum):
    """Exit codes of every command; warnings alone are fine."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    COULD_NOT_RUN = 3


class Location(NamedTuple):
    """A stretch of one line of a file: line and column count from 1, in code points.

    With a length of 0 it is the file as a whole, of which no line is shown.

    A tuple, because every value of every seed has one, and tuples are made quickly.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; ``code`` names its page in ``docs/errors/``."""

    where: Location
    code: str
    message: str
    help: str = ""
    severity: Severity = "error"


class KgraphError(Exception):
    """Something that keeps a command from running at all (exit code 3)."""


class BadValue(ValueError):
    """A value that does not fit; ``help`` says what would."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


WARNINGS = frozenset(
    {
        "author-in-quotation",
        "document-not-at-hand",
        "document-not-locked",
        "orphaned-entity",
        "passage-not-locked",
        "quotation-claimant-outside",
        "shape-info",
        "shape-warning",
        "unknown-iri",
    }
)
"""The codes that do not fail a run. Everything else is an error."""


@dataclass(slots=True)
class Report:
    """Collects problems, and the source lines that they point at.

    >>> report = Report()
    >>> report.add("unknown-entity", Location("a.yaml", 3, 5, 4), "there is no entity 'fodr'",
    ...            near("fodr", ["ford", "river"]))
    >>> report.errors, report.exit_code
    (1, <ExitCode.FINDINGS: 1>)
    >>> print(report.as_text())
    a.yaml:3:5: unknown-entity: there is no entity 'fodr'
      = help: did you mean 'ford'?
    """

    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, where: Location, message: str, help: str = "") -> None:
        severity: Severity = "warning" if code in WARNINGS else "error"
        problem = Problem(where, code, message, help, severity)
        if problem not in self.problems[-50:]:
            self.problems.append(problem)

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.FINDINGS if self.errors else ExitCode.OK

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.problems, key=lambda p: (p.where, p.code, p.message)))

    def totals(self) -> str:
        return f"{count(self.errors, 'error')}, {count(self.warnings, 'warning')}"

    def drop_at(self, places: Set[Location], *codes: str) -> None:
        """Forget problems with these codes where a weightier one was found already."""
        self.problems = [p for p in self.problems if p.code not in codes or p.where not in places]

    def as_text(self) -> str:
        """``file:line:column: code: message``, the source line, a caret, a help line."""
        return "\n".join(line for _, line in self.lines())

    def lines(self) -> Iterator[tuple[str, str]]:
        """The lines of the text, each with its kind: error, warning, source or help."""
        for problem in self:
            yield from self._lines(problem)

    def _lines(self, problem: Problem) -> Iterator[tuple[str, str]]:
        where, mark = problem.where, "warning: " if problem.severity == "warning" else ""
        head = f"{where.file}:{where.line}:{where.column}: {mark}{problem.code}: {problem.message}"
        yield problem.severity, printable(head)
        lines = self.sources.get(where.file, [])
        if where.length and 0 < where.line <= len(lines):
            for line in excerpt(lines[where.line - 1], where):
                yield "source", line
        if problem.help:
            yield "help", printable(f"  = help: {problem.help}")

    def as_json(self) -> str:
        """An object with ``problems`` (file, line, column, ...), ``errors`` and ``warnings``."""
        rows = [
            {
                "file": p.where.file,
                "line": p.where.line,
                "column": p.where.column,
                "length": p.where.length,
                "severity": p.severity,
                "code": p.code,
                "message": p.message,
                "help": p.help,
            }
            for p in self
        ]
        return json.dumps(
            {"problems": rows, "errors": self.errors, "warnings": self.warnings}, indent=2
        )

    def as_github(self) -> str:
        """Workflow commands that GitHub shows as annotations on the lines concerned."""
        return "\n".join(
            f"::{p.severity} file={_escaped(p.where.file, ':,')},line={p.where.line},"
            f"col={p.where.column},title={p.code}::"
            + _escaped(p.message + (f" (help: {p.help})" if p.help else ""))
            for p in self
        )


def near(word: str, candidates: Iterable[str], otherwise: str = "") -> str:
    """A help text with the nearest candidates, or ``otherwise``.

    >>> near("contrls", ["controls", "captures"])
    "did you mean 'controls'?"
    """
    lowered = {name.lower(): name for name in sorted(set(candidates))}
    word = word.lower()[:200]
    pool: Iterable[str] = lowered
    if len(lowered) > _POOL:  # comparing takes time: only those with most letter pairs in common
        pairs = _pairs(word)
        pool = nlargest(_POOL, lowered, key=lambda name: len(pairs & _pairs(name)))
    likeness = {
        name: SequenceMatcher(None, word, name).ratio()
        for name in get_close_matches(word, pool, n=_POOL, cutoff=0.65)
    }
    if not likeness:
        return otherwise
    best = max(likeness.values())
    close = sorted(name for name in likeness if best - likeness[name] < 0.1)
    nearest = sorted(close, key=lambda name: -likeness[name])[:2]
    return "did you mean " + " or ".join(f"'{lowered[name]}'" for name in nearest) + "?"


_POOL = 50
"""Candidates that are compared closely."""


@lru_cache(maxsize=1 << 16)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(word)))


def listed(names: Iterable[str]) -> str:
    """``'a', 'b' or 'c'``, for messages that name what was expected."""
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def cut(text: str, most: int = 100) -> str:
    """The text, or its beginning where there is too much of it for a message."""
    return text if len(text) <= most else text[:most] + " ..."


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def printable(text: str) -> str:
    """The text with control and bidirectional characters made visible, safe for a terminal.

    >>> printable("a\\x1b[31mred")
    'a\\\\x1b[31mred'
    """
    return "".join(char if _shown(char) else ascii(char)[1:-1] for char in text)


def _shown(char: str) -> bool:
    return char.isprintable() or char == "\u3000"


def excerpt(line: str, where: Location, width: int = 100) -> Iterator[str]:
    """The source line with a caret line below it, cut to ``width`` around the column."""
    start = max(0, where.column - width * 2 // 3)
    shown = [printable(char) for char in line[start : start + width]]
    before = sum(map(len, shown[: where.column - 1 - start]))
    marked = sum(
        map(len, shown[where.column - 1 - start : where.column - 1 - start + where.length])
    )
    number = str(where.line)
    yield f"  {number} | {''.join(shown)}"
    yield f"  {' ' * len(number)} | {' ' * before}{'^' * max(1, marked)}"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return printable(text)
