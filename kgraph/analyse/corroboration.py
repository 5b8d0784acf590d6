"""How many say the same on their own: origins are counted, never documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ..model import Claim, Facts, Statement
from ..ontology import Vocabulary
from ..rdf.labels import Labels
from ..rdf.projection import Projection
from . import citation
from .citation import Citation, Party, cite, party
from .things import is_about


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody who says it on their own, and the claims that come from them."""

    party: Party
    claims: tuple[Citation, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({claim.document for claim in self.claims}))


@dataclass(frozen=True, slots=True)
class Corroboration:
    """A projected statement with its origins."""

    statement: str
    words: str
    """With all qualifiers."""
    origins: tuple[Origin, ...]
    related: tuple[tuple[str, int], ...]
    """Projected statements of the same triple with other qualifiers, in words, and how many
    origins these have; counted apart."""
    notes: tuple[str, ...]


def corroboration(
    facts: Facts, projection: Projection, vocabulary: Vocabulary, about: str = ""
) -> tuple[Corroboration, ...]:
    """All projected statements, or those about an entity or statement; most origins first.

    Only claims that project their statement count.
    """
    labels, plain = Labels(facts, vocabulary, in_full=True), Labels(facts, vocabulary)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for id in sorted(projection.claims):
        claims[facts.claims[id].statement].append(facts.claims[id])
    same: dict[object, list[Statement]] = defaultdict(list)
    for id in sorted(projection.documents):
        same[_triple(facts.statements[id])].append(facts.statements[id])

    def origins(id: str) -> tuple[Origin, ...]:
        found: dict[str, list[Citation]] = defaultdict(list)
        for claim in claims[id]:
            found[claim.origin].append(cite(claim, facts, vocabulary, plain))
        return tuple(
            Origin(party(origin, facts), tuple(sorted(cited, key=_place)))
            for origin, cited in sorted(found.items())
        )

    def one(statement: Statement) -> Corroboration:
        related = sorted(
            (labels.of(other), len({claim.origin for claim in claims[other.id]}))
            for other in same[_triple(statement)]
            if other.id != statement.id
        )
        found = origins(statement.id)
        return Corroboration(
            statement.id, labels.of(statement), found, tuple(related), _notes(found)
        )

    chosen = (facts.statements[id] for id in projection.documents)
    return tuple(
        sorted(
            (
                one(statement)
                for statement in chosen
                if not about or is_about(statement, about, facts)
            ),
            key=lambda c: (-len(c.origins), c.words, c.statement),
        )
    )


def _triple(statement: Statement) -> object:
    return statement.subject, statement.predicate, statement.object


def _place(cited: Citation) -> tuple[str, int, str]:
    return cited.document, min((place.paragraph for place in cited.places), default=0), cited.claim


def _notes(origins: tuple[Origin, ...]) -> tuple[str, ...]:
    notes = []
    documents = {document for origin in origins for document in origin.documents}
    if len(origins) == 1 and len(documents) > 1:
        notes.append(f"{len(documents)} documents, 1 origin: not corroboration")
    elif len(origins) > 1:
        notes += [
            f"{origin.party} counts once: the same word in {len(origin.documents)} documents"
            for origin in origins
            if len(origin.documents) > 1
        ]
    if len(origins) > 1 and any(origin.party.unnamed for origin in origins):
        notes.append("unnamed origins are taken to be different people")
    voices: dict[Party, set[str]] = defaultdict(set)
    for origin in origins:
        for claim in origin.claims:
            voices[claim.claimant].add(origin.party.id)
    notes += [
        f"{voice} stands behind {len(ids)} origins: perhaps one voice"
        for voice, ids in sorted(voices.items(), key=lambda item: item[0].id)
        if len(ids) > 1
    ]
    return tuple(notes)


def as_json(found: tuple[Corroboration, ...]) -> list[dict[str, Any]]:
    """A list of statements, each with its origins, their claims, and related statements."""
    return [
        {
            "statement": one.statement,
            "words": one.words,
            "origins": [
                {
                    **citation.party_as_json(origin.party),
                    "documents": list(origin.documents),
                    "claims": [citation.as_json(claim) for claim in origin.claims],
                }
                for origin in one.origins
            ],
            "related": [{"words": words, "origins": number} for words, number in one.related],
            "notes": list(one.notes),
        }
        for one in found
    ]
