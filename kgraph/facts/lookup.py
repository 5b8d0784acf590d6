"""Names in the seeds to what they stand for: terms of the ontology, entities."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from ..model import Entity
from ..names import ID
from ..ontology import AGENT, Kind, Vocabulary
from ..problems import Report, listed, near
from .located import Text, Value
from .shape import Shape
from .values import boolean

_DECLARED_AS: dict[Kind, str] = {
    "class": "an owl:Class below kg:Entity",
    "predicate": "a kg:Predicate",
    "qualifier": "a kg:Qualifier",
}


class Lookup(Shape):
    """Finds what a name means; reports the names that mean nothing, or more than one thing.

    ``lost`` holds the words of what could not be read: a name among them was perhaps
    declared there, and is not reported.
    """

    def __init__(
        self,
        report: Report,
        vocabulary: Vocabulary,
        entities: dict[str, Entity],
        lost: Container[str] = frozenset(),
    ) -> None:
        super().__init__(report)
        self.vocabulary = vocabulary
        self.entities = entities
        self.lost = lost

    def term(self, text: Text, kind: Kind, code: str) -> str:
        """CURIE of the class, predicate or qualifier that the text names, or empty."""
        found = self.vocabulary.find(kind, text.text)
        if len(found) == 1:
            return found[0]
        if found:
            self.report.add(
                "ambiguous-name",
                text.where,
                f"several ontologies have a {kind} '{text.text}'",
                f"write {listed(found)}",
            )
        else:
            known = self.vocabulary.local_names(kind)
            self.report.add(
                code,
                text.where,
                f"the ontology has no {kind} '{text.text}'",
                near(
                    text.text,
                    known,
                    f"declare it there as {_DECLARED_AS[kind]}: docs/own-project.md tells how",
                ),
            )
        return ""

    def check_id(self, text: Text, what: str) -> bool:
        if ID.fullmatch(text.text):
            return True
        slug = re.sub(r"[^a-z0-9]+", "-", text.text.lower()).strip("-")
        self.report.add(
            "bad-id",
            text.where,
            f"'{text.text}' cannot be the id of {what}",
            "lower-case letters, digits and single hyphens" + (f": '{slug}'" if slug else ""),
        )
        return False

    def flag(self, value: Value | None, what: str) -> bool | None:
        """True or false as written; None where it is not given, or reported."""
        return None if value is None else self.parsed(value, what, boolean, "bad-value")

    def entity_id(self, value: Value | None, what: str) -> str:
        """The id of a known entity, or the empty string."""
        text = self.text(value, what)
        if text is None:
            return ""
        if text.text in self.entities:
            return text.text
        if text.text not in self.lost:
            self.report.add(
                "unknown-entity",
                text.where,
                f"there is no entity '{text.text}'",
                _nearest_entity(text.text, self.entities),
            )
        return ""

    def agent_id(self, value: Value | None, what: str) -> str:
        """The id of a known entity that can make or pass on claims."""
        found = self.entity_id(value, what)
        cls = self.entities[found].type if found else ""
        if cls and not self.vocabulary.is_a(cls, AGENT):
            assert value is not None
            self.report.add(
                "not-an-agent",
                value.where,
                f"{what} must be an agent, but '{found}' is of class {cls.partition(':')[2]}",
                "agents are persons, organizations and whatever else is of a class below Agent",
            )
            return ""
        return found


def _nearest_entity(text: str, entities: Mapping[str, Entity]) -> str:
    for entity in entities.values():
        if text in (entity.label, *entity.aliases):
            return f"did you mean '{entity.id}'?"
    return near(text, entities, "declare it under 'entities'")
