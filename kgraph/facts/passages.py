"""The ``document:`` and ``passages:`` of a seed file."""

from __future__ import annotations

import re
from dataclasses import replace

from ..evidence.locator import checked_locator, locator
from ..model import Document, Edtf, Passage, Relay
from ..names import ID
from ..problems import BadValue
from .drafts import STANCE_KEYS, Draft, Stance
from .located import Fields, Items, Text, Value
from .lookup import Lookup
from .values import edtf

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

    def document(self, value: Value | None, known: dict[str, Document]) -> Document | None:
        """The document's description; None (and reported) where it has no usable id."""
        fields = self.fields(value, "'document'", DOCUMENT_KEYS, ("id", "title"))
        id = self.text(fields.get("id"), "'id'") if fields else None
        if fields is None or id is None or not self.check_id(id, "a document"):
            return None
        if id.text in known:
            first = known[id.text].where
            self.report.add(
                "duplicate-id",
                id.where,
                f"there is already a document '{id.text}'",
                f"it stands in {first.file}, line {first.line}",
            )
            return None
        author = fields.get("author")
        digest = fields.get("sha256")
        return Document(
            id=id.text,
            title=self.words(fields.get("title"), "'title'"),
            kind=self.words(fields.get("kind"), "'kind'"),
            author=self.agent_id(author, "the author") if author else "",
            published=self._date(fields.get("published"), "'published'"),
            curated_on=self.words(fields.get("curated-on"), "'curated-on'"),
            file=self._file_name(fields.get("file")),
            sha256=self._digest(digest),
            reliability=self._grade(fields.get("reliability"), "Reliability"),
            note=self.words(fields.get("note"), "'note'"),
            where=id.where,
            sha256_where=digest.where if digest else id.where,
        )

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
            fields, Stance(claimant=document.author, reliability=document.reliability)
        )
        passage = self._located(fields, document.id, stance.claimant)
        for key, modality in BLOCKS.items():
            for item in self.items(fields.entries.get(key), f"'{key}'"):
                draft = self._draft(item, modality, passage, stance)
                if draft:
                    drafts.append(draft)

    def _located(self, fields: Fields, document: str, claimant: str) -> Passage:
        """The passage; one that cannot be found stands for itself so that its claims are read."""
        at = fields.entries.get("at")
        where = at.where if at else fields.where
        parts = None
        if isinstance(at, Fields):
            parts = self._long_locator(at)
        elif at is not None:
            parts = self.parsed(at, "'at'", locator, "bad-locator")
        paragraph, to, first, last = parts or (0, 0, f"line {where.line}", "")
        return Passage(document, paragraph, to, first, last, where, claimant)

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
        options = (
            self.fields(item.items[3], "the fourth part of a claim") if item.items[3:] else None
        )
        if predicate is None:
            return None
        own = self.stance(options, stance) if options else stance
        subjects, objects = self.one_or_more(item.items[0]), self.one_or_more(item.items[2])
        return Draft(item, modality, passage, own, subjects, predicate, objects, options)

    def stance(self, fields: Fields, default: Stance) -> Stance:
        """The default with what the mapping says of the stance itself."""
        given = {key: value for key, value in fields.entries.items() if key in _STANCE_FIELDS}
        if not given:
            return default
        changes: dict[str, object] = {}
        for key, value in given.items():
            found = self._stance_field(key, value)
            if found is not None and found != "":
                changes[_STANCE_FIELDS[key]] = found
        return replace(default, **changes)  # type: ignore[arg-type]

    def _stance_field(self, key: str, value: Value) -> object:
        lists = self.vocabulary.lists
        match key:
            case "claimant":
                return self.agent_id(value, "a claimant")
            case "relayed-by":
                return tuple(filter(None, map(self._relay, self.one_or_more(value))))
            case "relay-stance":
                return self.chosen(value, "relay stance", lists["kg:RelayStance"], "bad-value")
            case "certainty":
                return self.chosen(value, "certainty", lists["kg:Certainty"], "bad-value")
            case "if":
                return tuple(filter(None, map(self._handle, self.one_or_more(value))))
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
                "and refer to it with '^'",
            )
            return None
        return text


_STANCE_FIELDS = {
    key: {"relayed-by": "relays", "if": "conditions"}.get(key, key.replace("-", "_"))
    for key in STANCE_KEYS
}
