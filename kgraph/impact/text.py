"""What would be otherwise, for people: lines, each with its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..problems import count
from .model import Affected, Change, Changes, Impact, Kind, Reached, Retraction, Said, Supposition
from .notes import Line, Notes, heading

_KINDS: dict[Kind, tuple[str, str]] = {
    "falls": ("fall", "bad"),
    "fewer": ("stay on fewer origins", ""),
    "shaken": ("stay on other grounds", ""),
    "gained": ("are gained", "good"),
}


@dataclass(frozen=True, slots=True)
class _CaseTold:
    found: Supposition
    permissions: frozenset[str]
    """Those who withhold their permission, and nothing else."""
    notes: Notes


def lines(impact: Impact) -> Iterator[Line]:
    """All lines, safe for a terminal."""
    notes = Notes()
    return notes.with_claims(_lines(impact, notes))


def _lines(impact: Impact, notes: Notes) -> Iterator[Line]:
    yield "heading", f"Without {'; '.join(impact.words)}"
    if impact.retraction:
        yield from _retraction(impact.retraction)
    if impact.supposition:
        permissions = frozenset(impact.without.permissions) - frozenset(impact.without.entities)
        yield from _supposition(_CaseTold(impact.supposition, permissions, notes))


def _retraction(retraction: Retraction) -> Iterator[Line]:
    triples, derived = retraction.triples, retraction.derived
    yield "", f"{count(retraction.claims, 'claim')} taken away"
    yield "", f"Plain triples: {_totals(triples)}"
    yield "", f"Derived facts: {_totals(derived)}"
    for kind, (words, style) in _KINDS.items():
        told = [change for change in triples.of(kind) if change.told]
        if told:
            yield from heading(f"Claimed, and {words}")
            yield from ((style, f"  {_changed(change)}") for change in told)
        if follow := derived.of(kind):
            yield from heading(f"Derived, and {words}")
            yield from ((style, f"  {_changed(change)}") for change in follow)
    changed = [a for a in retraction.answers if a.fall or a.gained]
    if changed:
        yield from heading("Answers to saved questions")
        for answers in changed:
            rows = f"{answers.fall} of {count(answers.fall + answers.stay, 'row')} fall"
            new = f", {answers.gained} gained" if answers.gained else ""
            yield "", f"  {answers.question}: {rows}{new}"
        same = len(retraction.answers) - len(changed)
        yield "", f"  {count(same, 'other question')} as before"
    if retraction.unanswered:
        yield "", f"  not asked, or not in time: {', '.join(retraction.unanswered)}"


def _totals(changes: Changes) -> str:
    found = [f"{len(changes.of(kind))} {words}" for kind, (words, _) in _KINDS.items()]
    return ", ".join([*found, f"{changes.stay} stay as they are"])


def _changed(change: Change) -> str:
    rules = f" ({'; '.join(change.rules)})" if change.rules else ""
    if change.kind != "fewer":
        return change.statement + rules
    left = ", ".join(origin.label for origin in change.after)
    return f"{change.statement}: {len(change.before)} origins before, now {left}{rules}"


def _supposition(case: _CaseTold) -> Iterator[Line]:
    found, notes = case.found, case.notes
    alone = [a for a in found.affected if not a.falls_back_on]
    if found.affected:
        things = count(len(found.affected), "thing")
        yield "", f"{things} would lose support; for {len(alone)} no fallback is known"
    else:
        yield "", "By the rules nothing would lose support"
    for group, several in groupby(found.affected, lambda affected: affected.group):
        yield from heading(group)
        for affected in several:
            yield from _affected(affected, case)
    acts = {act for a in found.affected for loss in a.loses for act in loss.acts}
    yield from _listed("What could not go ahead", (act.label for act in sorted(acts)))
    yield from _listed("What is said of that case", (_said(said, notes) for said in found.said))
    denied = (f"{it.thing.label}{notes.of(it.why.claims)}" for it in found.denied)
    yield from _listed("What is claimed, and would no longer hold", denied)
    alone_on_it = (thing.label for thing in found.rests_on_it)
    yield from _listed("What else is derived only from what is claimed of it", alone_on_it)


def _said(said: Said, notes: Notes) -> str:
    unused = "" if said.used else " (not used by the rules)"
    return f"{said.claim.statement}{notes.of([said.claim])}{unused}"


def _listed(title: str, found: Iterable[str]) -> Iterator[Line]:
    if several := list(found):
        yield from heading(title)
        yield from (("", f"  {line}") for line in several)


def _affected(affected: Affected, case: _CaseTold) -> Iterator[Line]:
    notes = case.notes
    yield "group", f"  {affected.entity.label}"
    for loss in affected.loses:
        what = "the permission of " if loss.thing.id in case.permissions else ""
        through = ", ".join(thing.label for thing in loss.through)
        by = f", through {through}" if through else ""
        yield "bad", f"    loses {what}{loss.thing.label}{by}{_predicted(loss)}"
        yield from _because(loss, notes)
    for what, found in (
        ("falls back on", affected.falls_back_on),
        ("becomes exposed to", affected.becomes_exposed_to),
    ):
        for reached in found:
            yield "", f"    {what} {reached.thing.label}{_predicted(reached)}"
            yield from _because(reached, notes)
    if not affected.falls_back_on:
        yield "", "    no fallback is known"
        others = {thing.id for loss in affected.loses for thing in loss.through}
        for other in case.found.affected:
            for reached in other.falls_back_on if other.entity.id in others else ():
                yield "", f"      but {other.entity.label} falls back on {reached.thing.label}"


def _because(reached: Reached, notes: Notes) -> Iterator[Line]:
    yield "", f"      {'; '.join(reached.why.premises)}{notes.of(reached.why.claims)}"
    yield "rule", f"      by {'; '.join(reached.why.rules)}"


def _predicted(reached: Reached) -> str:
    return ", as is predicted" if reached.why.predicted else ""
