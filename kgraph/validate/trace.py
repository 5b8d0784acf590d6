"""From nodes of the graph to the lines of the seeds that they come from."""

from __future__ import annotations

from collections.abc import Iterator

from .. import names
from ..model import Claim, Facts, Quantity, Statement, Value
from ..problems import Location

Places = dict[str, Location]


def places(facts: Facts) -> Places:
    """Where each node was written, by its IRI.

    What claims share - statements, evidence, relays, quantities - is traced to the first claim
    or passage, in the order of files and lines, that brings it in.
    """
    prefixes = names.Names(facts.base, {}).prefixes
    found: Places = {}
    for entity in facts.entities.values():
        found[prefixes["kgr"] + entity.id] = entity.where
    for document in facts.documents.values():
        found[prefixes["kgd"] + document.id] = document.where
    for claim in sorted(facts.claims.values(), key=lambda claim: claim.where):
        for kind, id, where in _of_claim(claim, facts):
            found.setdefault(prefixes[kind] + id, where)
    return {iri: where for iri, where in found.items() if where.file}


def _of_claim(claim: Claim, facts: Facts) -> Iterator[tuple[str, str, Location]]:
    """Prefix, id and place of each node that the claim brings in."""
    yield "kgc", claim.id, claim.where
    yield "kgs", claim.statement, claim.where
    for position, relay in enumerate(claim.relays, 1):
        yield "kge", names.relay_id(relay, position), claim.where
    for evidence in claim.evidence:
        passage = evidence.passage
        yield "kge", names.evidence_id(passage, evidence.credibility), passage.where
        yield "kge", names.selector_id(passage), passage.where
    for value in _values(facts.statements[claim.statement]):
        if isinstance(value, Quantity):
            yield "kgq", names.quantity_id(value), claim.where


def _values(statement: Statement) -> Iterator[Value]:
    yield statement.object
    for _, value in statement.qualifiers:
        yield value
