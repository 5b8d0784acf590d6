"""Results as problems: in plain words, at the line of the seeds that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .. import names
from ..problems import Location, Report
from .model import Nested, Qualified, Result, Shape
from .trace import Places

_IRI = re.compile(r"<?(https?://[^\s<>\"'{}|\\^`()]*[^\s<>\"'{}|\\^`(),;:.])>?")
_NUMBER = {
    "MinCount": "; here are fewer",
    "QualifiedMinCount": "; here are fewer",
    "MaxCount": "; here are more",
    "QualifiedMaxCount": "; here are more",
}


def report_results(
    results: Iterable[Result],
    shapes: Iterable[Shape],
    places: Places,
    prefixes: Mapping[str, str],
    elsewhere: Location,
    report: Report,
) -> None:
    """Add a problem for each result.

    It is placed where the focus node was written; where that is no node of the seeds, such as a
    term of the ontology, where the value was; else at ``elsewhere``.
    """
    owners = _owners(shapes)
    for result in results:
        nodes = [term for term in (result.focus, result.value) if _key(term) in places]
        about = nodes[0] if nodes else result.focus
        where = places.get(_key(about), elsewhere)
        message = curies(f"{about}: {result.message}{_found(result)}", prefixes)
        on = f", on {result.path}" if result.path else ""
        help = curies(
            f"the shape {owners.get(result.shape, result.shape)} asks for it{on}", prefixes
        )
        if result.severity == "Warning":
            report.add("shape-warning", where, message, help)
        elif result.severity == "Info":
            report.add("shape-info", where, message, help)
        else:
            report.add("shape-violation", where, message, help)


def _key(term: str) -> str:
    """An IRI without its brackets, a blank node as it is."""
    return term[1:-1] if term.startswith("<") else term


def curies(text: str, prefixes: Mapping[str, str]) -> str:
    """The text with IRIs shortened.

    >>> curies("on <http://www.w3.org/2004/02/skos/core#altLabel>", names.EXTERNAL)
    'on skos:altLabel'
    """

    def shortened(match: re.Match[str]) -> str:
        short = names.shorten(match[1], prefixes)
        return match[0] if short == match[1] else short

    return _IRI.sub(shortened, text)


def _found(result: Result) -> str:
    """What was found instead, where the message of the shape does not tell."""
    if result.value in ("", result.focus) or result.component == "SPARQL":
        return _NUMBER.get(result.component, "")
    return f"; this is {result.value}"


def _owners(shapes: Iterable[Shape]) -> dict[str, str]:
    """For each shape, the IRI of the shape that it is, or is a part of."""
    owners: dict[str, str] = {}
    todo = [(shape, shape.id) for shape in shapes]
    while todo:
        shape, owner = todo.pop()
        own = owner if shape.id.startswith("<urn:shape:") else shape.id
        if shape.id in owners:
            continue
        owners[shape.id] = own
        todo += [(inner, own) for inner in shape.properties]
        for constraint in shape.constraints:
            if isinstance(constraint, Nested):
                todo += [(inner, own) for inner in constraint.shapes]
            elif isinstance(constraint, Qualified):
                todo.append((constraint.shape, own))
    return owners
