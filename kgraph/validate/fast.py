"""SHACL by SPARQL: a few queries for each shape, over all its focus nodes at once.

Only what a query cannot tell - which nodes conform to the shapes within a shape - is put together
here, from sets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..problems import count as counted
from . import select
from .components import values_of
from .graph import RDF, RDFS
from .model import Count, Nested, Pattern, Qualified, Result, Shape, Sparql, ValueTest

if TYPE_CHECKING:
    import pyoxigraph as ox

_TYPE = "?this a "


def validate(store: ox.Store, shapes: Iterable[Shape]) -> list[Result]:
    """All results, sorted, for the default graph of the store.

    The class hierarchy is looked for in the same graph.
    """
    engine = _Engine(store)
    results: list[Result] = []
    for shape in shapes:
        if focus := engine.focus(shape.targets):
            results += engine.results(shape, focus)[0]
    return sorted(results, key=lambda result: (result.verdict, result.message))


class _Engine:
    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.known: dict[tuple[str, str], tuple[list[Result], set[Any]]] = {}
        self.below: dict[str, list[str]] = defaultdict(list)
        for row in self.rows(f"SELECT ?a ?b {{ ?a <{RDFS}subClassOf> ?b }}"):
            self.below[str(row[1])].append(str(row[0]))

    def rows(self, query: str, prefixes: dict[str, str] | None = None) -> Any:
        return self.store.query(query, prefixes=prefixes)

    # ---- focus nodes

    def focus(self, targets: Iterable[str]) -> str:
        """One pattern that binds ``?this`` to each focus node, once; empty where there is none."""
        patterns = [pattern for target in targets for pattern in self._with_subclasses(target)]
        if not patterns or (len(patterns) == 1 and patterns[0].startswith(_TYPE)):
            return "".join(patterns)
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
        return f"{{ SELECT DISTINCT ?this {{ {union} }} }}"

    def _with_subclasses(self, target: str) -> Iterator[str]:
        if not target.startswith(_TYPE):
            yield target
            return
        seen, todo = set(), [target.removeprefix(_TYPE)]
        while todo:
            cls = todo.pop()
            if cls not in seen:
                seen.add(cls)
                todo += self.below[cls]
        for cls in sorted(cls for cls in seen if not cls.startswith("_:")):  # a variable in SPARQL
            if self.rows(f"ASK {{ ?this <{RDF}type> {cls} }}"):
                yield _TYPE + cls

    # ---- one shape

    def results(self, shape: Shape, focus: str) -> tuple[list[Result], set[Any]]:
        """Results for the focus nodes, and those of them that do not conform."""
        if (shape.id, focus) not in self.known:  # several shapes may refer to one
            self.known[shape.id, focus] = self._results(shape, focus)
        return self.known[shape.id, focus]

    def _results(self, shape: Shape, focus: str) -> tuple[list[Result], set[Any]]:
        found: list[Result] = []
        bad: set[Any] = set()

        def add(this: Any, value: Any, component: str, expected: str, path: Any = None) -> None:
            bad.add(this)
            found.append(_result(shape, this, value, component, expected, path))

        tests = [test for test in shape.constraints if isinstance(test, ValueTest)]
        if tests:
            for this, value, test in self._value_tests(focus, shape.path, tests):
                add(this, value, test.component, f"must be {test.expected}")
        for constraint in shape.constraints:
            match constraint:
                case Count():
                    for this, component, expected in self._count(focus, shape.path, constraint):
                        add(this, None, component, expected)
                case Pattern():
                    wrong = f"{{ {focus} . {constraint.wrong} }}"
                    for this, value, way, *_ in self.rows(
                        f"SELECT DISTINCT ?this ?value ?path ?key ?other {wrong}"
                    ):
                        add(this, value, constraint.component, constraint.expected, way)
                case Nested():
                    for this, value in self._nested(focus, shape.path, constraint):
                        add(this, value, constraint.component, _expected(constraint))
                case Qualified():
                    for this, component, expected in self._qualified(focus, shape.path, constraint):
                        add(this, None, component, expected)
                case Sparql():
                    for result, this in self._sparql(focus, shape, constraint):
                        bad.add(this)
                        found.append(result)
        self._properties(shape, focus, found, bad)
        return found, bad

    def _properties(self, shape: Shape, focus: str, found: list[Result], bad: set[Any]) -> None:
        """The property shapes of the shape, whose focus nodes are its value nodes."""
        if not shape.properties:
            return
        inner_focus = _value_focus(focus, shape.path)
        holds = {inner.id: test for inner in shape.properties if (test := _holds(inner))}
        wrong = f"!({' && '.join(holds.values()) or 'false'})"
        skipped = holds if not self.rows(f"ASK {{ {inner_focus} . FILTER({wrong}) }}") else {}
        for inner in shape.properties:
            if inner.id in skipped:
                continue
            results, inner_bad = self.results(inner, inner_focus)
            found += results
            if inner_bad:
                bad |= {
                    this for this, value in self._pairs(focus, shape.path) if value in inner_bad
                }

    def _pairs(self, focus: str, path: str) -> Iterator[tuple[Any, Any]]:
        """Focus node and value node, each pair once."""
        query = f"SELECT DISTINCT ?this ?value {{ {focus} . {values_of(path)} }}"
        for row in self.rows(query):
            yield row[0], row[1]

    def _value_tests(
        self, focus: str, path: str, tests: list[ValueTest]
    ) -> Iterator[tuple[Any, Any, ValueTest]]:
        """All tests in one query; what cannot be worked out is not true."""
        names = [f"?t{n}" for n in range(len(tests))]
        binds = " ".join(
            f"BIND(COALESCE({test.ok}, false) AS {name})"
            for test, name in zip(tests, names, strict=True)
        )
        query = (
            f"SELECT DISTINCT ?this ?value {' '.join(names)} {{ {focus} . {values_of(path)} "
            f"{binds} FILTER(!({' && '.join(names)})) }}"
        )
        for row in self.rows(query):
            for test, name in zip(tests, names, strict=True):
                if row[name[1:]].value != "true":
                    yield row[0], row[1], test

    def _count(self, focus: str, path: str, count: Count) -> Iterator[tuple[Any, str, str]]:
        """Focus nodes with too few or too many values."""
        if count.most is not None:
            having = f"HAVING(COUNT(DISTINCT ?value) > {count.most})"
            for row in self.rows(
                f"SELECT ?this {{ {focus} . {values_of(path)} }} GROUP BY ?this {having}"
            ):
                yield row[0], "MaxCount", f"must have at most {counted(count.most, 'value')}"
        if count.least == 1:
            for row in self.rows(
                f"SELECT ?this {{ {focus} . FILTER NOT EXISTS {{ {values_of(path)} }} }}"
            ):
                yield row[0], "MinCount", "must have at least 1 value"
        elif count.least:
            for row in self.rows(
                f"SELECT ?this {{ {focus} . OPTIONAL {{ {values_of(path)} }} }} GROUP BY ?this "
                f"HAVING(COUNT(DISTINCT ?value) < {count.least})"
            ):
                yield row[0], "MinCount", f"must have at least {count.least} values"

    # ---- shapes within shapes

    def _nested(self, focus: str, path: str, constraint: Nested) -> Iterator[tuple[Any, Any]]:
        values = _value_focus(focus, path)
        faults = [self.results(inner, values)[1] for inner in constraint.shapes]
        members = len(faults)
        wrong = {
            "Node": {1},
            "And": set(range(1, members + 1)),
            "Or": {members},
            "Xone": {*range(members + 1)} - {members - 1},
            "Not": {0},
        }[constraint.component]
        if wrong.isdisjoint(range(sum(map(bool, faults)) + 1)):
            return
        for this, value in self._pairs(focus, path):
            if sum(value in bad for bad in faults) in wrong:
                yield this, value

    def _qualified(
        self, focus: str, path: str, constraint: Qualified
    ) -> Iterator[tuple[Any, str, str]]:
        values = _value_focus(focus, path)
        bad = self.results(constraint.shape, values)[1]
        siblings = [self.results(sibling, values)[1] for sibling in constraint.siblings]
        number = Counter(
            this
            for this, value in self._pairs(focus, path)
            if value not in bad and all(value in other for other in siblings)
        )
        least, most = constraint.count.least, constraint.count.most
        for (this,) in self.rows(f"SELECT DISTINCT ?this {{ {focus} }}"):
            if least is not None and number[this] < least:
                yield this, "QualifiedMinCount", f"must have at least {least} of that kind"
            if most is not None and number[this] > most:
                yield this, "QualifiedMaxCount", f"must have at most {most} of that kind"

    # ---- sh:sparql

    def _sparql(self, focus: str, shape: Shape, constraint: Sparql) -> Iterator[tuple[Result, Any]]:
        if not self.rows(f"ASK {{ {focus} }}"):
            return
        query = select.over(constraint.select, focus, shape.path)
        solutions = self.rows(query, dict(constraint.prefixes))
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            row = {n: solution[n] for n in names if solution[n] is not None}
            this = row["this"]
            value = row.get("value", None if shape.path else this)
            message = select.message(constraint.message or shape.message, row)
            yield _result(shape, this, value, "SPARQL", "", row.get("path"), message), this


_CONFORM = {
    "Node": "must conform to",
    "And": "must conform to all of",
    "Or": "must conform to at least one of",
    "Xone": "must conform to exactly one of",
    "Not": "must not conform to",
}


def _expected(constraint: Nested) -> str:
    """The shapes within by what they say, or else by name."""
    shapes = [f"'{inner.message}'" if inner.message else inner.id for inner in constraint.shapes]
    return f"{_CONFORM[constraint.component]} {', '.join(shapes)}"


def _holds(shape: Shape) -> str:
    """True of ``?this`` where the property shape finds nothing wrong.

    Most graphs hold to most shapes: asking so of many shapes at once is quicker than looking for
    the faults of each. Empty where this cannot be told in one expression, and for paths of
    several steps, which the store may follow from their end.
    """
    if shape.properties or "/" in re.sub("<[^>]*>", "", shape.path):
        return ""
    values, tests, parts = values_of(shape.path), [], []
    for constraint in shape.constraints:
        match constraint:
            case ValueTest():
                tests.append(f"COALESCE({constraint.ok}, false)")
            case Pattern():
                parts.append(f"NOT EXISTS {{ {constraint.wrong} }}")
            case Count(None | 0 | 1 as least, None | 0 | 1 as most):
                if least:
                    parts.append(f"EXISTS {{ {values} }}")
                if most == 0:
                    parts.append(f"NOT EXISTS {{ {values} }}")
                elif most:
                    twice = f"{values} ?this {shape.path} ?twin FILTER(!sameTerm(?value, ?twin))"
                    parts.append(f"NOT EXISTS {{ {twice} }}")
            case _:
                return ""
    if tests:
        parts.append(f"NOT EXISTS {{ {values} FILTER(!({' && '.join(tests)})) }}")
    return " && ".join(parts)


def _value_focus(focus: str, path: str) -> str:
    """The pattern that binds ``?this`` to the value nodes of the focus nodes."""
    if not path:
        return focus
    parent = f"?parent{focus.count('SELECT')}"
    inner = re.sub(r"\?this\b", parent, focus)
    return f"{{ SELECT DISTINCT ?this {{ {inner} . {parent} {path} ?this }} }}"


def _result(
    shape: Shape,
    this: Any,
    value: Any,
    component: str,
    expected: str,
    path: Any = None,
    message: str = "",
) -> Result:
    return Result(
        focus=str(this),
        path=str(path) if path is not None else shape.path,
        value="" if value is None else str(value),
        component=component,
        shape=shape.id,
        severity=shape.severity,
        message=message or shape.message or expected,
    )
