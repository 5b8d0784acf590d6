"""Derivations as the page reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..reason.model import Conclusions, Derivation

MOST = 20
"""Proofs of one statement in the page: a chain of many ways round has more than anyone reads."""

_NO_GRADE = "~"
"""Sorts after all grades."""


class Proofs:
    """Statements and entities are told by their places, rules by theirs among those in use."""

    def __init__(
        self,
        conclusions: Conclusions,
        statement_at: Mapping[str, int],
        entity_at: Mapping[str, int],
    ) -> None:
        self.conclusions, self.statement_at, self.entity_at = conclusions, statement_at, entity_at
        used = {derivation.rule for derivation in conclusions.derivations.values()}
        self.rules = [conclusions.rules[name] for name in sorted(used)]
        self.rule_at = {rule.name: place for place, rule in enumerate(self.rules)}

    def rules_as_json(self) -> list[dict[str, str]]:
        return [{"name": r.name, "title": r.title, "reading": r.reading} for r in self.rules]

    def of(self, statement: str) -> dict[str, Any]:
        """Derivations of a statement, the best first; their number, where some are left out."""
        proofs = sorted(self.conclusions.proofs.get(statement, ()), key=_merit)
        found: dict[str, Any] = {"derivations": [self._derivation(d) for d in proofs[:MOST]]}
        return {**found, "proofs": len(proofs)} if len(proofs) > MOST else found

    def _derivation(self, derivation: Derivation) -> dict[str, Any]:
        values = {
            "rule": self.rule_at[derivation.rule],
            "premises": [self.statement_at[id] for id in derivation.premises],
            "conditions": [self.statement_at[id] for id in derivation.conditions],
            "reliability": derivation.reliability,
            "credibility": derivation.credibility,
            "origins": [self.entity_at[id] for id in derivation.origins],
        }
        return {key: value for key, value in values.items() if value != "" and value != []}


def _merit(derivation: Derivation) -> tuple[object, ...]:
    """Sorts what needs no condition first, then by grades, then what needs least."""
    return (
        len(derivation.conditions),
        derivation.reliability or _NO_GRADE,
        derivation.credibility or _NO_GRADE,
        len(derivation.premises),
        derivation.id,
    )
