"""Gathers the steps of an explanation, each statement once."""

from __future__ import annotations

from ..rdf.projection import NARROWING, admission
from ..reason.model import Derivation
from .known import Known
from .network import Walk
from .proofs import Proofs
from .records import Hop, Path, Proof, Standing, Step


class Telling:
    """One explanation in the making."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.steps: dict[str, Step] = {}

    def claimed(self, id: str) -> Proof:
        """A claimed statement, whether or not it is a fact."""
        self._tell_claims(id)
        return Proof(id, self.known.grounds.backing((id,), self._is_let_in), (id,))

    def proof(self, id: str, asked: str = "") -> Proof:
        """A derived statement by its best proof, or by the one asked for, down to claims.

        What is claimed too is told by both. Who asks for a proof that comes round to its own
        conclusion is given the best.
        """
        known, leaves, seen, todo = self.known, [], set(), [id]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            chosen = self._chosen(id, asked) if at == id else self._proof_of(at)
            if chosen:
                self._tell_rule(chosen)
                todo.extend(reversed(chosen.premises))
            else:
                self._tell_claims(at)
                leaves.append(at)
        return Proof(id, known.grounds.backing(leaves, self._is_let_in), tuple(leaves))

    def path(self, start: str, walk: Walk) -> Path:
        network, party = self.known.network, self.known.grounds.party
        hops = []
        for entity, edge in walk:
            self._tell_claims(edge.statement)
            others = tuple(
                way.statement
                for way in network.edges(start, entity)
                if way.statement != edge.statement
            )
            hops.append(
                Hop(party(start), party(entity), edge.statement, edge.leaves, edge.enters, others)
            )
            start = entity
        used = (edge.statement for _, edge in walk)
        return Path(tuple(hops), self.known.grounds.backing(used, self._is_let_in))

    def _chosen(self, id: str, asked: str) -> Derivation | None:
        wanted = self.known.conclusions.derivations.get(asked)
        if wanted and not self._proofs(wanted).rests_on(wanted, id):
            return wanted
        return self._proof_of(id) or self.known.proofs.besides(id)

    def _proof_of(self, id: str) -> Derivation | None:
        """None of what is claimed: that is told by its claims."""
        if id in self.known.conclusions.facts:
            return self.known.proofs.best(id)
        return self.known.conditional_proofs.best(id)

    def _proofs(self, derivation: Derivation) -> Proofs:
        return self.known.conditional_proofs if derivation.conditions else self.known.proofs

    def _is_let_in(self, id: str) -> bool:
        return self.known.is_claimed_fact(id) and id not in self.known.plainly.documents

    def _standing(self, id: str) -> Standing:
        if self.known.is_claimed_fact(id):
            return "let in" if self._is_let_in(id) else "fact"
        if id in self.known.conclusions.facts:
            return "derived"
        conditional = self.known.projection.conditional
        if id in self.known.conclusions.statements or id in conditional:
            return "conditional"
        return self._unused(id)

    def _unused(self, id: str) -> Standing:
        return "left out" if id in self.known.broadly.documents else "no fact"

    def _tell_rule(self, derivation: Derivation) -> None:
        known, id = self.known, derivation.conclusion
        proofs = self._proofs(derivation)
        told = self.steps.get(id)
        self.steps[id] = Step(
            id,
            known.grounds.labels.of(known.statement(id)),
            self._standing(id),
            told.claims if told else (),
            told.uncounted if told else 0,
            rule=known.conclusions.rules[derivation.rule],
            derivation=derivation.id,
            premises=derivation.premises,
            proofs=proofs.number(id),
            reasons=told.reasons if told else (),
            denied=known.grounds.cite(known.grounds.denials(known.statement(id))),
        )

    def _tell_claims(self, id: str) -> None:
        known = self.known
        if id in self.steps:
            return
        ground, standing = known.grounds.of(id), self._standing(id)
        reasons = known.plainly.reasons.get(id, ())
        if standing == "derived":
            standing, reasons = self._unused(id), known.projection.reasons[id]
        if standing == "left out":
            reasons = tuple(r for r in known.projection.reasons[id] if r.kind in NARROWING)
        fact = known.is_claimed_fact(id)
        self.steps[id] = Step(
            id,
            known.grounds.words(id),
            standing,
            known.grounds.cite(ground.claims),
            len(known.grounds.claims(id)) - len(ground.claims),
            proofs=len(known.conclusions.proofs.get(id, ())),
            reasons=reasons,
            include=None if fact else admission(id, known.facts, known.vocabulary, known.policy),
            denied=known.grounds.cite(known.grounds.denials(known.statement(id))),
        )
