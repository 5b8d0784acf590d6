"""An explanation as plain values, for JSON."""

from __future__ import annotations

from typing import Any

from ..analyse.citation import Party, as_json
from .records import Backing, Explanation, Hop, Part, Path, Proof, Step, fragment, in_order


def plain(explanation: Explanation, page: str = "") -> dict[str, Any]:
    """Keys in a fixed order; what is empty is left out, but for the kinds of links."""
    found: dict[str, Any] = {"question": explanation.question}
    if explanation.unsaid:
        found["unsaid"] = explanation.unsaid
    found |= {
        "claimed": [_proof(proof, explanation, page) for proof in explanation.claimed],
        "more claimed": explanation.more_claimed,
        "derived": [_proof(proof, explanation, page) for proof in explanation.derived],
        "more derived": explanation.more_derived,
        "conditional": [_proof(proof, explanation, page) for proof in explanation.conditional],
        "gaps": [_path(path, page) for path in explanation.gaps],
        "paths": [_path(path, page) for path in explanation.paths],
        "searched all": explanation.searched_all,
        "statements": {id: _step(step) for id, step in sorted(explanation.steps.items())},
    }
    return found


def _proof(proof: Proof, explanation: Explanation, page: str) -> dict[str, Any]:
    return {
        "statement": proof.statement,
        "rests on": list(proof.claimed),
        **({"so also": list(proof.wider)} if proof.wider else {}),
        "backing": _backing(proof.backing),
        "link": page + fragment(in_order(proof, explanation.steps)),
    }


def _path(path: Path, page: str) -> dict[str, Any]:
    return {
        "length": path.length,
        "hops": [_hop(hop) for hop in path.hops],
        "backing": _backing(path.backing),
        "link": page + fragment(path.statements),
    }


def _hop(hop: Hop) -> dict[str, Any]:
    found = {
        "from": {**_party(hop.source), **_part(hop.leaves)},
        "to": {**_party(hop.target), **_part(hop.enters)},
        "statement": hop.statement,
    }
    return {**found, "others": list(hop.others)} if hop.others else found


def _party(party: Party) -> dict[str, Any]:
    found: dict[str, Any] = {"id": party.id, "label": party.label}
    return {**found, "unnamed": True} if party.unnamed else found


def _part(part: Part) -> dict[str, Any]:
    return {"as": part.role, **({"within": part.within} if part.within else {})}


def _backing(backing: Backing) -> dict[str, Any]:
    return {
        "statements": backing.statements,
        "reliability": backing.reliability,
        "credibility": backing.credibility,
        "time": backing.time,
        "common time": backing.common_time,
        "dated": backing.dated,
        "origins": [{**_party(party), "statements": number} for party, number in backing.origins],
        "fewest origins": backing.fewest_origins,
        "if": list(backing.conditions),
        "let in": backing.let_in,
    }


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {
        "text": step.text,
        "standing": step.standing,
        "claims": [as_json(citation) for citation in step.claims],
        "claims not counted": step.uncounted,
        "derivation": step.derivation,
        "premises": list(step.premises),
        "proofs": step.proofs,
        "reasons": [{"kind": o.kind, "text": o.text} for o in step.reasons],
        "include": list(step.include or ()),
        "denied": [as_json(citation) for citation in step.denied],
    }
    if step.rule:
        found["rule"] = {
            "name": step.rule.name,
            "title": step.rule.title,
            "reading": step.rule.reading,
        }
    return {key: value for key, value in found.items() if value}
