"""What an ontology says cannot hold at one time, with the marks that are out of place reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from ..problems import near

Annotated = Callable[[str], Iterable[tuple[str, str]]]
"""By annotation: what bears it, and its value."""
Fault = Callable[[str, str, str], None]
"""Reports of a term what is wrong, with help."""


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Which statements cannot hold at one time, by CURIEs of predicates and qualifiers."""

    one_value: frozenset[str] = frozenset()
    """A subject, or for a qualifier a statement, has one value at a time."""
    one_subject: frozenset[str] = frozenset()
    """An object has one subject at a time."""
    one_side: frozenset[str] = frozenset()
    """An object has subjects of one side at a time."""
    joins_sides: frozenset[str] = frozenset()
    """Subject and object are on one side."""
    opposites: frozenset[tuple[str, str]] = frozenset()
    """Predicates that exclude each other between two things; each pair both ways round."""


def exclusions(
    annotated: Annotated, predicates: Collection[str], qualifiers: Collection[str], fault: Fault
) -> Exclusions:
    def marked_predicates(annotation: str) -> frozenset[str]:
        return marked(annotation, annotated, predicates, fault)

    return Exclusions(
        marked("kg:oneValueAtATime", annotated, {*predicates, *qualifiers}, fault),
        marked_predicates("kg:oneSubjectAtATime"),
        marked_predicates("kg:oneSideAtATime"),
        marked_predicates("kg:joinsSides"),
        _opposites(annotated, predicates, fault),
    )


def marked(
    annotation: str, annotated: Annotated, known: Collection[str], fault: Fault
) -> frozenset[str]:
    """What bears an annotation with the value true; only what is known may bear it."""
    found = {curie for curie, value in annotated(annotation) if value == "true"}
    for curie in sorted(found.difference(known)):
        fault(curie, f"bears {annotation}, but is nothing that it can be said of", "")
    return frozenset(found)


def _opposites(
    annotated: Annotated, predicates: Collection[str], fault: Fault
) -> frozenset[tuple[str, str]]:
    found = set()
    for first, second in annotated("kg:oppositeOf"):
        unknown = [curie for curie in (first, second) if curie not in predicates]
        if unknown:
            what = f"bears kg:oppositeOf, but {unknown[0]} is no predicate"
            fault(first, what, near(unknown[0], predicates))
        elif first == second:
            fault(first, "is its own kg:oppositeOf", "")
        found.update({(first, second), (second, first)})
    return frozenset(found)
