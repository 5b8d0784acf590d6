"""Finding a thing by what people call it: id, label, alias, CURIE or IRI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TypeAlias

from .problems import BadValue, cut, listed, near

Things: TypeAlias = Mapping[str, Set[str]]
"""IRIs by what they may be called: IRI, id, label or alias, folded."""


def called(names: Iterable[tuple[str, str]], home: str) -> Things:
    """Things by their names; each pair is an IRI and a label or alias of it, or nothing.

    ``home`` is the namespace in which ids are local names.
    """
    found: dict[str, set[str]] = {}
    for iri, name in names:
        for known in (iri, iri.removeprefix(home), *([name] if name else ())):
            found.setdefault(folded(known), set()).add(iri)
    return found


def find(
    value: str, type_: str, home: str, prefixes: Mapping[str, str], things: Things, asked: str = ""
) -> str:
    """The IRI of what the value names: an id is looked for before a label.

    ``asked`` begins each message, for values that answer a question of several.

    Raises:
        BadValue: nothing goes by it, or several things do.
    """
    asked = f"{asked}: " if asked else ""
    prefix, colon, local = value.partition(":")
    expanded = prefixes[prefix] + local if colon and prefix in prefixes else ""
    for iri in (expanded, value.removeprefix("<").removesuffix(">"), home + value):
        if iri in things.get(folded(iri), ()):
            return iri
    found = sorted(things.get(folded(value), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise BadValue(
            f"{asked}'{cut(value)}' may be any of {len(found)}",
            f"choose {listed(iri.removeprefix(home) for iri in found)}",
        )
    raise BadValue(
        f"{asked}the graph has no {type_} '{cut(value)}'",
        near(folded(value), things, "give an id, label or alias as it stands in the graph"),
    )


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()
