"""Facts one by one, each with what it rests on: for formats that know nothing of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..impact.world import World
from ..model import Claim, Edtf, Statement
from ..reason.model import Derivation


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that makes a plain triple."""

    statement: Statement
    claims: tuple[Claim, ...]
    """Those that make it a fact, sorted by id; none where only rules do."""
    derivations: tuple[Derivation, ...]
    """Unconditional ones, sorted by id."""

    @property
    def derived(self) -> bool:
        """Whether no claim makes it a fact, but a rule."""
        return not self.claims

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids, sorted."""
        return tuple(sorted({claim.document for claim in self.claims}))

    @property
    def rules(self) -> tuple[str, ...]:
        """Names, sorted."""
        return tuple(sorted({derivation.rule for derivation in self.derivations}))

    @property
    def reliability(self) -> str:
        """The best grade that one of its claims or proofs gives it, or none."""
        of_proofs = (proof.reliability for proof in self.derivations)
        return _best([*(claim.reliability for claim in self.claims), *of_proofs])

    @property
    def credibility(self) -> str:
        """As for reliability."""
        of_claims = (one.credibility for claim in self.claims for one in claim.evidence)
        return _best([*of_claims, *(proof.credibility for proof in self.derivations)])

    @property
    def when(self) -> Edtf:
        """When it held, as written; its bounds take in all times that the statement tells."""
        return when(self.statement)


OPEN = "~"
"""Comes after all dates."""


def when(statement: Statement) -> Edtf:
    """All times that a statement tells, as one; empty where it tells none."""
    times = [value for name, value in statement.qualifiers if name == "kg:when"]
    told = [value for value in times if isinstance(value, Edtf)]
    return Edtf(
        " | ".join(value.text for value in told),
        min((value.earliest for value in told), default=""),
        max((value.latest or OPEN for value in told), default="").strip(OPEN),
    )


def _best(grades: Iterable[str]) -> str:
    return min(filter(None, grades), default="")


def plain_facts(world: World) -> Iterator[Fact]:
    """Claimed and derived, sorted by the id of the statement."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for id in sorted(world.projection.claims):
        claim = world.facts.claims[id]
        claims[claim.statement].append(claim)
    proofs = world.conclusions.proofs
    for id in sorted(world.holding):
        yield Fact(
            world.statements[id],
            tuple(claims[id]),
            tuple(proof for proof in proofs.get(id, ()) if not proof.conditions),
        )
