"""Mermaid diagrams: of an area's classes and properties, and of one claim as it stands."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph

from kgraph import names

if TYPE_CHECKING:
    from .entries import Reference

WIDTH = 26
"""Characters in a line of a box; Mermaid breaks longer ones itself, where it likes."""
NARROW = (
    '%%{init: {"flowchart": {"wrappingWidth": 400, "padding": 8, "nodeSpacing": 25, '
    '"rankSpacing": 10}}}%%'
)
VALUES = ("xsd", "edtf")
"""Prefixes of datatypes."""
SECONDARY = ("kg:Entity", "rdf:Statement")
"""Classes that a thing has beside the one that tells more."""
ASIDE = {
    "rdfs:label",
    "kg:earliest",
    "kg:latest",
    "kg:published",
    "kg:projectionPolicy",
    "kg:documentKind",
    "kg:lastWords",
    "oa:start",
    "oa:end",
}
"""What a picture of a claim can do without; the Turtle beside it has it."""
DIGEST = re.compile(r"[0-9a-f]{20}$")
ANNOTATION = (
    ("oa:SpecificResource", "oa:hasSource", "kg:Document"),
    ("oa:SpecificResource", "oa:hasSelector", "oa:Selector"),
    ("oa:TextPositionSelector", "<i>is a</i>", "oa:Selector"),
)
"""How Web Annotation, whose terms have no entries here, links the boxes of evidence."""


def area_diagram(reference: Reference, terms: Sequence[str]) -> str:
    """Classes as boxes, those of other areas dashed; properties as arrows, opaque ones dotted.

    Properties with the same ends share an arrow. A box names the properties that lead to values
    or back to the class, its kinds that no arrow touches, and the values of a closed list.
    What makes up a class is shown wherever its entry stands, properties that suit anything are in
    no diagram, and where no arrow would be left there is none.
    """
    classes = [term for term in terms if "owl:Class" in reference.types(term)]
    fields: dict[str, list[str]] = defaultdict(list)
    arrows: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for start, term, end in _links(reference, terms, classes):
        opaque = "kg:OpaquePredicate" in reference.types(term)
        if start == end or end.partition(":")[0] in VALUES:
            mark = ", opaque" if opaque else ""
            fields[start].append(f"{_name(term)}: {_name(end)}{mark}")
        else:
            arrows[start, end, opaque].append(_name(term))
    above = {cls: reference.named(cls, "rdfs:subClassOf") for cls in classes}
    boxes = {*fields, *(cls for start, end, _ in arrows for cls in (start, end))}
    boxes |= {p for cls in classes for p in above[cls] if p in classes}
    boxes |= {cls for cls in classes if not boxes.intersection(above[cls])}
    for start, link, end in ANNOTATION:
        if {start, end} <= boxes:
            arrows[start, end, False].append(link)
    linked = {cls for start, end, _ in arrows for cls in (start, end)}
    boxes &= linked.union(classes)
    for cls in boxes & set(classes):
        fields[cls] += _wrapped("a kind of ", [p for p in above[cls] if p not in classes])
    for cls in boxes:
        kinds = [kind for kind in classes if kind not in boxes and cls in above[kind]]
        fields[cls] += _wrapped("kinds: ", kinds) + _wrapped(
            "", reference.members(cls) if cls in classes else []
        )
    lines = []
    for cls in sorted(boxes, key=lambda cls: (cls in classes, cls)):
        title = _name(cls) if cls.partition(":")[0] in reference.pages else cls
        style = "" if cls in classes else ":::elsewhere"
        lines.append(_box(cls, [f"<b>{title}</b>", *fields[cls]]) + style)
    links = [
        _arrow(cls, "-->", ["<i>is a</i>"], parent)
        for cls in classes
        for parent in above[cls]
        if cls in boxes and parent in classes
    ]
    links += [
        _arrow(start, "-.->" if opaque else "-->", labels, end)
        for (start, end, opaque), labels in arrows.items()
    ]
    style = "  classDef elsewhere stroke-dasharray:4 3"
    return "\n".join(["flowchart LR", *lines, *links, style]) if links else ""


def _links(
    reference: Reference, terms: Sequence[str], classes: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Start, property and end: those of the area, and what else its classes are made up of."""
    prefix = terms[0].partition(":")[0]
    for term in [*terms, *(other for other in reference.terms(prefix) if other not in terms)]:
        if term not in terms and not reference.is_plain(term):
            continue
        for start in reference.domain(term):
            if term in terms or start in classes:
                for end in reference.range(term):
                    yield start, term, end


def claim_diagram(turtle: str) -> str:
    """What a piece of Turtle describes as boxes, with links between them; plain triples are bold.

    Values that are not described themselves stand in the box, long texts aside. Names of the
    core go without prefix.
    """
    parser = pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
    triples = list(parser)
    prefixes = names.EXTERNAL | parser.prefixes

    def short(term: object) -> str:
        return names.shorten(term.value, prefixes)  # type: ignore[attr-defined]

    boxes: dict[str, list[str]] = {short(triple.subject): [] for triple in triples}
    titles: dict[str, str] = {}
    arrows: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for triple in triples:
        subject, predicate, object = map(short, (triple.subject, triple.predicate, triple.object))
        if predicate == "rdf:type":
            if object not in SECONDARY:
                titles[subject] = object
        elif object in boxes:
            plain = predicate.partition(":")[0] not in ("kg", "oa", "rdf")
            link = "==>" if plain else "-->"
            arrows[subject, link, object].append(_bare(predicate))
        elif predicate not in ASIDE and len(object) <= WIDTH:
            field = f"{_bare(predicate)}: {_bare(object)}"
            boxes[subject] += [field] if len(field) <= WIDTH else field.split(" ", 1)
    lines = [
        _box(node, [f"<b>{_bare(titles[node])}</b>", *_shown(node), *fields])
        for node, fields in boxes.items()
    ]
    links = (_arrow(start, link, labels, end) for (start, link, end), labels in arrows.items())
    return "\n".join([NARROW, "flowchart LR", *lines, *links])


def _shown(node: str) -> list[str]:
    """A name that says something."""
    return [] if DIGEST.search(node) else [f"<i>{node}</i>"]


def _box(node: str, lines: Iterable[str]) -> str:
    text = "<br/>".join(lines).replace('"', "'")
    return f'  {_id(node)}["{text}"]'


def _arrow(start: str, kind: str, labels: Iterable[str], end: str) -> str:
    return f'  {_id(start)} {kind}|"{"<br/>".join(labels)}"| {_id(end)}'


def _wrapped(lead: str, curies: Iterable[str]) -> list[str]:
    """Names in italics, as many to a line as the box holds."""
    names = ", ".join(map(_name, curies))
    lines = textwrap.wrap(lead + names, WIDTH, break_on_hyphens=False) if names else []
    return [f"<i>{line}</i>" for line in lines]


def _bare(curie: str) -> str:
    return curie.removeprefix("kg:")


def _name(curie: str) -> str:
    return curie.partition(":")[2]


def _id(curie: str) -> str:
    return curie.replace(":", "_").replace("-", "_")
