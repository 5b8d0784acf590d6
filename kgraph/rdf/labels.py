"""Statements in words, for people who meet them in a store."""

from __future__ import annotations

from ..model import EntityRef, Facts, StatementRef, Value
from ..ontology import Vocabulary


class Labels:
    """Readable text for each statement: labels of subject, predicate and object.

    A statement within a statement stands in square brackets.
    """

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.predicates = {
            curie: (f" {term.label} ", f" not {term.label} ")
            for curie, term in vocabulary.predicates.items()
        }
        self.known: dict[str, str] = {}

    def of(self, statement: str) -> str:
        label = self.known.get(statement)
        if label is None:
            said = self.facts.statements[statement]
            words = self.predicates[said.predicate][not said.positive]
            label = f"{self._value(said.subject)}{words}{self._value(said.object)}"
            self.known[statement] = label
        return label

    def _value(self, value: Value) -> str:
        if isinstance(value, EntityRef):
            return self.facts.entities[value.id].label
        if isinstance(value, StatementRef):
            return f"[{self.of(value.id)}]"
        return value.text
