"""SHACL property paths to SPARQL property paths (SHACL, section 2.3.1)."""

from __future__ import annotations

from .graph import Fault, ShapesGraph, Term, is_blank

_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path(graph: ShapesGraph, node: Term) -> str:
    """The path as SPARQL.

    Raises:
        Fault: it is not a well-formed path.
    """
    if not is_blank(node):
        if not graph.is_iri(node):
            raise Fault("sh:path", "a path must be an IRI, a list or a blank node")
        return str(node)
    if graph.is_list(node):
        steps = [path(graph, step) for step in graph.list(node)]
        if len(steps) < 2:
            raise Fault("sh:path", "a sequence has at least two steps")
        return f"({'/'.join(steps)})"
    properties = graph.sh(node)
    if len(properties) != 1:
        raise Fault("sh:path", "a path must be an IRI, a list or a blank node with one property")
    ((kind, objects),) = properties.items()
    if len(objects) == 1:
        if kind == "inversePath":
            return f"(^{path(graph, objects[0])})"
        if kind == "alternativePath":
            return f"({'|'.join(path(graph, step) for step in graph.list(objects[0]))})"
        if kind in _SUFFIX:
            return f"({path(graph, objects[0])}{_SUFFIX[kind]})"
    raise Fault(f"sh:{kind}", "is no kind of path")
