"""The ``document:`` and ``passages:`` of a seed file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ..evidence.locator import checked_locator, locator
from ..model import Document, Edtf, Passage, Relay
from ..names import ID
from ..problems import BadValue, Location
from .dates import edtf
from .drafts import STANCE_KEYS, Draft, Stance
from .located import Fields, Items, Text, Value
from .lookup import Lookup

T = TypeVar("T")

BLOCKS = {
    "claims": "asserted",
    "opinion": "opinion",
    "prediction": "prediction",
    "plan": "plan",
    "wish": "wish",
    "question": "question",
    "supposed": "supposed",
}
"""Keys of a passage that hold claims, and the modality they give them."""

PASSAGE_KEYS = ("at", *STANCE_KEYS, *BLOCKS)
DOCUMENT_KEYS = (
    "id",
    "title",
    "kind",
    "author",
    "published",
    "curated-on",
    "file",
    "sha256",
    "reliability",
    "note",
)
RELAY_KEYS = ("by", "stance")
AT_KEYS = ("paragraph", "to-paragraph", "from", "to")

_SHA256 = re.compile(r"[0-9a-f]{64}")


class PassageReader(Lookup):
    """Reads one document and drafts its claims."""

    faulty: frozenset[str] = frozenset()
    """What every passage lacks because the document's description has a fault."""

    def document(self, value: Value, known: dict[str, Document]) -> Document:
        """The document's description; one without a usable id stands in so that its passages are
        read.
        """
        fields = self.fields(value, "'document'", DOCUMENT_KEYS, ("id", "title"))
        if fields is None:
            self.faulty = frozenset({"claimant"})
            return Document(f"in {value.where.file}", "", where=value.where)
        author = fields.get("author")
        digest = fields.get("sha256")
        id, where = self._document_id(fields, known)
        document = Document(
            id=id,
            title=self.words(fields.get("title"), "'title'"),
            kind=self.words(fields.get("kind"), "'kind'"),
            author=self.agent_id(author, "the author") if author else "",
            published=self._date(fields.get("published"), "'published'"),
            curated_on=self.words(fields.get("curated-on"), "'curated-on'"),
            file=self._file_name(fields.get("file")),
            sha256=self._digest(digest),
            reliability=self._grade(fields.get("reliability"), "Reliability"),
            note=self.words(fields.get("note"), "'note'"),
            where=where,
            sha256_where=digest.where if digest else where,
        )
        if author and not document.author:
            self.faulty = frozenset({"claimant"})
        return document

    def _document_id(self, fields: Fields, known: dict[str, Document]) -> tuple[str, Location]:
        id = self.text(fields.get("id"), "'id'")
        stand_in = f"in {fields.where.file}"
        if id is None or not self.check_id(id, "a document"):
            return stand_in, fields.where
        if id.text not in known:
            return id.text, id.where
        first = known[id.text].where
        self.report.add(
            "duplicate-id",
            id.where,
            f"there is already a document '{id.text}'",
            f"it stands in {first.file}, line {first.line}",
        )
        return stand_in, id.where

    def _date(self, value: Value | None, what: str) -> Edtf | None:
        return self.parsed(value, what, edtf, "bad-edtf")

    def _grade(self, value: Value | None, scale: str) -> str:
        choices = self.vocabulary.lists[f"kg:{scale}"]
        return self.chosen(value, scale.lower() + " grade", choices, "bad-grade")

    def _file_name(self, value: Value | None) -> str:
        text = self.text(value, "'file'")
        if text and re.search(r"[/\\\0]|^\.", text.text):
            self.report.add(
                "bad-value",
                text.where,
                f"'{text.text}' is not a plain file name",
                "the folder is given by --documents or KGRAPH_DOCUMENTS",
            )
            return ""
        return text.text if text else ""

    def _digest(self, value: Value | None) -> str:
        text = self.text(value, "'sha256'")
        if text and not _SHA256.fullmatch(text.text):
            self.report.add(
                "bad-value",
                text.where,
                "this is not a SHA-256 digest",
                "64 digits and letters a to f; 'kgraph verify' tells the right one",
            )
            return ""
        return text.text if text else ""

    def passages(self, value: Value | None, document: Document) -> list[Draft]:
        """The drafts of all claims, in the order written."""
        drafts: list[Draft] = []
        for item in self.items(value, "'passages'"):
            fields = self.fields(item, "a passage", PASSAGE_KEYS, ("at",))
            if fields:
                self._passage(fields, document, drafts)
        return drafts

    def _passage(self, fields: Fields, document: Document, drafts: list[Draft]) -> None:
        stance = self.stance(
            fields,
            Stance(claimant=document.author, reliability=document.reliability, faulty=self.faulty),
        )
        passage = self._located(fields, document.id)
        blocks = [key for key in BLOCKS if key in fields.entries]
        if not blocks:
            self.report.add(
                "missing-key",
                fields.where,
                "a passage needs claims",
                f"a block of one or more of: {', '.join(BLOCKS)}",
            )
        own = [
            draft
            for key in blocks
            for item in self.items(fields.entries[key], f"'{key}'")
            if (draft := self._draft(item, BLOCKS[key], passage, stance))
        ]
        self._check_relay_stances(fields, own, document.author)
        drafts += own

    def _check_relay_stances(self, fields: Fields, drafts: list[Draft], author: str) -> None:
        """A stance of nobody's: most likely the claimant was forgotten."""
        idle = [draft for draft in drafts if not draft.stance.is_relayed(author)]
        values = [draft.option("relay-stance") for draft in idle]
        if len(idle) == len(drafts):
            values.append(fields.get("relay-stance"))
        for value in filter(None, values):
            self.report.add(
                "bad-value",
                value.where,
                "a relay stance, but nobody passes these words on",
                "name who is quoted with 'claimant', or who passes it on with 'relayed-by'",
            )

    def _located(self, fields: Fields, document: str) -> Passage:
        """The passage; one that cannot be found stands for itself so that its claims are read."""
        at = fields.entries.get("at")
        where = at.where if at else fields.where
        parts = None
        if isinstance(at, Fields):
            parts = self._long_locator(at)
        elif at is not None:
            parts = self.parsed(at, "'at'", locator, "bad-locator")
        paragraph, to, first, last = parts or (0, 0, f"line {where.line}", "")
        return Passage(document, paragraph, to, first, last, where)

    def _long_locator(self, at: Fields) -> tuple[int, int, str, str] | None:
        self.fields(at, "'at'", AT_KEYS, ("paragraph", "from"))
        words = {key: self.words(at.get(key), f"'{key}'") for key in AT_KEYS}
        if not words["paragraph"] or not words["from"]:
            return None
        try:
            return checked_locator(
                words["paragraph"],
                words["to-paragraph"] or words["paragraph"],
                words["from"],
                words["to"],
            )
        except BadValue as error:
            self.bad("bad-locator", at.where, error)
            return None

    def _draft(self, item: Value, modality: str, passage: Passage, stance: Stance) -> Draft | None:
        form = "[subject, predicate, object] or [subject, predicate, object, {options}]"
        if not isinstance(item, Items):
            self._wrong(item, "a claim", f"a list {form}")
            return None
        if not 3 <= len(item.items) <= 4:
            self.report.add(
                "wrong-shape",
                item.where,
                f"a claim has three or four parts, this one {len(item.items)}",
                f"write {form}; text with commas in it stands in quotes",
            )
            return None
        predicate = self.text(item.items[1], "a predicate")
        options = self._options(item.items[3]) if item.items[3:] else None
        if predicate is None:
            return None
        own = self.stance(options, stance) if options else stance
        if item.items[3:] and options is None:
            own = replace(own, faulty=own.faulty | {"options"})
        subjects = self.some(item.items[0], "the subject")
        objects = self.some(item.items[2], "the object")
        return Draft(item, modality, passage, own, subjects, predicate, objects, options)

    def _options(self, value: Value) -> Fields | None:
        if isinstance(value, Text):
            self.report.add(
                "wrong-shape",
                value.where,
                "the fourth part of a claim must be a mapping, not text",
                "text with a comma in it stands in quotes; qualifiers stand in {...}",
            )
            return None
        return self.fields(value, "the fourth part of a claim")

    def stance(self, fields: Fields, default: Stance) -> Stance:
        """The default with what the mapping says of the stance itself."""
        given = {key: value for key, value in fields.entries.items() if key in _STANCE_FIELDS}
        if not given:
            return default
        changes: dict[str, object] = {}
        faulty = default.faulty - given.keys()
        for key, value in given.items():
            found = self._stance_field(key, value)
            if found is None or found == "":
                faulty |= {key}
            else:
                changes[_STANCE_FIELDS[key]] = found
        changes["faulty"] = faulty
        return replace(default, **changes)  # type: ignore[arg-type]

    def _stance_field(self, key: str, value: Value) -> object:
        lists = self.vocabulary.lists
        match key:
            case "claimant":
                return self.agent_id(value, "a claimant")
            case "relayed-by":
                return _all(map(self._relay, self.one_or_more(value)))
            case "relay-stance":
                return self.chosen(value, "relay stance", lists["kg:RelayStance"], "bad-value")
            case "certainty":
                return self.chosen(value, "certainty", lists["kg:Certainty"], "bad-value")
            case "if":
                return _all(map(self._handle, self.some(value, "'if'")))
            case "hearsay" | "inferred":
                return self.flag(value, f"'{key}'")
            case "stated-on":
                return self._date(value, f"'{key}'")
            case "credibility":
                return self._grade(value, "Credibility")
            case "reliability":
                return self._grade(value, "Reliability")
            case _:
                return self.words(value, f"'{key}'")

    def _relay(self, value: Value) -> Relay | None:
        """``agent`` or ``{by: agent, stance: endorses}``."""
        if not isinstance(value, Fields):
            relayer = self.agent_id(value, "a relayer")
            return Relay(relayer, "") if relayer else None
        self.fields(value, "a relay", RELAY_KEYS, ("by",))
        relayer = self.agent_id(value.get("by"), "a relayer")
        stances = self.vocabulary.lists["kg:RelayStance"]
        stance = self.chosen(value.get("stance"), "relay stance", stances, "bad-value")
        return Relay(relayer, stance) if relayer else None

    def _handle(self, value: Value) -> Text | None:
        text = self.text(value, "a condition")
        if text and not text.text.startswith("^"):
            self.report.add(
                "unknown-condition",
                text.where,
                f"a condition is a statement, and '{text.text}' names none",
                f"name one with 'as: {text.text if ID.fullmatch(text.text) else 'name'}' "
                "and refer to it with '^' before the name",
            )
            return None
        return text


def _all(found: Iterable[T | None]) -> tuple[T, ...] | None:
    """The values, or None where one of them was reported."""
    values = tuple(found)
    return None if None in values else values  # type: ignore[return-value]


_STANCE_FIELDS = {
    key: {"relayed-by": "relays", "if": "conditions"}.get(key, key.replace("-", "_"))
    for key in STANCE_KEYS
}
