"""The citation of a claim of some facts, and as plain values."""

from __future__ import annotations

from typing import Any

from ..model import Claim, Evidence, Facts
from ..ontology import Vocabulary
from ..rdf.citation import Citation, Party, Place, Relayed, as_text
from ..rdf.labels import Labels

__all__ = ["Citation", "Party", "Place", "Relayed", "as_json", "as_text", "cite", "party"]


def cite(
    claim: Claim, facts: Facts, vocabulary: Vocabulary, labels: Labels | None = None
) -> Citation:
    """The citation of a claim of those facts; whoever cites many shares their labels."""
    labels = labels or Labels(facts, vocabulary)
    document = facts.documents[claim.document]
    return Citation(
        claim.id,
        labels.of(facts.statements[claim.statement]),
        party(claim.claimant, facts),
        tuple(Relayed(party(relay.relayer, facts), relay.stance) for relay in claim.relays),
        document.id,
        document.title,
        tuple(sorted(map(_place, claim.evidence))),
        claim.modality,
        claim.certainty,
        claim.hearsay,
        tuple(labels.of(facts.statements[condition]) for condition in claim.conditions),
        claim.reliability,
        claim.stated_on.text if claim.stated_on else "",
        document.published.text if document.published else "",
        claim.inferred,
        claim.rank,
    )


def as_json(citation: Citation) -> dict[str, Any]:
    """The citation as plain values; what is empty or false is left out."""
    found: dict[str, Any] = {
        "claim": citation.claim,
        "statement": citation.statement,
        "claimant": party_as_json(citation.claimant),
        "relayed by": [
            {**party_as_json(relayed.by), "stance": relayed.stance} for relayed in citation.relays
        ],
        "document": citation.document,
        "title": citation.title,
        "places": [
            {
                "paragraph": place.paragraph,
                "to paragraph": place.to_paragraph,
                **({"credibility": place.credibility} if place.credibility else {}),
            }
            for place in citation.places
        ],
        "modality": citation.modality,
        "certainty": citation.certainty,
        "hearsay": citation.hearsay,
        "if": list(citation.conditions),
        "reliability": citation.reliability,
        "stated on": citation.stated_on,
        "published": citation.published,
        "inferred": citation.inferred,
        "rank": citation.rank,
    }
    return {key: value for key, value in found.items() if value}


def party(entity: str, facts: Facts) -> Party:
    found = facts.entities[entity]
    return Party(found.id, found.label, found.unnamed)


def _place(evidence: Evidence) -> Place:
    passage = evidence.passage
    return Place(passage.paragraph, passage.to_paragraph, evidence.credibility)


def party_as_json(party: Party) -> dict[str, Any]:
    found: dict[str, Any] = {"id": party.id, "label": party.label}
    return {**found, "unnamed": True} if party.unnamed else found
