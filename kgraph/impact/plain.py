"""What would be otherwise, for programs: plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..analyse import citation
from .model import Affected, Answers, Change, Changes, Impact, Kind, Reached, Thing, Why

_KINDS: dict[Kind, str] = {
    "falls": "fall",
    "fewer": "stay on fewer origins",
    "shaken": "stay on other grounds",
    "gained": "gained",
}


def as_json(impact: Impact) -> dict[str, Any]:
    """Plain values; a part that was not asked for is null."""
    without, retraction, supposition = impact.without, impact.retraction, impact.supposition
    return {
        "without": {
            "entities": list(without.entities),
            "permissions": list(without.permissions),
            "documents": list(without.documents),
            "claimants": list(without.claimants),
            "claims": list(without.claims),
        },
        "retraction": retraction
        and {
            "claims": retraction.claims,
            "triples": _changes(retraction.triples),
            "derived facts": _changes(retraction.derived),
            "answers": [_answers(answers) for answers in retraction.answers],
            "unanswered": list(retraction.unanswered),
        },
        "supposition": supposition
        and {
            "loses support": [_affected(affected) for affected in supposition.affected],
            "said then": [
                {**citation.as_json(said.claim), "used": said.used} for said in supposition.said
            ],
            "holds no longer": [_reached(reached) for reached in supposition.denied],
            "rests on it": _things(supposition.rests_on_it),
        },
    }


def _changes(changes: Changes) -> dict[str, Any]:
    found: dict[str, Any] = {
        words: [_change(change) for change in changes.of(kind)] for kind, words in _KINDS.items()
    }
    return {**found, "stay": changes.stay}


def _change(change: Change) -> dict[str, Any]:
    return {
        "statement": change.id,
        "says": change.statement,
        "told": change.told,
        "rules": list(change.rules),
        "origins before": _things(change.before),
        "origins after": _things(change.after),
    }


def _answers(answers: Answers) -> dict[str, Any]:
    return {
        "question": answers.question,
        "title": answers.title,
        "fall": answers.fall,
        "stay": answers.stay,
        "gained": answers.gained,
    }


def _affected(affected: Affected) -> dict[str, Any]:
    return {
        **_thing(affected.entity),
        "group": affected.group,
        "loses": [_reached(reached) for reached in affected.loses],
        "falls back on": [_reached(reached) for reached in affected.falls_back_on],
        "becomes exposed to": [_reached(reached) for reached in affected.becomes_exposed_to],
    }


def _reached(reached: Reached) -> dict[str, Any]:
    return {
        **_thing(reached.thing),
        "acts": _things(reached.acts),
        "through": _things(reached.through),
        **_why(reached.why),
    }


def _why(why: Why) -> dict[str, Any]:
    return {
        "predicted": why.predicted,
        "because": list(why.premises),
        "rules": list(why.rules),
        "claims": [citation.as_json(claim) for claim in why.claims],
    }


def _things(things: Iterable[Thing]) -> list[dict[str, str]]:
    return [_thing(thing) for thing in things]


def _thing(thing: Thing) -> dict[str, str]:
    return {"id": thing.id, "label": thing.label}
