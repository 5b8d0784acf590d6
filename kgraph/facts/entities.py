"""The ``entities:`` of a seed file."""

from __future__ import annotations

import re

from ..model import Entity
from ..names import EXTERNAL, is_iri
from .located import Fields, Text, Value
from .lookup import Lookup

KEYS = ("type", "label", "aliases", "note", "unnamed", "same-as")


class EntityReader(Lookup):
    """Reads entities into ``self.entities``; an id that is already there is a problem."""

    def read(self, value: Value | None) -> None:
        fields = self.fields(value, "'entities'")
        for key, description in fields or ():
            self._entity(key, description)

    def _entity(self, key: Text, value: Value) -> None:
        self.check_id(key, "an entity")
        earlier = self.entities.get(key.text)
        if earlier:
            self.report.add(
                "duplicate-id",
                key.where,
                f"there is already an entity '{key.text}'",
                f"it stands in {earlier.where.file}, line {earlier.where.line}",
            )
            return
        fields = self.fields(value, f"entity '{key.text}'", KEYS, ("type", "label"))
        # an entity with faults still counts as known, so that its users are not reported too
        cls, label = self._described(fields)
        self.entities[key.text] = Entity(
            id=key.text,
            type=cls,
            label=label or key.text,
            aliases=tuple(sorted(self._aliases(fields))) if fields else (),
            note=self.words(fields.get("note"), "'note'") if fields else "",
            unnamed=bool(fields and self.flag(fields.get("unnamed"), "'unnamed'")),
            matches=tuple(sorted(self._matches(fields))) if fields else (),
            where=key.where,
        )

    def _described(self, fields: Fields | None) -> tuple[str, str]:
        if fields is None:
            return "", ""
        return self._class(fields.get("type")), self.words(fields.get("label"), "'label'")

    def _aliases(self, fields: Fields) -> set[str]:
        values = self.items(fields.get("aliases"), "'aliases'")
        return {self.words(value, "an alias") for value in values} - {""}

    def _class(self, value: Value | None) -> str:
        text = self.text(value, "'type'")
        if text is None:
            return ""
        return self.term(text, "class", "unknown-class")

    def _matches(self, fields: Fields) -> set[str]:
        """IRIs, written in full or with a well-known prefix."""
        found = set()
        for value in self.one_or_more(fields.get("same-as")):
            text = self.text(value, "an identifier")
            if text is None:
                continue
            prefix, _, local = text.text.partition(":")
            iri = EXTERNAL[prefix] + local if prefix in EXTERNAL else text.text
            sound = is_iri(iri) and iri.startswith(("http://", "https://", "urn:"))
            if not sound or (prefix == "wd" and not re.fullmatch(r"Q[1-9][0-9]*", local)):
                self.report.add(
                    "bad-identifier",
                    text.where,
                    f"'{text.text}' is not an identifier",
                    "write an IRI (https://...), or a Wikidata item such as wd:Q212",
                )
            else:
                found.add(iri)
        return found
