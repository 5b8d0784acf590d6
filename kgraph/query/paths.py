"""Property paths (SPARQL 1.1, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .cursor import CannotExplainError, Cursor

Path: TypeAlias = "Step | Sequence | Choice | Repeated | Other"


@dataclass(frozen=True, slots=True)
class Step:
    """One triple, by its predicate as the query writes it."""

    predicate: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """``?``, ``*`` or ``+``."""

    part: Path
    least: int
    """0 or 1."""
    many: bool


@dataclass(frozen=True, slots=True)
class Other:
    """One triple whose predicate is none of these: ``!(a|^b)``."""

    predicates: tuple[str, ...]
    backwards: bool = False


def read_path(cursor: Cursor) -> Path:
    """
    >>> read_path(Cursor("^ex:a/ex:b*"))
    Sequence(parts=(Step(predicate='ex:a', backwards=True), Repeated(part=Step(predicate='ex:b', \
backwards=False), least=0, many=True)))
    """
    parts = [_sequence(cursor)]
    while cursor.take("|"):
        parts.append(_sequence(cursor))
    return Choice(tuple(parts)) if len(parts) > 1 else parts[0]


def _sequence(cursor: Cursor) -> Path:
    parts = [_part(cursor)]
    while cursor.take("/"):
        parts.append(_part(cursor))
    return Sequence(tuple(parts)) if len(parts) > 1 else parts[0]


def _part(cursor: Cursor) -> Path:
    if cursor.take("^"):
        return _backwards(_part(cursor))
    start = cursor.start()
    path: Path
    if cursor.take("("):
        path = read_path(cursor)
        cursor.next()
    elif cursor.take("!"):
        path = _other(cursor)
    elif cursor.kind() in ("iri", "name") or cursor.word() == "A":
        path = Step(cursor.next())
    else:
        raise CannotExplainError(cursor.place(start))
    if cursor.word() in ("?", "*", "+") and not (cursor.word() == "+" and cursor.number()):
        modifier = cursor.next()
        path = Repeated(path, int(modifier == "+"), modifier != "?")
    return path


def _other(cursor: Cursor) -> Path:
    several = cursor.take("(")
    found: dict[bool, list[str]] = {}
    while cursor.word() != ")":
        backwards = cursor.take("^")
        found.setdefault(backwards, []).append(cursor.next())
        if not several:
            break
        cursor.take("|")
    if several:
        cursor.next()
    parts = tuple(Other(tuple(names), backwards) for backwards, names in found.items())
    return Choice(parts) if len(parts) != 1 else parts[0]


def _backwards(path: Path) -> Path:
    match path:
        case Step(predicate, backwards):
            return Step(predicate, not backwards)
        case Other(predicates, backwards):
            return Other(predicates, not backwards)
        case Sequence(parts):
            return Sequence(tuple(map(_backwards, reversed(parts))))
        case Choice(parts):
            return Choice(tuple(map(_backwards, parts)))
        case Repeated(part, least, many):
            return Repeated(_backwards(part), least, many)


def predicates(path: Path) -> Iterator[str]:
    """Those that the path names, as the query writes them."""
    match path:
        case Step(predicate):
            yield predicate
        case Other(names):
            yield from names
        case Sequence(parts) | Choice(parts):
            for part in parts:
                yield from predicates(part)
        case Repeated(part):
            yield from predicates(part)
