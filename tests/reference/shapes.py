"""The page of shapes: what must hold, and what is said where it does not."""

from __future__ import annotations

import re
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
    "sh:targetNode": "statements with {}",
}
"""In words; the nodes that shapes of ours name are predicates."""
SURPRISING = (
    "kgsh:Projected",
    "kgsh:Projects",
    "kgsh:Withheld",
    "kgsh:RestrictiveQualifier",
    "kgsh:Predicate",
    "kgsh:Occurrence",
    "kgsh:Scenario",
    "kgsh:Origin",
    "kgsh:Relay",
    "kgsh:Graded",
)
"""Shapes that ask for more than classes, numbers of values and datatypes."""
WORDS = {
    "?subject": "the subject",
    "?object": "the object",
    "?expected": "another class",
    "?value": "something",
    "?position": "n",
    "?unit": "another",
    "?path": "a property",
}
"""What the placeholders of messages stand for; ``$this`` is what the shape is for."""
VALUES = {"kgsh:Scenario": "one", "kgsh:Predicate": "the subject"}
"""Shapes that call something more precise ``?value``."""
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
    files = [(path.relative_to(root).as_posix(), path.stem, source) for path, source in sources]
    named = " and ".join(f"[{file}](../../{file})" for file, _, _ in files)
    surprising = [
        _entry(shape, source, reference)
        for shape in SURPRISING
        for _, _, source in files
        if source.predicates(shape)
    ]
    parts = [
        "# Shapes",
        "What must hold in a graph, in SHACL. `kgraph validate` checks it and says where in the "
        "seeds a fault was written; a build checks it too. What is not marked as a warning or a "
        "hint is an error; what a message names is in italics here. Written by "
        f"`python -m tests.docs` from {named}.",
        "## What may surprise",
        "More than classes, numbers of values and datatypes: what is projected, what occurs, whom "
        "corroboration counts, what is graded.",
        *surprising,
    ]
    for _, stem, source in files:
        parts.append(f"## {scope(stem)}")
        parts += [
            _entry(shape, source, reference)
            for shape in shapes_in(source)
            if shape not in SURPRISING
        ]
    return "\n\n".join(parts) + "\n"


def _entry(shape: str, source: Source, reference: Reference) -> str:
    targets = {words: source.all(shape, predicate) for predicate, words in TARGETS.items()}
    of = (
        words.format(_any(map(reference.link, found))) for words, found in targets.items() if found
    )
    says = [
        f"- {reference.linked(_spelled(message, shape, source, reference))}"
        + (f" ({MARKS[severity]})" if severity in MARKS else "")
        for message, severity in _messages(shape, source)
    ]
    heading = f"### {anchor(_name(shape))}{shape}"
    return "\n\n".join([heading, f"Of {', '.join(of)}:", "\n".join(says)])


def _any(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _spelled(message: str, shape: str, source: Source, reference: Reference) -> str:
    """The message with words for what it names."""
    kinds = (reference.source.one(cls, "rdfs:label") for cls in source.all(shape, "sh:targetClass"))
    this = f"the {next(kinds, 'predicate')}"
    words = WORDS | {"$this": this, "?value": VALUES.get(shape, WORDS["?value"])}
    message = message.replace(f"{this} {{$this}}", "{$this}")
    return re.sub(r"\{([?$]\w+)\}", lambda match: f"*{words[match[1]]}*", message)


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
