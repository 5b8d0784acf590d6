"""Records as rows of the tables of a property graph."""

from __future__ import annotations

from collections.abc import Iterable

from ..impact.world import World
from ..model import (
    Claim,
    Document,
    Edtf,
    Entity,
    EntityRef,
    Literal,
    Quantity,
    Statement,
    StatementRef,
    Value,
)
from ..names import Names
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..reason.model import Derivation
from .plainfacts import Fact, plain_facts, when
from .tables import (
    CLAIM,
    DERIVATION,
    DOCUMENT,
    ENTITY,
    NODES,
    OF_FACTS,
    STATEMENT,
    Cell,
    Schema,
    Table,
    short_names,
)

SEPARATOR = " | "
"""Between values of one cell."""


class Rows(Schema):
    """All that holds together, as rows."""

    def __init__(self, world: World, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.world, self.vocabulary = world, vocabulary
        self.prefixes = Names(world.facts.base, vocabulary.domains).prefixes
        self.labels = Labels(world.facts, vocabulary, in_full=True)
        facts = world.facts
        for entity in facts.entities.values():
            self._entity(entity)
        for document in facts.documents.values():
            self._document(document)
        holding = {fact.statement.id: fact for fact in plain_facts(world)}
        own = {it.name for it in vars(self).values() if isinstance(it, Table)}
        used = {fact.statement.predicate for fact in holding.values()}
        self.names = short_names(used, own)
        for id in sorted(world.statements):
            self._statement(world.statements[id], holding.get(id))
        for claim in facts.claims.values():
            self._claim(claim)
        for id in sorted(world.conclusions.derivations):
            self._derivation(world.conclusions.derivations[id])

    def _iri(self, prefix: str, id: str) -> str:
        return self.prefixes[prefix] + id

    def _entity(self, entity: Entity) -> None:
        hypothetical = entity.id in self.world.projection.scenarios
        above = self.vocabulary.classes[entity.type].ancestors
        self.entity.add(
            NODES,
            entity.id,
            self._iri("kgr", entity.id),
            entity.label,
            entity.type,
            _joined(sorted({entity.type, *above})),
            _joined(entity.aliases),
            _joined(entity.matches),
            entity.note,
            hypothetical,
            entity.unnamed,
        )

    def _document(self, document: Document) -> None:
        self.document.add(
            NODES,
            document.id,
            self._iri("kgd", document.id),
            document.title,
            document.kind,
            *_bounds(document.published),
            document.sha256,
            document.reliability,
            document.curated_on,
            document.note,
        )
        if document.author:
            self.written_by.add((DOCUMENT, ENTITY), document.id, document.author)

    def _statement(self, statement: Statement, fact: Fact | None) -> None:
        told, object, id = when(statement), statement.object, statement.id
        said = [
            (name, value)
            for name, value in statement.qualifiers
            if not isinstance(value, EntityRef | StatementRef)
        ]
        self.statement.add(
            NODES,
            id,
            self._iri("kgs", id),
            self.labels.of(statement),
            statement.predicate,
            *_literal(object),
            *_bounds(told),
            _joined(f"{name} {value.text}" for name, value in said),
            float(object.value) if isinstance(object, Quantity) else None,
            statement.positive,
            fact is not None,
            fact is not None and fact.derived,
        )
        self._link(self.subject, id, statement.subject)
        self._link(self.object, id, object)
        for name, value in statement.qualifiers:
            self._link(self.qualifier, id, value, name)
        if fact:
            self._fact(fact)

    def _link(self, table: Table, statement: str, value: Value, *more: Cell) -> None:
        if isinstance(value, EntityRef | StatementRef):
            table.add((STATEMENT, _table(value)), statement, value.id, *more)

    def _fact(self, fact: Fact) -> None:
        subject, object = fact.statement.subject, fact.statement.object
        if not isinstance(object, EntityRef | StatementRef):
            return
        curie = fact.statement.predicate
        if curie not in self.facts:
            self.facts[curie] = Table(self.names[curie], OF_FACTS)
        ends = _table(subject), _table(object)
        self.facts[curie].rows.setdefault(ends, []).append(
            (
                subject.id,
                object.id,
                fact.statement.id,
                *_bounds(fact.when),
                fact.reliability,
                fact.credibility,
                _joined(fact.documents),
                _joined(fact.rules),
                len(fact.claims),
                fact.derived,
            )
        )

    def _claim(self, claim: Claim) -> None:
        id, (stated, earliest, latest) = claim.id, _bounds(claim.stated_on)
        self.claim.add(
            NODES,
            id,
            self._iri("kgc", id),
            claim.modality,
            claim.certainty,
            stated,
            earliest,
            latest,
            claim.reliability,
            claim.rank,
            claim.curated_on,
            _joined(claim.notes),
            claim.hearsay,
            claim.inferred,
            id in self.world.projection.claims,
        )
        self.states.add((CLAIM, STATEMENT), id, claim.statement)
        self.claimed_by.add((CLAIM, ENTITY), id, claim.claimant)
        self.origin.add((CLAIM, ENTITY), id, claim.origin)
        for position, relay in enumerate(claim.relays, 1):
            self.relayed_by.add((CLAIM, ENTITY), id, relay.relayer, relay.stance, position)
        for evidence in claim.evidence:
            passage = evidence.passage
            anchor = self.world.facts.anchors.get((passage.document, passage.locator))
            self.stands_in.add(
                (CLAIM, DOCUMENT),
                id,
                passage.document,
                passage.first,
                passage.last,
                evidence.credibility,
                anchor.sha256 if anchor else None,
                passage.paragraph,
                passage.to_paragraph,
                anchor.start if anchor else None,
                anchor.end if anchor else None,
            )
        for condition in claim.conditions:
            self.condition.add((CLAIM, STATEMENT), id, condition)
        for table, others in (
            (self.contradicts, claim.contradicts),
            (self.bears_out, claim.supports),
        ):
            for other in others:
                table.add((CLAIM, CLAIM), id, other)

    def _derivation(self, derivation: Derivation) -> None:
        id, rule = derivation.id, self.world.conclusions.rules[derivation.rule]
        grades = derivation.reliability, derivation.credibility
        self.derivation.add(
            NODES, id, self._iri("kge", id), rule.name, rule.title, rule.reading, *grades
        )
        ends = DERIVATION, STATEMENT
        self.concludes.add(ends, id, derivation.conclusion)
        for position, premise in enumerate(derivation.premises, 1):
            self.premise.add(ends, id, premise, position)
        for condition in derivation.conditions:
            self.condition.add(ends, id, condition)
        for origin in derivation.origins:
            self.origin.add((DERIVATION, ENTITY), id, origin)


def _table(value: EntityRef | StatementRef) -> str:
    return ENTITY if isinstance(value, EntityRef) else STATEMENT


def _bounds(date: Edtf | None) -> tuple[str, str, str]:
    return (date.text, date.earliest, date.latest) if date else ("", "", "")


def _literal(value: Value) -> tuple[str, str, str, str]:
    """Text, datatype, unit and precision."""
    match value:
        case Literal(text, datatype):
            return text, datatype, "", ""
        case Edtf(text):
            return text, "edtf:EDTF", "", ""
        case Quantity(text, _, unit, precision):
            return text, "schema:QuantitativeValue", unit, precision
    return "", "", "", ""


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(texts)
