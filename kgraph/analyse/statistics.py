"""Counting the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..model import Facts
from ..ontology import Vocabulary
from ..problems import printable
from ..rdf.projection import Projection


def statistics(
    facts: Facts, projection: Projection, vocabulary: Vocabulary
) -> dict[str, dict[str, int]]:
    """Counts under headings, each sorted by number, largest first, then by name."""
    statements, claims = facts.statements, facts.claims.values()
    predicates = (statements[claim.statement].predicate for claim in claims)
    return {
        "in all": {
            "documents": len(facts.documents),
            "passages": len(facts.passages),
            "entities": len(facts.entities),
            "statements": len(statements),
            "statements projected": len(projection.documents),
            "claims": len(facts.claims),
        },
        "entities by class": _ranked(
            vocabulary.label(entity.type) for entity in facts.entities.values()
        ),
        "claims by modality": _ranked(claim.modality for claim in claims),
        "claims by certainty": _ranked(claim.certainty for claim in claims),
        "claims by claimant": _ranked(_label(claim.claimant, facts) for claim in claims),
        "claims by predicate": _ranked(map(vocabulary.label, predicates)),
        "why statements are not projected": _ranked(
            obstacle.text for reasons in projection.reasons.values() for obstacle in reasons
        ),
    }


def _label(entity: str, facts: Facts) -> str:
    found = facts.entities[entity]
    return printable(found.label) + (" (unnamed)" if found.unnamed else "")


def _ranked(names: Iterable[str]) -> dict[str, int]:
    counted = Counter(names)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
