"""Answers: how two entities are linked, or what a statement rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..garbage import no_cyclic_gc
from ..model import EntityRef
from ..reason.rules import SUPER_PROPERTY
from .known import Known
from .network import Walk
from .question import Question
from .records import Explanation, Proof
from .telling import Telling

PATHS = 3
"""Links of each kind that are told."""


def explain(question: Question, known: Known, paths: int = PATHS) -> Explanation:
    """The answer to a question; ``paths`` bounds the links that are told of each kind."""
    with no_cyclic_gc():
        if question.statements:
            return _of_statements(question, known)
        if len(question.ends) == 2:
            return _of_two(question, known, paths)
    return Explanation(question.words, unsaid=question.words)


def _of_statements(question: Question, known: Known) -> Explanation:
    telling = Telling(known)
    claimed, derived, conditional = [], [], []
    for id in question.statements:
        if id in known.facts.statements:
            claimed.append(telling.claimed(id))
        if known.is_claimed_fact(id) and not known.proofs.besides(id):
            continue
        if id in known.conclusions.facts:
            derived.append(telling.proof(id, question.derivation))
        elif id in known.conclusions.statements:
            conditional.append(telling.proof(id, question.derivation))
    return Explanation(
        question.words,
        claimed=tuple(claimed),
        derived=tuple(derived),
        conditional=tuple(conditional),
        steps=telling.steps,
    )


def _of_two(question: Question, known: Known, paths: int) -> Explanation:
    first, second = question.ends
    telling = Telling(known)
    claimed = [
        edge.statement
        for edge in known.network.edges(first, second)
        if _is_between(edge.statement, first, second, known)
    ]
    concluded = _concluded(first, second, known)
    wider = _wider({*claimed, *concluded}, known)
    derived = [id for id in concluded if id in known.conclusions.facts and id not in wider]
    conditional = [id for id in concluded if id not in known.conclusions.facts]
    direct = tuple(_with_wider(telling.claimed(id), wider, telling) for id in claimed[:paths])
    proofs = tuple(_with_wider(telling.proof(id), wider, telling) for id in derived[:paths])
    told = {*claimed, *(id for proof in proofs for id in proof.claimed)}
    walks = known.network.walks(first, second, paths + min(len(told), 10))
    new = [walk for walk in walks.walks if not {edge.statement for _, edge in walk} <= told]
    under = tuple(telling.proof(id) for id in conditional[:paths])
    gaps = _gaps(first, second, known, paths, nothing=not (direct or proofs or new))
    seen = {id for proof in under for id in proof.claimed}
    gaps = [walk for walk in gaps if not {edge.statement for _, edge in walk} <= seen]
    return Explanation(
        question.words,
        question.words if question.predicate else "",
        direct,
        len(claimed) - len(direct),
        proofs,
        len(derived) - len(proofs),
        tuple(telling.path(first, walk) for walk in new[:paths]),
        walks.all,
        under,
        tuple(telling.path(first, walk) for walk in gaps),
        telling.steps,
    )


def _is_between(id: str, first: str, second: str, known: Known) -> bool:
    statement = known.statement(id)
    ends = {statement.subject, statement.object}
    return ends == {EntityRef(first), EntityRef(second)}


def _concluded(first: str, second: str, known: Known) -> list[str]:
    """What is concluded of the one and the other, then what names both otherwise; in each, what
    is proved best."""

    def rank(id: str) -> tuple[bool, object, str]:
        proofs = known.proofs if id in known.conclusions.facts else known.conditional_proofs
        return not _is_between(id, first, second, known), proofs.strength(id), id

    common = known.concluded(first, second)
    return sorted((id for id in common if not known.is_claimed_fact(id)), key=rank)


def _wider(ids: set[str], known: Known) -> dict[str, str]:
    """By statement that only says less than another one of them: that other one."""
    found: dict[str, str] = {}
    for id in sorted(ids):
        narrower = id
        while (best := known.proofs.best(narrower)) and best.rule == SUPER_PROPERTY.name:
            narrower = best.premises[0]
        if narrower != id and narrower in ids:
            found[id] = narrower
    return found


def _with_wider(proof: Proof, wider: Mapping[str, str], telling: Telling) -> Proof:
    ids = tuple(id for id, narrower in wider.items() if narrower == proof.statement)
    for id in ids:
        telling.proof(id)
    return replace(proof, wider=ids)


def _gaps(first: str, second: str, known: Known, paths: int, nothing: bool) -> list[Walk]:
    if nothing:
        return known.whole_network.walks(first, second, paths, slack=0).walks
    direct = [edge for edge in known.doubtful_network.edges(first, second) if not edge.within]
    return [((second, edge),) for edge in direct[:paths]]
