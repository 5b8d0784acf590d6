"""The page of shapes: what must hold, and what is said where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .entries import Links, Reference, anchor, table
from .source import Source, names_in

PAGE = "shapes.md"
TARGETS = {
    "sh:targetClass": "every {}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "every value of {}",
}
TEXTS = ("sh:select", "sh:ask")


def shapes_in(source: Source) -> list[str]:
    """Named node shapes, in file order."""
    return [s for s in source.subjects("rdf:type", "sh:NodeShape") if not s.startswith("_:")]


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
        "seeds a fault was written; a build checks it too. Written by `python -m tests.docs` from "
        "the shapes.",
    ]
    for path, source in sources:
        file = path.relative_to(root).as_posix()
        parts += [f"## {path.stem}", f"[{file}](../../{file})"]
        parts += [_entry(shape, source, reference) for shape in shapes_in(source)]
    return "\n\n".join(parts) + "\n"


def _entry(shape: str, source: Source, reference: Reference) -> str:
    name = _name(shape)
    about = source.one(shape, "rdfs:comment") or source.one(shape, "sh:description")
    targets = [
        words.format(reference.link(target))
        for predicate, words in TARGETS.items()
        for target in source.all(shape, predicate)
    ]
    rows = [
        (message.replace("|", "\\|"), severity) for message, severity in _messages(shape, source)
    ]
    parts = [
        f"### {anchor(name)}{name}",
        " ".join(filter(None, [about, f"Checked: {', '.join(targets)}." if targets else ""])),
        table("said where it does not hold | severity", rows) if rows else "",
    ]
    return "\n\n".join(filter(None, parts))


def _messages(node: str, source: Source, severity: str = "violation") -> Iterator[tuple[str, str]]:
    """Messages of a shape and of the blank nodes in it, each with its severity."""
    severity = source.one(node, "sh:severity").partition(":")[2].lower() or severity
    for message in source.all(node, "sh:message"):
        yield message, severity
    for objects in source.predicates(node).values():
        for object in objects:
            if object.startswith("_:"):
                yield from _messages(object, source, severity)


def _name(shape: str) -> str:
    return shape.partition(":")[2]
