"""Chokepoints, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..analyse import citation
from ..problems import count
from .chokepoints import Chokepoint, Need
from .model import Thing
from .notes import Line, Notes, heading

MOST = 10
"""Chokepoints that people are told of."""
NAMED = 12
"""Things and steps that are named of each."""


def lines(found: Sequence[Chokepoint]) -> Iterator[Line]:
    """All lines, safe for a terminal."""
    notes = Notes()
    return notes.with_claims(_lines(found, notes))


def _lines(found: Sequence[Chokepoint], notes: Notes) -> Iterator[Line]:
    if not found:
        yield "", "Nothing is needed by two things or more"
    for number, it in enumerate(found[:MOST]):
        if number:
            yield "", ""
        yield "heading", it.thing.label
        yield "", f"  needed by {count(len(it.dependents), 'thing')}: {_named(it.dependents)}"
        if it.only_through_it:
            number = len(it.only_through_it)
            yield (
                "bad",
                f"  {number} of them supplied through it alone: {_named(it.only_through_it)}",
            )
        if it.joins:
            yield "", "  without it the network of needs falls apart"
        yield "", f"  {_word(it)}"
        for need in it.needs[:NAMED]:
            yield "", f"    {_need(need)}{notes.of(need.why.claims)}"
        if len(it.needs) > NAMED:
            yield "", f"    and {len(it.needs) - NAMED} more"
    if len(found) > MOST:
        yield from heading(f"and {count(len(found) - MOST, 'other thing')}; --json has them all")


def _word(it: Chokepoint) -> str:
    if not it.weak:
        return "each of these needs rests on the word of several origins:"
    which = "each" if it.weak == len(it.needs) else f"{it.weak} of {len(it.needs)}"
    return f"weak: {which} of these needs rests on one origin's word:"


def _named(things: Sequence[Thing]) -> str:
    more = f" and {len(things) - NAMED} more" if len(things) > NAMED else ""
    return ", ".join(thing.label for thing in things[:NAMED]) + more


def _need(need: Need) -> str:
    rules = f" (by {need.why.rules[0]})" if need.why.rules else ""
    return f"{need.by.label} needs {need.of.label}{rules}"


def as_json(found: Iterable[Chokepoint]) -> list[dict[str, Any]]:
    """Plain values."""
    return [
        {
            **_thing(it.thing),
            "needed by": [*map(_thing, it.dependents)],
            "only through it": [*map(_thing, it.only_through_it)],
            "joins": it.joins,
            "weak needs": it.weak,
            "needs": [
                {
                    "who": _thing(need.by),
                    "what": _thing(need.of),
                    "origins": [*map(_thing, need.origins)],
                    "independent origins": need.independent,
                    "because": list(need.why.premises),
                    "rules": list(need.why.rules),
                    "claims": [citation.as_json(claim) for claim in need.why.claims],
                }
                for need in it.needs
            ],
        }
        for it in found
    ]


def _thing(thing: Thing) -> dict[str, str]:
    return {"id": thing.id, "label": thing.label}
