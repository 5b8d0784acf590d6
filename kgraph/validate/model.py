"""Shapes as the engines use them, and what comes of validating against them.

Terms are N-Triples text (``<https://...>``, ``"2"^^<...>``), so that results of different
engines compare. Patterns and expressions are SPARQL in which ``?this`` is the focus node and
``?value`` a value node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class ValueTest:
    """Must be true of each value node."""

    component: str
    ok: str
    expected: str


@dataclass(frozen=True, slots=True)
class Count:
    """Bounds for the number of value nodes."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Matches where something is wrong; may bind ``?value`` and ``?path``.

    ``?key``, where bound, tells apart results that have nothing else to tell them apart.
    """

    component: str
    wrong: str
    expected: str


@dataclass(frozen=True, slots=True)
class Nested:
    """Value nodes must conform to one, all, some or just one of the shapes, or to none."""

    component: Literal["Node", "And", "Or", "Xone", "Not"]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """How many value nodes conform to the shape and to none of the siblings."""

    shape: Shape
    siblings: tuple[Shape, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class Sparql:
    """A SELECT query whose rows are results; ``$this`` and ``$PATH`` stand for themselves."""

    select: str
    prefixes: tuple[tuple[str, str], ...]
    message: str


Constraint: TypeAlias = ValueTest | Count | Pattern | Nested | Qualified | Sparql


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or, with a ``path``, a property shape."""

    id: str
    """IRI, or a label that is the same for all engines in one run."""
    path: str = ""
    """SPARQL property path."""
    targets: tuple[str, ...] = ()
    """Patterns that bind ``?this``; a class is asked for as ``?this a <class>``."""
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()
    message: str = ""
    severity: str = "Violation"
    """Local name; of a severity that SHACL does not know, the IRI."""


@dataclass(frozen=True, slots=True)
class Result:
    """One fault of one focus node."""

    focus: str
    path: str
    value: str
    component: str
    """Local name, without the ``ConstraintComponent`` at its end."""
    shape: str
    severity: str
    message: str = ""
    """What the shape says, or what was expected; not part of the verdict."""

    @property
    def verdict(self) -> tuple[str, ...]:
        """What engines must agree on."""
        return self.focus, self.path, self.value, self.component, self.shape, self.severity
