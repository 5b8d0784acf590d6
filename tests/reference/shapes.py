"""The page of shapes: what must hold, and what is said where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .entries import Links, Reference, anchor, scope
from .source import Source, names_in

PAGE = "shapes.md"
TARGETS = {
    "sh:targetClass": "every {}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "every value of {}",
}
MARKS = {"sh:Warning": "warning", "sh:Info": "hint"}
TEXTS = ("sh:select", "sh:ask")


def shapes_in(source: Source) -> list[str]:
    """Named node shapes that have something to say, in file order."""
    return [
        shape
        for shape in source.subjects("rdf:type", "sh:NodeShape")
        if not shape.startswith("_:") and any(_messages(shape, source))
    ]


def mentions(sources: Iterable[Source]) -> Links:
    """By term: links to the shapes that constrain it, or query it."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        for shape in shapes_in(source):
            terms = set(source.closure(shape))
            queries = [source.one(node, text) for node in terms for text in TEXTS]
            terms = terms.union(*map(names_in, queries))
            name = _name(shape)
            for term in terms:
                found[term].append(f"[{name}]({PAGE}#{name})")
    return found


def page(sources: Iterable[tuple[Path, Source]], reference: Reference, root: Path) -> str:
    parts = [
        "# Shapes",
        "What must hold in a graph, in SHACL. `kgraph validate` checks it and says where in the "
        "seeds a fault was written; a build checks it too. What is not marked as a warning or a "
        "hint is an error; the braces hold what the message names. Written by "
        "`python -m tests.docs` from the shapes.",
    ]
    for path, source in sources:
        file = path.relative_to(root).as_posix()
        parts += [f"## {scope(path.stem)}", f"[{file}](../../{file})"]
        parts += [_entry(shape, source, reference) for shape in shapes_in(source)]
    return "\n\n".join(parts) + "\n"


def _entry(shape: str, source: Source, reference: Reference) -> str:
    targets = [
        words.format(reference.link(target))
        for predicate, words in TARGETS.items()
        for target in source.all(shape, predicate)
    ]
    says = [
        f"- {reference.linked(message)}" + (f" ({MARKS[severity]})" if severity in MARKS else "")
        for message, severity in _messages(shape, source)
    ]
    heading = f"### {anchor(_name(shape))}{shape}"
    return "\n\n".join([heading, f"Of {', '.join(targets)}:", "\n".join(says)])


def _messages(node: str, source: Source, severity: str = "") -> Iterator[tuple[str, str]]:
    """Messages of a shape and of the blank nodes in it, each with its severity."""
    severity = source.one(node, "sh:severity") or severity
    for message in source.all(node, "sh:message"):
        yield message, severity
    for objects in source.predicates(node).values():
        for object in objects:
            if object.startswith("_:"):
                yield from _messages(object, source, severity)


def _name(shape: str) -> str:
    return shape.partition(":")[2]
