"""What each row of a SELECT query rests on, in the process that runs it.

A second query, the witness, gives the solutions behind the rows with every variable. Each triple
pattern that a solution goes through becomes a triple; along a property path these are the steps
of a shortest way. What is absent cannot be cited (MINUS, FILTER NOT EXISTS, an OPTIONAL that
found nothing); what FILTER EXISTS finds is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ..names import EXTERNAL
from .citing import Citing
from .paths import Step, predicates
from .pattern import Pattern, Select, read
from .results import as_json, first
from .steps import Steps, Triple

if TYPE_CHECKING:
    import pyoxigraph as ox

Solution: TypeAlias = dict[str, Any]
"""Terms by variable, which begins with ``?``; unbound ones are left out."""

Place: TypeAlias = tuple[int, ...]
"""Where a triple stands in the query, and on the way along a path."""


def explained(
    query: str, limit: int | None, prefixes: Mapping[str, str], asked: ox.Store, whole: ox.Store
) -> tuple[bytes, int]:
    """SPARQL JSON with a member ``cited``, and how many rows the limit left out.

    The query is answered from one store, and its rows are explained from the other.

    Raises:
        CannotExplainError: the query has something in it that is not followed.
    """
    select = read(query)
    shown = (
        query[: select.keys_at] + "".join(f" {k}" for k in select.keys) + query[select.keys_at :]
    )
    results: Any = asked.query(shown, prefixes=dict(prefixes))
    names = ["?" + variable.value for variable in results.variables]
    rows, left_out = first(results, limit)
    reasons = Reasons(select, prefixes, asked)
    citing = Citing(whole)
    cited = []
    for row in rows:
        values = {name: term for name, term in zip(names, row, strict=True) if term is not None}
        cited.append(citing.row(triple for _, triple in sorted(reasons.of(values), key=_order)))
    more = {
        "rows": cited,
        "statements": dict(sorted(citing.statements.items())),
        "claims": dict(sorted(citing.claims.items())),
        "derivations": dict(sorted(citing.derivations.items())),
    }
    width = len(names) - len(select.keys)
    kept = [[row[at] for at in range(width)] for row in rows]
    return as_json([name[1:] for name in names[:width]], kept, {"cited": more}), left_out


def _order(reason: tuple[Place, Triple]) -> tuple[Place, str]:
    return reason[0], str(reason[1])


class Reasons:
    """The triples behind the rows of one SELECT."""

    def __init__(
        self,
        select: Select,
        prefixes: Mapping[str, str],
        store: ox.Store,
        terms: dict[str, Any] | None = None,
    ) -> None:
        self.select, self.store = select, store
        self.terms = _terms(select, prefixes, store) if terms is None else terms
        results: Any = store.query(select.witness, prefixes=dict(prefixes))
        names = ["?" + variable.value for variable in results.variables]
        self.columns = names if select.all_columns else [*select.columns, *select.keys]
        self.columns = [name for name in self.columns if not name.startswith(select.own)]
        self.solutions: dict[tuple[Any, ...], list[Solution]] = {}
        for row in results:
            values = {name: term for name, term in zip(names, row, strict=True) if term is not None}
            self.solutions.setdefault(self._key(values), []).append(values)
        self.inner = [
            (Reasons(inner, prefixes, store, self.terms), marks) for inner, marks in select.inner
        ]
        self.paths = [Steps(pattern.path, store, self.terms) for pattern in select.patterns]

    def _key(self, values: Solution) -> tuple[Any, ...]:
        return tuple(values.get(name) for name in self.columns)

    def of(self, row: Solution) -> set[tuple[Place, Triple]]:
        found: set[tuple[Place, Triple]] = set()
        for solution in self.solutions.get(self._key(row)) or self._fitting(row):
            found.update(self._of_solution(solution))
        return found

    def _fitting(self, row: Solution) -> Iterator[Solution]:
        """Solutions of an inner SELECT that leave open what is bound around it."""
        for solutions in self.solutions.values():
            if all(solutions[0].get(name) in (None, row.get(name)) for name in self.columns):
                yield from solutions

    def _of_solution(self, solution: Solution) -> Iterator[tuple[Place, Triple]]:
        for number, pattern in enumerate(self.select.patterns):
            if all(mark in solution for mark in pattern.marks):
                for step, triple in enumerate(self._triples(number, pattern, solution)):
                    yield (pattern.place, step), triple
        for reasons, marks in self.inner:
            if all(mark in solution for mark in marks):
                for place, triple in reasons.of(solution):
                    yield place, triple

    def _triples(self, number: int, pattern: Pattern, solution: Solution) -> list[Triple]:
        subject, object = (
            solution.get(name) if name[0] == "?" else self.terms[name]
            for name in (pattern.subject, pattern.object)
        )
        if subject is None or object is None:
            return []
        if isinstance(pattern.path, Step):
            name = pattern.path.predicate
            predicate = solution[name] if name[0] == "?" else self.terms[name]
            if pattern.path.backwards:
                subject, object = object, subject
            return [(subject, predicate, object)]
        return self.paths[number].between(subject, object) or []


def _terms(select: Select, prefixes: Mapping[str, str], store: ox.Store) -> dict[str, Any]:
    """What the engine takes the constants of the query for."""
    import pyoxigraph as ox

    names = sorted({name for name in _constants(select) if name[0] != "?"} - {"a"})
    binds = " ".join(f"BIND({name} AS ?c{at})" for at, name in enumerate(names))
    results: Any = store.query(f"{select.prologue}SELECT * {{ {binds} }}", prefixes=dict(prefixes))
    (row,) = results
    found = {name: row[f"c{at}"] for at, name in enumerate(names)}
    return {**found, "a": ox.NamedNode(EXTERNAL["rdf"] + "type")}


def _constants(select: Select) -> Iterator[str]:
    for pattern in select.patterns:
        yield from (pattern.subject, pattern.object, *predicates(pattern.path))
    for inner, _ in select.inner:
        yield from _constants(inner)
