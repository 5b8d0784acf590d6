"""Facts as the page reads them: plain lists that point at each other by place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..model import Claim, Document, Edtf, EntityRef, Evidence, Facts, Quantity, StatementRef, Value
from ..ontology import Vocabulary
from .groups import group_classes
from .proofs import Proofs

if TYPE_CHECKING:
    from ..rdf.projection import Projection
    from ..reason.model import Conclusions

Json = dict[str, Any]


class Content:
    """Entities, statements and claims, each in the order of their ids.

    A key is left out where its value is the usual one, to keep the page small.
    """

    def __init__(
        self,
        facts: Facts,
        projection: Projection,
        conclusions: Conclusions,
        vocabulary: Vocabulary,
    ) -> None:
        self.facts, self.projection, self.vocabulary = facts, projection, vocabulary
        self.conclusions = conclusions
        self.entities = sorted(facts.entities.values(), key=lambda entity: entity.id)
        self.statements = sorted(
            {**conclusions.statements, **facts.statements}.values(),
            key=lambda statement: statement.id,
        )
        self.claims = sorted(facts.claims.values(), key=lambda claim: claim.id)
        self.documents = sorted(facts.documents.values(), key=lambda document: document.id)
        self.groups, self.group_of = group_classes(
            (entity.type for entity in self.entities), vocabulary
        )
        self.entity_at = _places(self.entities)
        self.statement_at = _places(self.statements)
        self.claim_at = _places(self.claims)
        self.document_at = _places(self.documents)
        self.proofs = Proofs(conclusions, self.statement_at, self.entity_at)

    def as_json(self) -> Json:
        return {
            "documents": [self._document(document) for document in self.documents],
            "groups": [
                {"id": g.curie, "label": g.label, "colour": g.colour, "shape": g.shape}
                for g in self.groups
            ],
            "terms": self._terms(),
            "meanings": self.vocabulary.meanings,
            "entities": [self._entity(place) for place in range(len(self.entities))],
            "rules": self.proofs.rules_as_json(),
            "statements": [self._statement(place) for place in range(len(self.statements))],
            "claims": [self._claim(claim) for claim in self.claims],
        }

    def _terms(self) -> dict[str, list[str]]:
        """Label and definition of each class, predicate and qualifier in use."""
        used = {entity.type for entity in self.entities}
        used.update(statement.predicate for statement in self.statements)
        used.update(name for statement in self.statements for name, _ in statement.qualifiers)
        known = {
            **self.vocabulary.classes,
            **self.vocabulary.qualifiers,
            **self.vocabulary.predicates,
        }
        return {
            curie: [self.vocabulary.label(curie), known[curie].definition if curie in known else ""]
            for curie in sorted(used)
        }

    def _document(self, document: Document) -> Json:
        return _filled(
            id=document.id,
            title=document.title,
            kind=document.kind,
            author=self.entity_at.get(document.author),
            published=document.published and document.published.text,
            curated=document.curated_on,
            reliability=document.reliability,
            note=document.note,
        )

    def _entity(self, place: int) -> Json:
        entity = self.entities[place]
        return _filled(
            id=entity.id,
            label=entity.label,
            type=entity.type,
            group=self.group_of[entity.type],
            aliases=list(entity.aliases),
            note=entity.note,
            unnamed=entity.unnamed,
            scenario=entity.id in self.projection.scenarios,
            matches=list(entity.matches),
        )

    def _statement(self, place: int) -> Json:
        statement = self.statements[place]
        return _filled(
            id=statement.id,
            s=self._value(statement.subject),
            p=statement.predicate,
            o=self._value(statement.object),
            negative=not statement.positive,
            qualifiers=[[name, self._value(value)] for name, value in statement.qualifiers],
            documents=[
                self.document_at[id]
                for id in self.projection.documents.get(statement.id, ())
                if id in self.document_at
            ],
            projected=statement.id in self.projection.documents,
            why=[o.text for o in self.projection.reasons.get(statement.id, ())],
            derived=statement.id in self.conclusions.facts,
            **self.proofs.of(statement.id),
        )

    def _claim(self, claim: Claim) -> Json:
        return _filled(
            id=claim.id,
            of=self.statement_at[claim.statement],
            document=self.document_at[claim.document],
            by=self.entity_at[claim.claimant],
            via=[[self.entity_at[relay.relayer], relay.stance] for relay in claim.relays],
            modality=claim.modality,
            certainty=claim.certainty,
            conditions=[self.statement_at[id] for id in claim.conditions],
            hearsay=claim.hearsay,
            stated=claim.stated_on and claim.stated_on.text,
            origin=self.entity_at.get(claim.origin),
            reliability=claim.reliability,
            inferred=claim.inferred,
            rank="" if claim.rank == "normal" else claim.rank,
            contradicts=[self.claim_at[id] for id in claim.contradicts if id in self.claim_at],
            supports=[self.claim_at[id] for id in claim.supports if id in self.claim_at],
            notes=list(claim.notes),
            curated=claim.curated_on,
            evidence=[self._evidence(evidence) for evidence in claim.evidence],
        )

    def _evidence(self, evidence: Evidence) -> Json:
        passage = evidence.passage
        anchor = self.facts.anchors.get((passage.document, passage.locator))
        return _filled(
            paragraph=passage.paragraph,
            to=passage.to_paragraph if passage.to_paragraph != passage.paragraph else None,
            start=anchor.start if anchor else None,
            first=passage.first,
            last=passage.last,
            credibility=evidence.credibility,
        )

    def _value(self, value: Value) -> Json:
        """An entity or a statement by its place, anything else as text with what is known of it."""
        match value:
            case EntityRef(id):
                return {"entity": self.entity_at[id]}
            case StatementRef(id):
                return {"statement": self.statement_at[id]}
            case Quantity(text, number, unit, precision):
                named = "" if unit == "1" else f" {unit}"
                hint = f"{precision.replace('-', ' ')} {number}{named}"
                return _filled(text=text, hint="" if _same(hint, text) else hint)
            case Edtf(text, earliest, latest):
                hint = f"{earliest or '…'} to {latest or '…'}" if earliest or latest else ""
                return _filled(text=text, hint="" if earliest == latest == text else hint)
            case literal:
                return {"text": literal.text}


def _same(one: str, other: str) -> bool:
    return one.replace(" ", "") == other.replace(" ", "")


def _places(items: list[Any]) -> Mapping[str, int]:
    return {item.id: place for place, item in enumerate(items)}


def _filled(**values: object) -> Json:
    return {
        key: value
        for key, value in values.items()
        if not (value is None or value is False or value == "" or value == [])
    }
