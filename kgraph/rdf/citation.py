"""A claim as people cite it: who said it, where and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from ..problems import printable

STANCES = {"endorses": "endorsed by", "neutral": "relayed by", "rejects": "rejected by"}


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


def as_text(citation: Citation) -> str:
    """One line, safe for a terminal: who, where, how surely, grades, date."""
    who = str(citation.claimant)
    for relayed in citation.relays:
        who += f", {STANCES[relayed.stance]} {relayed.by}"
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
