"""What an ontology says of who needs whom, by marks on its predicates."""

from __future__ import annotations

from collections.abc import Mapping

from .exclusions import Annotated, Fault, marked
from .vocabulary import Needs, Property


def needs(annotated: Annotated, predicates: Mapping[str, Property], fault: Fault) -> Needs:
    """A mark goes for the sub-properties too."""

    def all_of(annotation: str) -> frozenset[str]:
        found = set(marked(annotation, annotated, predicates, fault))
        while more := {c for c, t in predicates.items() if found.intersection(t.parents)} - found:
            found |= more
        return frozenset(found)

    return Needs(all_of("kg:needsObject"), all_of("kg:needsSubject"))
