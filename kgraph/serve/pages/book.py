"""What is known, looked up by what a page is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from ...explain.known import Known
from ...model import Claim, EntityRef, Evidence, Passage, Quantity, Relay, Statement, StatementRef
from ...names import evidence_id, quantity_id, relay_id, selector_id


class Book:
    """Indexes by the ids that paths end in."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.facts, self.vocabulary = known.facts, known.vocabulary
        self.conclusions = known.conclusions
        self.base = self.facts.base

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Claimed and concluded ones."""
        return {**self.conclusions.statements, **self.facts.statements}

    @cached_property
    def naming(self) -> Mapping[str, list[str]]:
        """By id of an entity, or of a statement: ids of the statements that name it, those that it
        is the subject of first."""
        found: dict[str, list[str]] = defaultdict(list)
        for statement in self.statements.values():
            if isinstance(statement.subject, EntityRef | StatementRef):
                found[statement.subject.id].append(statement.id)
        for statement in self.statements.values():
            for value in (statement.object, *(value for _, value in statement.qualifiers)):
                if isinstance(value, EntityRef | StatementRef):
                    found[value.id].append(statement.id)
        return {id: list(dict.fromkeys(ids)) for id, ids in found.items()}

    def _claims_by(self, *keys: str) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            for key in keys:
                found[getattr(claim, key)].append(claim)
        return found

    @cached_property
    def claims_by_claimant(self) -> Mapping[str, list[Claim]]:
        return self._claims_by("claimant")

    @cached_property
    def claims_by_document(self) -> Mapping[str, list[Claim]]:
        return self._claims_by("document")

    @cached_property
    def claims_by_relayer(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            for relayer in dict.fromkeys(relay.relayer for relay in claim.relays):
                found[relayer].append(claim)
        return found

    @cached_property
    def claims_on_condition(self) -> Mapping[str, list[Claim]]:
        """By statement that must hold."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            for condition in claim.conditions:
                found[condition].append(claim)
        return found

    @cached_property
    def evidence(self) -> Mapping[str, tuple[Evidence, list[Claim]]]:
        found: dict[str, tuple[Evidence, list[Claim]]] = {}
        for claim in self.facts.claims.values():
            for evidence in claim.evidence:
                id = evidence_id(evidence.passage, evidence.credibility)
                found.setdefault(id, (evidence, []))[1].append(claim)
        return found

    @cached_property
    def selectors(self) -> Mapping[str, Passage]:
        return {selector_id(e.passage): e.passage for e, _ in self.evidence.values()}

    @cached_property
    def relays(self) -> Mapping[str, tuple[Relay, int]]:
        """Each with its position in chains."""
        return {
            relay_id(relay, position): (relay, position)
            for claim in self.facts.claims.values()
            for position, relay in enumerate(claim.relays, 1)
        }

    @cached_property
    def quantities(self) -> Mapping[str, tuple[Quantity, list[str]]]:
        """Each with the ids of the statements that tell it."""
        found: dict[str, tuple[Quantity, list[str]]] = {}
        for statement in self.statements.values():
            for value in (statement.object, *(value for _, value in statement.qualifiers)):
                if isinstance(value, Quantity):
                    found.setdefault(quantity_id(value), (value, []))[1].append(statement.id)
        return found

    @cached_property
    def derivations_by_premise(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for derivation in self.conclusions.derivations.values():
            for premise in dict.fromkeys((*derivation.premises, *derivation.conditions)):
                found[premise].append(derivation.id)
        return found

    @cached_property
    def derivations_by_rule(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for derivation in self.conclusions.derivations.values():
            found[derivation.rule].append(derivation.id)
        return found
