"""What rules conclude. No I/O, no RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model import Statement


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as people read it."""

    name: str
    title: str
    reading: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """One instance of a rule: a proof of its conclusion, if its premises hold.

    A derivation with conditions says what would follow if they held; it makes no fact.
    """

    id: str
    rule: str
    """Name of the rule."""
    conclusion: str
    premises: tuple[str, ...]
    """Ids of statements, claimed or themselves derived, in the order of the rule's body."""
    conditions: tuple[str, ...] = ()
    """Ids of the statements that must hold besides, sorted."""
    reliability: str = ""
    """The weakest of the premises' grades, A to F; empty where one of them has none."""
    credibility: str = ""
    """The weakest of the premises' grades, 1 to 6; empty where one of them has none."""
    origins: tuple[str, ...] = ()
    """Ids of those whose claims the premises rest on, sorted."""


@dataclass(frozen=True)
class Conclusions:
    """What the rules conclude from the statements that they may use."""

    statements: Mapping[str, Statement] = field(default_factory=dict)
    """Concluded statements by id; some may be claimed as well."""
    derivations: Mapping[str, Derivation] = field(default_factory=dict)
    """All instances of rules by id."""
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    """The rules by name, whether or not they concluded anything."""

    @cached_property
    def facts(self) -> frozenset[str]:
        """Ids of the statements that some derivation concludes unconditionally."""
        return frozenset(d.conclusion for d in self.derivations.values() if not d.conditions)

    @cached_property
    def proofs(self) -> Mapping[str, tuple[Derivation, ...]]:
        """Derivations by the id of their conclusion, sorted by their own."""
        found: dict[str, list[Derivation]] = defaultdict(list)
        for id in sorted(self.derivations):
            found[self.derivations[id].conclusion].append(self.derivations[id])
        return {id: tuple(derivations) for id, derivations in found.items()}


NOTHING = Conclusions()
