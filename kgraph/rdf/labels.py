"""Statements in words, for people who meet them in a store."""

from __future__ import annotations

from ..model import EntityRef, Facts, Statement, StatementRef, Value
from ..ontology import Vocabulary

DEPTH = 2
"""How many statements within statements are spelt out."""


class Labels:
    """Readable text for each statement: labels of subject, predicate and object.

    A statement within a statement stands in square brackets, two deep at most; restrictive
    qualifiers, without which it would say something else, in round ones; ``in_full``, all
    qualifiers do.
    """

    def __init__(self, facts: Facts, vocabulary: Vocabulary, in_full: bool = False) -> None:
        self.facts = facts
        self.predicates = {
            curie: (f" {term.label} ", f" not {term.label} ")
            for curie, term in vocabulary.predicates.items()
        }
        self.qualifiers = {
            curie: term.label
            for curie, term in vocabulary.qualifiers.items()
            if in_full or term.special
        }

    def of(self, statement: Statement, depth: int = DEPTH) -> str:
        words = self.predicates[statement.predicate][not statement.positive]
        subject = self._value(statement.subject, depth)
        label = subject + words + self._value(statement.object, depth)
        if not statement.qualifiers:
            return label
        limits = [
            f"{self.qualifiers[name]}: {self._value(value, depth)}"
            for name, value in statement.qualifiers
            if name in self.qualifiers
        ]
        return f"{label} ({', '.join(limits)})" if limits else label

    def _value(self, value: Value, depth: int) -> str:
        if isinstance(value, EntityRef):
            return self.facts.entities[value.id].label
        if isinstance(value, StatementRef):
            inner = self.facts.statements[value.id]
            return f"[{self.of(inner, depth - 1)}]" if depth else "[...]"
        return value.text
