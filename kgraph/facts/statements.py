"""Drafts to statements: handles resolved, names looked up, domain and range checked."""

from __future__ import annotations

from collections.abc import Sequence

from .. import names
from ..model import EntityRef, Reference, Statement, StatementRef
from ..model import Value as Meaning
from ..ontology import EDTF, MATTER, QUANTITY, STATEMENT, Property
from ..problems import BadValue, near
from . import jointly
from .dates import edtf
from .drafts import CLAIM_KEYS, Draft
from .located import Text, Value
from .lookup import Lookup
from .values import UnknownUnit, literal, quantity

MAX_NESTED = 20
"""Statements about statements: what a reader can follow is far less."""


class StatementBuilder(Lookup):
    """Builds the statements of one document; a handle is known throughout its document."""

    def declare(self, drafts: list[Draft]) -> None:
        self.handles: dict[str, Draft] = {}
        self.built: dict[Draft, list[Statement] | None] = {}
        self.statements: dict[str, Statement] = {}
        self.joint: set[Draft] = set()
        self.depths: dict[str, int] = {}
        """How many statements deep each statement is, itself included."""
        self.open = 0
        """Statements that are being built, each for the sake of the one before."""
        for draft in drafts:
            value = draft.option("as")
            handle = self.text(value, "'as'") if value else None
            if handle is None or not self.check_id(handle, "a statement ('as')"):
                continue
            if handle.text in self.handles:
                first = self.handles[handle.text].item.where.line
                self.report.add(
                    "duplicate-handle",
                    handle.where,
                    f"'as: {handle.text}' already names another statement",
                    f"the one in line {first}",
                )
            else:
                self.handles[handle.text] = draft

    def build(self, draft: Draft) -> list[Statement]:
        """One statement for each pair of subject and object; empty once a fault is reported."""
        if draft in self.built:
            return self.built[draft] or []
        self.built[draft] = None
        self.open += 1
        found = self._build(draft)
        self.open -= 1
        self.built[draft] = found
        for statement in found:
            self.statements[statement.id] = statement
        return found

    def _build(self, draft: Draft) -> list[Statement]:
        name, positive = draft.predicate, True
        if name.text == "not" or name.text[:4].lower() == "not ":
            name, positive = Text(name.where, name.text[3:].strip()), False
        if not name.text:
            self.report.add("wrong-shape", name.where, "no predicate after 'not'")
            self._check_names(draft)
            return []
        curie = self.term(name, "predicate", "unknown-predicate")
        if not curie:
            self._check_names(draft)
            return []
        predicate = self.vocabulary.predicates[curie]
        subjects = [
            self._reference(value, predicate.domain, predicate, "subject")
            for value in draft.subjects
        ]
        objects = [self._value(value, predicate.range, predicate) for value in draft.objects]
        qualifiers = self._qualifiers(draft)
        if not all(subjects) or not all(objects) or qualifiers is None:
            return []
        if not self._check_jointly(draft, subjects, objects):
            return []
        shared = draft in self.joint
        return [
            self._statement(
                subject,
                predicate,
                object,
                positive,
                qualifiers
                + (jointly.sharing(subject, object, subjects, objects) if shared else []),
            )
            for subject in subjects
            for object in objects
            if subject and object
        ]

    def _statement(
        self,
        subject: Reference,
        predicate: Property,
        object: Meaning,
        positive: bool,
        qualifiers: list[tuple[str, Meaning]],
    ) -> Statement:
        ordered = tuple(sorted(set(qualifiers), key=lambda q: (q[0], names.value_key(q[1]))))
        iris = [(self.vocabulary.qualifiers[name].iri, value) for name, value in ordered]
        id = names.statement_id(subject, predicate.iri, object, positive, iris)
        parts = (subject, object, *(value for _, value in ordered))
        within = [self.depths.get(part.id, 1) for part in parts if isinstance(part, StatementRef)]
        self.depths[id] = 1 + max(within, default=0)
        return Statement(id, subject, predicate.curie, object, positive, ordered)

    def _check_jointly(
        self, draft: Draft, subjects: Sequence[Meaning | None], objects: Sequence[Meaning | None]
    ) -> bool:
        """Note whether the members of a list share in one act; false once a fault is reported."""
        value = draft.option("jointly")
        if value is None or not self.flag(value, "'jointly'"):
            return True
        fault = jointly.fault(subjects, objects)
        if fault:
            advice = "list those who share in the act, on one side"
            self.report.add("bad-value", value.where, f"'jointly' with {fault}", advice)
            return False
        self.joint.add(draft)
        return True

    def _check_names(self, draft: Draft) -> None:
        """Report what else is wrong in a claim whose predicate is unknown."""
        for value in (*draft.subjects, *draft.objects):
            if isinstance(value, Text) and value.text.startswith("^"):
                self.statement(value)
        for value in draft.subjects:
            if isinstance(value, Text) and not value.text.startswith("^"):
                self.entity_id(value, "a subject")
        self._qualifiers(draft)

    def _qualifiers(self, draft: Draft) -> list[tuple[str, Meaning]] | None:
        found: list[tuple[str, Meaning]] = []
        sound = True
        for key, value in draft.options or ():
            if key.text in CLAIM_KEYS:
                continue
            curie = self._qualifier_name(key)
            if not curie:
                sound = False
                continue
            qualifier = self.vocabulary.qualifiers[curie]
            members = self.some(value, f"'{key.text}'")
            sound &= bool(members)
            for member in members:
                meaning = self._value(member, qualifier.range, qualifier)
                if meaning is None:
                    sound = False
                else:
                    found.append((curie, meaning))
        return found if sound else None

    def _qualifier_name(self, key: Text) -> str:
        found = self.vocabulary.find("qualifier", key.text)
        if len(found) > 1:
            return self.term(key, "qualifier", "unknown-qualifier")
        if found:
            return found[0]
        known = [*self.vocabulary.local_names("qualifier"), *CLAIM_KEYS]
        advice = f"a claim's own keys are: {', '.join(CLAIM_KEYS)}"
        if " " in key.text:
            advice = "if this is the rest of a text with a comma, put the whole text in quotes"
        self.report.add(
            "unknown-qualifier",
            key.where,
            f"the ontology has no qualifier '{key.text}', and a claim no such key",
            near(key.text, known, advice),
        )
        return ""

    def _value(self, value: Value, range: str, term: Property) -> Meaning | None:
        """What stands as an object or in a qualifier, read as the term's range wants it."""
        if range in self.vocabulary.classes or range in (MATTER, STATEMENT):
            return self._reference(value, range, term, "object")
        text = self.text(value, f"the value of {term.curie.partition(':')[2]}")
        if text is None:
            return None
        if text.text.startswith("^"):
            self.report.add(
                "out-of-range",
                text.where,
                f"'{_local(term)}' takes a value, not a statement",
                f"its range is {range}",
            )
            return None
        return self._literal(text, range)

    def _literal(self, text: Text, range: str) -> Meaning | None:
        code = {EDTF: "bad-edtf", QUANTITY: "bad-quantity"}.get(range, "bad-value")
        try:
            if range == EDTF:
                return edtf(text.text)
            if range == QUANTITY:
                return quantity(text.text, self.vocabulary)
            return literal(text.text, range)
        except UnknownUnit as error:
            self.report.add(
                "unknown-unit",
                text.where,
                str(error),
                near(error.unit, self.vocabulary.units, "declare it in the ontology as a kg:Unit"),
            )
        except BadValue as error:
            self.bad(code, text.where, error)
        return None

    def _reference(self, value: Value, wanted: str, term: Property, role: str) -> Reference | None:
        if isinstance(value, Text) and value.text.startswith("^"):
            return self._statement_reference(value, wanted, term, role)
        if self._is_bare_handle(value):
            return None
        id = self.entity_id(value, f"the {role}")
        if not id:
            return None
        cls = self.entities[id].type
        if wanted == STATEMENT:
            self._misfit(
                value, term, role, f"'{id}' is an entity", "a statement ('^' and its handle)"
            )
            return None
        if cls and not self.vocabulary.is_a(cls, wanted):
            name = cls.partition(":")[2]
            self._misfit(
                value, term, role, f"'{id}' is of class {name}", f"class {_local_name(wanted)}"
            )
            return None
        return EntityRef(id)

    def _is_bare_handle(self, value: Value) -> bool:
        if not isinstance(value, Text) or value.text in self.entities:
            return False
        if value.text not in self.handles:
            return False
        self.report.add(
            "unknown-entity",
            value.where,
            f"there is no entity '{value.text}'",
            f"did you mean the statement '^{value.text}'?",
        )
        return True

    def _statement_reference(
        self, value: Text, wanted: str, term: Property, role: str
    ) -> StatementRef | None:
        found = self.statement(value)
        if found is None:
            return None
        if wanted not in (MATTER, STATEMENT):
            self._misfit(
                value, term, role, f"'{value.text}' is a statement", f"class {_local_name(wanted)}"
            )
            return None
        return StatementRef(found.id)

    def _misfit(self, value: Value, term: Property, role: str, what: str, expected: str) -> None:
        code = "out-of-domain" if role == "subject" else "out-of-range"
        self.report.add(
            code,
            value.where,
            f"{what}, which cannot be the {role} of '{_local(term)}'",
            f"expected {expected}",
        )

    def statement(self, value: Text, code: str = "unknown-handle") -> Statement | None:
        """The statement that ``^handle`` refers to."""
        name = value.text.removeprefix("^")
        draft = self.handles.get(name)
        if draft is None:
            if name not in self.lost:
                self.report.add(
                    code,
                    value.where,
                    f"no claim of this document has 'as: {name}'",
                    near(name, self.handles, "name the statement meant with 'as:'"),
                )
            return None
        if draft in self.built and self.built[draft] is None:
            self.report.add(
                "circular-handles",
                value.where,
                f"'^{name}' leads back to the statement that it stands in",
                "a statement cannot be part of itself",
            )
            return None
        found = self.build(draft) if self.open < MAX_NESTED else []
        deepest = max((self.depths[statement.id] for statement in found), default=0)
        if self.open >= MAX_NESTED or (self.open and deepest >= MAX_NESTED):
            self.report.add(
                "nested-too-deep",
                value.where,
                f"statements about statements, more than {MAX_NESTED} deep",
                "let a statement be about things again",
            )
            return None
        if len(found) > 1 and draft not in self.joint:
            self.report.add(
                "ambiguous-handle",
                value.where,
                f"'^{name}' names {len(found)} statements",
                "give each of the list an item of its own",
            )
            return None
        # each statement of a joint act names the others, so any of them stands for the act;
        # which one must not hang on the order of the list
        return min(found, key=lambda statement: statement.id, default=None)


def _local(term: Property) -> str:
    return _local_name(term.curie)


def _local_name(curie: str) -> str:
    return curie.partition(":")[2]
