"""Statements as rows of integers for the program, and rows as statements again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .. import names
from ..model import EntityRef, Facts, Statement, StatementRef, Value
from ..names import Names
from ..ontology import Vocabulary
from ..rdf.projection import Projection
from .grammar import Iri
from .model import NOTHING, Conclusions
from .program import UNKNOWN, Program, Relation
from .times import ALWAYS, WHEN, Span, as_edtf, spans_of

Row = tuple[int, ...]
Key = tuple[str, tuple[str, ...], Row]
"""Predicate, qualifiers, and the row of a statement: ends, qualifiers' values, time."""


class Codes:
    """An integer for each value."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.prefixes = Names(facts.base, vocabulary.domains).prefixes
        self.codes: dict[Value | str, int] = {}
        """Entities go by their ids, which are found sooner."""
        self.values: list[Value] = []

    def of(self, value: Value) -> int:
        key = value.id if isinstance(value, EntityRef) else value
        code = self.codes.setdefault(key, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code

    def of_constant(self, constant: Iri) -> int:
        entity = constant.iri.removeprefix(self.prefixes["kgr"])
        if entity in self.facts.entities:
            return self.of(EntityRef(entity))
        statement = constant.iri.removeprefix(self.prefixes["kgs"])
        return self.of(StatementRef(statement)) if statement in self.facts.statements else UNKNOWN

    def statement(self, key: Key, positive: bool, vocabulary: Vocabulary) -> Statement:
        """What a row says; its time is that of the row, in the shortest form."""
        predicate, qualifiers, row = key
        subject, object, *values = (self.values[code] for code in row[:-3])
        assert isinstance(subject, EntityRef | StatementRef)
        said = list(zip(qualifiers, values, strict=True))
        if (span := Span(*row[-3:])) != ALWAYS and (when := as_edtf(span)):
            said.append((WHEN, when))
        if len(said) > 1:
            said.sort(key=lambda pair: (pair[0], names.value_key(pair[1])))
        iris = [(vocabulary.iri(name), value) for name, value in said]
        id = names.statement_id(subject, vocabulary.iri(predicate), object, positive, iris)
        return Statement(id, subject, predicate, object, positive, tuple(said))


class Tables:
    """What the program is fed with, and which statements stand behind each row."""

    def __init__(
        self,
        facts: Facts,
        projection: Projection,
        program: Program,
        codes: Codes,
        given: Conclusions = NOTHING,
    ) -> None:
        self.codes = codes
        self.rows: dict[Relation, dict[Row, None]] = {
            relation: {} for relation in sorted(program.inputs)
        }
        self.by_term: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        for relation in self.rows:
            self.by_term[relation.kind, relation.term].append(relation)
        self.facts: dict[Key, list[str]] = defaultdict(list)
        """Projected statements by row: they differ in qualifiers that the row leaves out."""
        self.conditional: dict[Key, dict[str, set[frozenset[str]]]] = {}
        """Statements under a condition by row, each with the sets of conditions it may have."""
        self._add_facts(facts, projection)
        self._add_given(given, projection)
        self._add_conditional(facts, projection)
        self._add_contents(facts)

    def add_members(
        self,
        facts: Facts,
        projection: Projection,
        vocabulary: Vocabulary,
        suppose: Mapping[str, Iterable[str]],
    ) -> None:
        """Entities that are, or are supposed to be, of the classes that rules ask for."""
        for relation in self.rows:
            if relation.kind != "class":
                continue
            found = list(suppose.get(relation.term, ()))
            if relation.term in vocabulary.classes:
                found += [
                    entity.id
                    for entity in facts.entities.values()
                    if vocabulary.is_a(entity.type, relation.term)
                    and entity.id not in projection.scenarios
                ]
            self.rows[relation] = {(self.codes.of(EntityRef(id)),): None for id in found}

    def _add_facts(self, facts: Facts, projection: Projection) -> None:
        for id in self._read("facts", projection.documents, facts.statements):
            for relation, key in self._keys("facts", facts.statements[id]):
                self.facts[key].append(id)
                self.rows[relation][key[2]] = None

    def _read(
        self, kind: str, ids: Iterable[str], statements: Mapping[str, Statement]
    ) -> list[str]:
        """Those that some rule reads, sorted."""
        return sorted(id for id in ids if (kind, statements[id].predicate) in self.by_term)

    def _add_given(self, given: Conclusions, projection: Projection) -> None:
        """What other rules concluded, seen only by atoms that name all its qualifiers."""
        if not given.derivations:
            return
        new = given.facts - projection.documents.keys()
        for id in self._read("facts", new, given.statements):
            statement = given.statements[id]
            names = sorted(name for name, _ in statement.qualifiers if name != WHEN)
            for relation, key in self._keys("facts", statement):
                if sorted(relation.qualifiers) == names:
                    self.facts[key].append(id)
                    self.rows[relation][key[2]] = None

    def _add_conditional(self, facts: Facts, projection: Projection) -> None:
        for id in self._read("conditional", projection.conditional, facts.statements):
            conditions = {
                frozenset(facts.claims[claim].conditions) for claim in projection.conditional[id]
            }
            for relation, key in self._keys("conditional", facts.statements[id]):
                self.conditional.setdefault(key, {})[id] = conditions
                self.rows[relation][key[2]] = None

    def _add_contents(self, facts: Facts) -> None:
        for statement in facts.statements.values():
            for relation in self.by_term.get(("content", statement.predicate), ()):
                if statement.positive:
                    said = (StatementRef(statement.id), statement.subject, statement.object)
                    self.rows[relation][tuple(map(self.codes.of, said))] = None

    def _keys(self, kind: str, statement: Statement) -> Iterator[tuple[Relation, Key]]:
        """Rows of a statement: one for each choice of values where a qualifier has several, time
        included."""
        relations = self.by_term.get((kind, statement.predicate))
        if not relations:
            return
        ends = (self.codes.of(statement.subject), self.codes.of(statement.object))
        spans = spans_of(statement)
        for relation in relations:
            if not relation.qualifiers:
                for span in spans:
                    yield relation, (relation.term, (), (*ends, *span))
                continue
            choices = [
                [self.codes.of(value) for name, value in statement.qualifiers if name == wanted]
                for wanted in relation.qualifiers
            ]
            for values in product(*choices):
                for span in spans:
                    yield relation, (relation.term, relation.qualifiers, (*ends, *values, *span))
