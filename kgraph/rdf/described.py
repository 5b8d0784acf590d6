"""Sorted lines of N-Triples or N-Quads, gathered by subject, and the writing of terms short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

Said: TypeAlias = dict[str, list[str]]
"""What is said of a subject: objects by predicate, all as they stand in the lines."""

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER, BOOLEAN = f"<{XSD}integer>", f"<{XSD}boolean>"

_LOCAL = re.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""What PN_LOCAL of Turtle 1.1 takes without escapes, of ASCII: a dot only within."""
CANONICAL_INTEGER = re.compile("0|-?[1-9][0-9]*")


def subjects(lines: Iterable[str], tail: int) -> Iterator[tuple[str, Said]]:
    """Each subject once, with its predicates in the order of their IRIs.

    ``tail`` is how many characters follow the object in each line; the lines are sorted.

    >>> list(subjects(['<x:s> <x:p> "1" .', '<x:s> <x:p> "2" .'], len(" .")))
    [('<x:s>', {'<x:p>': ['"1"', '"2"']})]
    """
    current, last = "", ""
    said: Said = {}
    objects: list[str] = []
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if subject != current:
            if current:
                yield current, said
            current, last, said = subject, "", {}
        if predicate != last:
            last, objects = predicate, []
            said[predicate] = objects
        objects.append(rest[:-tail])
    if current:
        yield current, said


class Curies:
    """IRIs in angle brackets to CURIEs that every parser of Turtle and JSON-LD reads alike.

    >>> short = Curies({"kg": "https://w3id.org/kgraph/ns#"})
    >>> short.of("<https://w3id.org/kgraph/ns#Claim>")
    'kg:Claim'
    >>> short.of("<https://w3id.org/kgraph/ns#Claim.>")
    ''
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: f"{prefix}:" for prefix, namespace in prefixes.items()}
        self._odd = sorted(it for it in self._prefixes if it[-1] not in "/#")

    def of(self, iri: str) -> str:
        """The CURIE; empty where the IRI has none."""
        start = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[1:start])
        if prefix and _LOCAL.fullmatch(iri, start, len(iri) - 1):
            return prefix + iri[start:-1]
        for namespace in self._odd:
            start = len(namespace) + 1
            if iri.startswith(namespace, 1) and _LOCAL.fullmatch(iri, start, len(iri) - 1):
                return self._prefixes[namespace] + iri[start:-1]
        return ""


_Made = TypeVar("_Made")
_KEPT = 1 << 16


class Kept(dict[str, _Made]):
    """What was made of texts, kept at hand; forgotten once it is too much.

    Quicker than ``functools.lru_cache`` where most texts come up once or very often.
    """

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, text: str) -> _Made:
        if len(self) >= _KEPT:
            self.clear()
        made = self[text] = self.make(text)
        return made


def literal_parts(text: str) -> tuple[str, str]:
    """A literal with its quotation marks, and what follows them: ``^^<...>``, ``@...`` or nothing.

    >>> literal_parts('"a@b"@en')
    ('"a@b"', '@en')
    """
    end = text.rindex('"') + 1
    return text[:end], text[end:]
