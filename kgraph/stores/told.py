"""A comparison as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..names import shorten
from ..problems import count, cut, printable
from .compare import Comparison, Side, Thing, Triple, Values

_SHOWN = 20
"""Things of each kind that the text lists."""
_PLACE = {"build": "only in the build", "store": "only in the store", None: "different"}

Line = tuple[str, str]
"""Its style, and the text."""


def lines(found: Comparison, prefixes: Mapping[str, str]) -> Iterator[Line]:
    """For people: what differs, the first of each kind."""
    for graph in found.graphs:
        style = "good" if graph.state == "same" else "rule" if graph.state == "not ours" else "bad"
        sizes = f"{graph.held:,} in the store, {graph.built:,} in the build"
        yield style, f"{graph.state:12} {printable(graph.iri)}  ({sizes})"
    if found.pushing:
        yield "warning", "a push is under way, or was cut off"
    for sort, things in (("claim", found.claims), ("thing", found.others)):
        for only, where in _PLACE.items():
            some = [thing for thing in things if thing.only == only]
            yield from _section(f"{count(len(some), f'{sort}')} {where}", some, prefixes)
    side: Side
    for side in ("build", "store"):
        facts = [triple for on, triple in found.facts if on == side]
        if facts:
            yield "", ""
            yield "heading", f"{count(len(facts), 'plain fact')} {_PLACE[side]}"
            yield from _some(
                f"  {' '.join(_term(t, prefixes) for t in triple)}" for triple in facts
            )


def _section(title: str, things: Sequence[Thing], prefixes: Mapping[str, str]) -> Iterator[Line]:
    if not things:
        return
    yield "", ""
    yield "heading", title
    for number, thing in enumerate(things):
        if number == _SHOWN:
            yield "rule", f"  and {len(things) - _SHOWN:,} more: --format json tells all"
            break
        text = f": {cut(thing.text, 150)}" if thing.text else ""
        yield "", printable(f"  {shorten(thing.iri, prefixes)}{text}")
        for values in thing.values:
            yield "", f"    {_values(thing, values, prefixes)}"


def _values(thing: Thing, values: Values, prefixes: Mapping[str, str]) -> str:
    of = "" if values.subject == f"<{thing.iri}>" else f" of {_term(values.subject, prefixes)}"
    build, store = (
        ", ".join(_term(term, prefixes) for term in side) or "nothing"
        for side in (values.build, values.store)
    )
    return f"{_term(values.predicate, prefixes)}{of}: {build} in the build, {store} in the store"


def _some(texts: Iterable[str]) -> Iterator[Line]:
    all_texts = list(texts)
    for text in all_texts[:_SHOWN]:
        yield "", text
    if len(all_texts) > _SHOWN:
        yield "rule", f"  and {len(all_texts) - _SHOWN:,} more: --format json tells all"


def _term(term: str, prefixes: Mapping[str, str]) -> str:
    short = shorten(term[1:-1], prefixes) if term.startswith("<") else term
    return printable(cut(short, 150))


def plain(found: Comparison) -> dict[str, Any]:
    """For programs; terms as N-Triples writes them."""

    def things(some: Iterable[Thing], only: Side | None) -> list[dict[str, Any]]:
        return [
            {
                "iri": thing.iri,
                "text": thing.text,
                **({"values": list(map(_plain_values, thing.values))} if only is None else {}),
            }
            for thing in some
            if thing.only == only
        ]

    def kinds(some: tuple[Thing, ...]) -> dict[str, Any]:
        return {
            "only_in_build": things(some, "build"),
            "only_in_store": things(some, "store"),
            "different": things(some, None),
        }

    def facts(side: Side) -> list[Triple]:
        return [triple for on, triple in found.facts if on == side]

    return {
        "same": not found.differs,
        "push_under_way": found.pushing,
        "graphs": [
            {"iri": g.iri, "state": g.state, "build": g.built, "store": g.held}
            for g in found.graphs
        ],
        "claims": kinds(found.claims),
        "plain_facts": {"only_in_build": facts("build"), "only_in_store": facts("store")},
        "others": kinds(found.others),
    }


def _plain_values(values: Values) -> dict[str, Any]:
    return {
        "subject": values.subject[1:-1],
        "predicate": values.predicate[1:-1],
        "build": values.build,
        "store": values.store,
    }
