"""What shapes are made of, looked at before anything is made of it: nothing is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..problems import near
from .components import VALUE_TESTS
from .graph import RDF, SH, XSD, Fault, ShapesGraph, Term, is_blank

_IRI, _WHOLE, _TRUTH, _TEXT, _LITERAL = (
    "an IRI",
    "a whole number",
    "true or false",
    "a text",
    "a literal",
)
_KINDS = {
    **dict.fromkeys(("targetClass", "targetSubjectsOf", "targetObjectsOf", "severity"), _IRI),
    **dict.fromkeys(("class", "datatype", "nodeKind", "equals", "disjoint"), _IRI),
    **dict.fromkeys(("lessThan", "lessThanOrEquals"), _IRI),
    **dict.fromkeys(("minCount", "maxCount", "minLength", "maxLength"), _WHOLE),
    **dict.fromkeys(("qualifiedMinCount", "qualifiedMaxCount"), _WHOLE),
    **dict.fromkeys(("closed", "deactivated", "uniqueLang"), _TRUTH),
    **dict.fromkeys(("qualifiedValueShapesDisjoint",), _TRUTH),
    **dict.fromkeys(("pattern", "flags", "select", "prefix", "message"), _TEXT),
    **dict.fromkeys(("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"), _LITERAL),
    "namespace": _LITERAL,
}
"""What the values of a property must be."""

_COMPANIONS = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
    "qualifiedValueShapesDisjoint": "qualifiedValueShape",
}
"""Properties that mean nothing without another."""

_SEVERITIES = ("Violation", "Warning", "Info")
TARGETS = frozenset({"targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"})
INNER = ("property", "node", "not", "qualifiedValueShape")
LISTS = ("and", "or", "xone")
KNOWN = frozenset(
    {
        *(*TARGETS, *INNER, *LISTS, *_KINDS, *_COMPANIONS, *VALUE_TESTS),
        *("path", "name", "description", "order", "group", "defaultValue", "hasValue", "sparql"),
    }
) - {"select", "prefix", "namespace"}
"""Properties of shapes, in the namespace of SHACL, that have their meaning here."""

_REFUSED = {
    "JSFunction": "JavaScript",
    "JSRule": "JavaScript",
    "SPARQLFunction": "functions of one's own",
    "SPARQLTargetType": "target types of one's own",
}
_REPORTS = {"ValidationReport", "ValidationResult"}
_TYPES = {
    *("NodeShape", "PropertyShape", "SPARQLConstraint", "PrefixDeclaration", "PropertyGroup"),
    *("ConstraintComponent", "Parameter", *_REPORTS),
}
_STEPS = {"inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"}


def check(graph: ShapesGraph, node: Term) -> None:
    """The properties of one node.

    Raises:
        Fault: a value is not of the kind that it must be, or a property means nothing.
    """
    properties = graph.sh(node)
    for name, objects in properties.items():
        for value in objects:
            if name in _KINDS and not _is(_KINDS[name], value):
                raise Fault(f"sh:{name}", f"must be {_KINDS[name]}, not {value}")
        needed = _COMPANIONS.get(name)
        if needed and needed not in properties:
            raise Fault(f"sh:{name}", f"means nothing without sh:{needed}")
    for severity in properties.get("severity", []):
        name = str(severity.value).removeprefix(SH)
        if str(severity.value).startswith(SH) and name not in _SEVERITIES:
            raise Fault("sh:severity", near(name, _SEVERITIES, f"there is no sh:{name}"))


def _is(kind: str, value: Term) -> bool:
    if kind == _IRI:
        return str(value).startswith("<")
    if is_blank(value) or str(value).startswith("<"):
        return False
    datatype = value.datatype.value  # type: ignore[union-attr]
    if kind == _WHOLE:
        return datatype == f"{XSD}integer" and bool(re.fullmatch(r"\+?[0-9]+", value.value))
    if kind == _TRUTH:
        return datatype == f"{XSD}boolean" and value.value in ("true", "false", "1", "0")
    return kind == _LITERAL or datatype in (f"{XSD}string", f"{RDF}langString")


def roots(graph: ShapesGraph) -> list[Term]:
    """The shapes that no other refers to; and a fault for each node that is of no use."""
    aside, referred = set(_beside(graph)), set(_referred(graph))
    found = []
    for node in list(graph.objects):
        types = {name.removeprefix(SH) for name in graph.types(node) if name.startswith(SH)}
        for name in sorted(types - _TYPES):
            if name in _REFUSED:
                graph.fault(node, Fault(_REFUSED[name], "are not supported"))
            else:
                graph.fault(node, Fault(f"sh:{name}", near(name, _TYPES, "is not supported")))
        properties = graph.sh(node).keys()
        if "parameter" in properties:
            graph.fault(
                node, Fault("sh:parameter", "constraint components of one's own are not supported")
            )
            continue
        is_shape = types & {"NodeShape", "PropertyShape"} or properties - {"declare"}
        if not is_shape or node in aside or types & _REPORTS or "PropertyGroup" in types:
            continue
        if not properties & TARGETS and node not in referred and not is_class(graph, node):
            unknown = sorted(properties - KNOWN - {"declare", "select", "prefixes"})
            graph.fault(
                node,
                Fault(f"sh:{unknown[0]}", near(unknown[0], KNOWN, "is not supported"))
                if unknown
                else Fault("a shape", "has no target, and no other shape refers to it"),
            )
            continue
        found.append(node)
    return found


def is_class(graph: ShapesGraph, node: Term) -> bool:
    """Whether a shape is for its own instances (SHACL, section 2.1.3.3)."""
    classes = {"http://www.w3.org/2000/01/rdf-schema#Class", "http://www.w3.org/2002/07/owl#Class"}
    types = graph.types(node)
    return bool(classes & types and {SH + "NodeShape", SH + "PropertyShape"} & types)


def _referred(graph: ShapesGraph) -> Iterator[Term]:
    for node in list(graph.objects):
        for name in INNER:
            yield from graph.all(node, name)
        for members in chain.from_iterable(graph.all(node, name) for name in LISTS):
            try:
                yield from graph.list(members)
            except Fault as fault:
                graph.fault(node, fault)


def _beside(graph: ShapesGraph) -> Iterator[Term]:
    """Nodes that have properties in the namespace of SHACL, and are no shapes: paths too."""
    for node in list(graph.objects):
        for name in ("declare", "group", "parameter"):
            yield from graph.all(node, name)
        yield from (query for query in graph.all(node, "sparql") if query != node)
        if graph.sh(node).keys() and graph.sh(node).keys() <= _STEPS:
            yield node
