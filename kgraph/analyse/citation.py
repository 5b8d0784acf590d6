"""Who said it, where and how surely: a claim as people cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..model import Claim, Evidence, Facts
from ..ontology import Vocabulary
from ..problems import printable
from ..rdf.labels import Labels

_STANCES = {"endorses": "endorsed by", "neutral": "relayed by", "rejects": "rejected by"}


@dataclass(frozen=True, slots=True)
class Party:
    """A claimant or relayer, as the curator labels it."""

    id: str
    label: str
    unnamed: bool = False

    def __str__(self) -> str:
        return self.label + (" (unnamed)" if self.unnamed else "")


@dataclass(frozen=True, slots=True)
class Relayed:
    """One step of the relay chain."""

    by: Party
    stance: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Paragraphs that the claim stands in, and how credible the information is there."""

    paragraph: int
    to_paragraph: int
    credibility: str = ""

    def __str__(self) -> str:
        if self.paragraph == self.to_paragraph:
            return f"¶{self.paragraph}"
        return f"¶{self.paragraph}-{self.to_paragraph}"


@dataclass(frozen=True, slots=True)
class Citation:
    """All that a reader needs to judge a claim and to look it up."""

    claim: str
    statement: str
    """What is claimed, in words."""
    claimant: Party
    relays: tuple[Relayed, ...]
    """Nearest the claimant first."""
    document: str
    title: str
    places: tuple[Place, ...]
    """By paragraph."""
    modality: str
    certainty: str
    hearsay: bool
    conditions: tuple[str, ...]
    """What must hold, in words."""
    reliability: str
    stated_on: str
    """EDTF; empty where the document does not tell."""
    published: str
    """Of the document; EDTF, or empty."""
    inferred: bool
    rank: str

    @property
    def grades(self) -> tuple[str, ...]:
        """Reliability and credibility as one: a grade for each credibility, best first.

        A hyphen stands for a grade that was not given.
        """
        credibilities = {place.credibility or "-" for place in self.places} or {"-"}
        best_first = sorted(credibilities, key=lambda grade: (grade == "-", grade))
        found = (f"{self.reliability or '-'}{credibility}" for credibility in best_first)
        return tuple(grade for grade in found if grade != "--")


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


def as_text(citation: Citation) -> str:
    """One line, safe for a terminal: who, where, how surely, grades, date."""
    who = str(citation.claimant)
    for relayed in citation.relays:
        who += f", {_STANCES[relayed.stance]} {relayed.by}"
    manner = [citation.modality, citation.certainty]
    manner += ["hearsay"] * citation.hearsay + ["inferred"] * citation.inferred
    if citation.rank != "normal":
        manner.append(f"ranked {citation.rank}")
    parts = [
        who,
        " ".join([citation.document, ", ".join(dict.fromkeys(map(str, citation.places)))]).rstrip(),
        ", ".join(manner),
        *(f"if {condition}" for condition in citation.conditions),
        ", ".join(citation.grades),
    ]
    if citation.stated_on:
        parts.append(f"stated {citation.stated_on}")
    elif citation.published:
        parts.append(f"published {citation.published}")
    return printable("; ".join(part for part in parts if part))


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
