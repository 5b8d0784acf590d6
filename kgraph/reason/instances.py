"""Instances of clauses as the engine gives them: which row concludes what from what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from .check import CheckedClause, Pattern
from .grammar import Term, Variable
from .program import Instances
from .tables import Codes, Key, Row
from .times import ALWAYS


class Decoder:
    """Reads the rows of one clause.

    The codes of the constants that the clause names are appended to each row, so that every part
    of a key is a column.
    """

    def __init__(self, instances: Instances, codes: Codes) -> None:
        clause = instances.clause
        self.width = instances.width
        self.times = len(clause.variables)
        self.premise_count = len(clause.premises)
        self.constants: list[int] = []
        self.codes = codes
        self.head = (clause.head.predicate, _names(clause.head))
        self.head_row = self._columns(clause, clause.head)
        self.premises = [
            (p.predicate, _names(p), self._columns(clause, p, self.times + 3 * number))
            for number, p in enumerate(clause.premises)
        ]

    def _columns(self, clause: CheckedClause, pattern: Pattern, time: int = -1) -> Any:
        columns = [self._column(clause, term) for term in pattern.terms]
        if time >= 0:
            columns += [time, time + 1, time + 2]
        return itemgetter(*columns)

    def _column(self, clause: CheckedClause, term: Term) -> int:
        if isinstance(term, Variable):
            return clause.variables.index(term.name)
        self.constants.append(self.codes.of_constant(term))
        return self.width + len(self.constants) - 1

    def rows(self, numbers: Sequence[int]) -> Iterator[Row]:
        constants = tuple(self.constants)
        for start in range(0, len(numbers), self.width):
            yield (*numbers[start : start + self.width], *constants)

    def conclusion(self, row: Row) -> Key:
        first, last, marks = ALWAYS
        for at in range(self.times, self.times + 3 * self.premise_count, 3):
            first, last, marks = max(first, row[at]), min(last, row[at + 1]), marks | row[at + 2]
        return (*self.head, (*self.head_row(row), first, last, marks))

    def keys(self, row: Row) -> list[Key]:
        """Of the premises, in the order of the body."""
        return [(predicate, names, columns(row)) for predicate, names, columns in self.premises]


def _names(pattern: Pattern) -> tuple[str, ...]:
    return tuple(name for name, _ in pattern.qualifiers)
