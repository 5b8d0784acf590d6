"""SHACL property paths to SPARQL property paths (SHACL, section 2.3.1)."""

from __future__ import annotations

from .graph import Fault, ShapesGraph, Term, is_blank

_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


DEPTH = 50
"""How many shapes or paths may stand within one another."""


def path(graph: ShapesGraph, node: Term, depth: int = 0) -> str:
    """The path as SPARQL.

    Raises:
        Fault: it is not a well-formed path.
    """
    if not is_blank(node):
        if not graph.is_iri(node):
            raise Fault("sh:path", "a path must be an IRI, a list or a blank node")
        return str(node)
    if depth > DEPTH:
        raise Fault("sh:path", "leads back to itself, or has too many paths within one another")
    if graph.is_list(node):
        steps = [path(graph, step, depth + 1) for step in graph.list(node)]
        if len(steps) < 2:
            raise Fault("sh:path", "a sequence has at least two steps")
        return f"({'/'.join(steps)})"
    properties = graph.sh(node)
    if len(properties) != 1:
        raise Fault("sh:path", "a path must be an IRI, a list or a blank node with one property")
    ((kind, objects),) = properties.items()
    if len(objects) == 1:
        if kind == "inversePath":
            return f"(^{path(graph, objects[0], depth + 1)})"
        if kind == "alternativePath":
            return f"({'|'.join(path(graph, step, depth + 1) for step in graph.list(objects[0]))})"
        if kind in _SUFFIX:
            return f"({path(graph, objects[0], depth + 1)}{_SUFFIX[kind]})"
    raise Fault(f"sh:{kind}", "is no kind of path")
