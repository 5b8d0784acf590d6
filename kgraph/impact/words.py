"""Statements of a world in words, those that only what-if rules make included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model import EntityRef, Statement, StatementRef, Value
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..reason.model import NOTHING, Conclusions
from .model import Thing
from .world import World

CONSEQUENCES = {
    "kg:losesSupport": "loses the support of",
    "kg:makesDoWith": "makes do with",
    "kg:becomesExposedTo": "becomes exposed to",
}
"""What what-if rules conclude, beside denials."""


class Words:
    def __init__(
        self, world: World, vocabulary: Vocabulary, besides: Conclusions = NOTHING
    ) -> None:
        self.statements: Mapping[str, Statement] = {**world.statements, **besides.statements}
        self.facts = replace(world.facts, statements=self.statements)
        self.vocabulary = vocabulary
        self.labels = Labels(self.facts, vocabulary)

    def of(self, id: str) -> str:
        """The statement with all its qualifiers."""
        statement = self.statements[id]
        if statement.predicate in CONSEQUENCES:
            subject, object = self.thing(statement.subject), self.thing(statement.object)
            return f"{subject.label} {CONSEQUENCES[statement.predicate]} {object.label}"
        more = [
            f"{self.vocabulary.label(name)}: {self.thing(value).label}"
            for name, value in statement.qualifiers
            if not self.vocabulary.qualifiers[name].special
        ]
        return self.labels.of(statement) + (f" ({'; '.join(more)})" if more else "")

    def triple(self, id: str) -> str:
        """What the statement says without its qualifiers."""
        return self.labels.of(replace(self.statements[id], qualifiers=()))

    def thing(self, value: Value) -> Thing:
        if isinstance(value, EntityRef):
            return Thing(self.facts.entities[value.id].label, value.id)
        if isinstance(value, StatementRef):
            return Thing(f"[{self.labels.of(self.statements[value.id])}]", value.id)
        return Thing(value.text, "")

    def agent(self, id: str) -> Thing:
        return self.thing(EntityRef(id))
