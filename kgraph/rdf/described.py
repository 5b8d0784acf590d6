"""Sorted lines of N-Triples or N-Quads, gathered by subject, and the writing of terms short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

Said: TypeAlias = dict[str, list[str]]
"""What is said of a subject: objects by predicate, all as they stand in the lines."""

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER, BOOLEAN = f"<{XSD}integer>", f"<{XSD}boolean>"

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
        longest = sorted(self._prefixes, key=lambda namespace: (-len(namespace), namespace))
        # the letters, digits and marks that PN_LOCAL of Turtle 1.1 takes anywhere, without
        # escapes; a dot only within
        local = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
        known = "|".join(map(re.escape, longest)) or "(?!)"
        self._match = re.compile(f"<({known})({local})>").fullmatch

    def of(self, iri: str) -> str:
        """The CURIE; empty where the IRI has none."""
        found = self._match(iri)
        return self._prefixes[found[1]] + found[2] if found else ""


def literal_parts(text: str) -> tuple[str, str]:
    """A literal with its quotation marks, and what follows them: ``^^<...>``, ``@...`` or nothing.

    >>> literal_parts('"a@b"@en')
    ('"a@b"', '@en')
    """
    end = text.rindex('"') + 1
    return text[:end], text[end:]
