"""Shapes from a shapes graph; what the engine does not know is refused, never ignored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..problems import near
from . import components, select, wellformed
from .graph import SH, Fault, ShapesGraph, Term, is_blank
from .model import Constraint, Count, Nested, Qualified, Shape, Sparql
from .paths import DEPTH, path
from .wellformed import KNOWN

_QUERY = {"select", "prefixes"}
"""Properties of a SPARQL constraint, which may be the shape itself."""


def shapes(graph: ShapesGraph) -> tuple[Shape, ...]:
    """The shapes with targets in the graph, in the order of their ids.

    Raises:
        KgraphError: shapes are not well-formed, or use what is not supported; the message
            tells all of it.
    """
    reader = _Reader(graph)
    found = [reader.shape(node) for node in wellformed.roots(graph)]
    graph.raise_faults()
    return tuple(sorted((s for s in found if s and s.targets), key=lambda s: s.id))


def identifier(node: Term) -> str:
    """How results name the shape: by its IRI, or one made of its blank node's label."""
    return f"<urn:shape:{node.value}>" if is_blank(node) else str(node)


class _Reader:
    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self.open: list[Term] = []
        self.done: dict[Term, Shape | None] = {}

    def shape(self, node: Term) -> Shape | None:
        """The shape, or None where it is deactivated or at fault."""
        if node in self.open:
            self.graph.fault(node, Fault("a recursive shape", "is not supported"))
            return None
        if len(self.open) > DEPTH:
            self.graph.fault(self.open[0], Fault("a shape", "has too many within one another"))
            return None
        if node not in self.done:
            self.open.append(node)
            try:
                self.done[node] = self._shape(node)
            except Fault as fault:
                self.graph.fault(node, fault)
                self.done[node] = None
            self.open.pop()
        return self.done[node]

    def _shape(self, node: Term) -> Shape | None:
        graph = self.graph
        if str(node).startswith('"'):
            raise Fault("a shape", f"cannot be a literal: {node}")
        itself = _QUERY if node in graph.all(node, "sparql") else set()
        for name in sorted(graph.sh(node).keys() - KNOWN - itself):
            raise Fault(f"sh:{name}", near(name, KNOWN, "is not supported"))
        wellformed.check(graph, node)
        way = graph.one(node, "path")
        steps = path(graph, way) if way is not None else ""
        if not steps:
            for name in ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"):
                if graph.all(node, name):
                    raise Fault(f"sh:{name}", "is for shapes with a path")
        if graph.flag(node, "deactivated"):
            return None
        constraints = tuple(self._constraints(node, steps))
        properties = [self.shape(inner) for inner in graph.all(node, "property")]
        for inner in graph.all(node, "property"):
            if not graph.all(inner, "path"):
                raise Fault("sh:property", "must lead to a shape with a path")
        return Shape(
            id=identifier(node),
            path=steps,
            targets=tuple(self._targets(node)),
            constraints=constraints,
            properties=tuple(filter(None, properties)),
            message=self._message(node),
            severity=self._severity(node),
        )

    def _message(self, node: Term) -> str:
        """The message in English, or in no language, or any."""
        texts = self.graph.all(node, "message")
        rank = {"en": 0, "": 1, None: 1}
        best = sorted(
            texts, key=lambda text: (rank.get(getattr(text, "language", ""), 2), str(text))
        )
        return str(best[0].value) if best else ""

    def _severity(self, node: Term) -> str:
        term = self.graph.one(node, "severity")
        return str(term.value).removeprefix(SH) if term is not None else "Violation"

    def _targets(self, node: Term) -> Iterator[str]:
        graph = self.graph
        for term in graph.all(node, "targetNode"):
            if is_blank(term):
                raise Fault("sh:targetNode", "a blank node cannot be a target")
            yield f"VALUES ?this {{ {term} }}"
        implicit = [node] if wellformed.is_class(graph, node) else []
        if implicit and is_blank(node):
            raise Fault("a class", "that is a shape must have a name")
        for term in [*graph.all(node, "targetClass"), *implicit]:
            yield f"?this a {term}"
        for term in graph.all(node, "targetSubjectsOf"):
            yield f"?this {term} []"
        for term in graph.all(node, "targetObjectsOf"):
            yield f"[] {term} ?this"

    # ---- constraints

    def _constraints(self, node: Term, steps: str) -> Iterator[Constraint]:
        graph = self.graph
        yield from components.value_tests(graph, node)
        yield from components.patterns(graph, node, steps)
        if steps:
            yield components.count(graph, node, "minCount", "maxCount")
        allowed = [
            str(way)
            for inner in graph.all(node, "property")
            if (way := graph.one(inner, "path")) is not None and graph.is_iri(way)
        ]
        yield from components.closed(graph, node, steps, allowed)
        yield from self._nested(node)
        yield from self._qualified(node)
        for query in graph.all(node, "sparql"):
            yield from self._sparql(query, steps)

    def _inner(self, node: Term) -> tuple[Shape, ...]:
        """The shape; one that is deactivated has no constraints, so that all conforms to it."""
        return (self.shape(node) or Shape(identifier(node)),)

    def _nested(self, node: Term) -> Iterator[Constraint]:
        for inner in self.graph.all(node, "node"):
            yield Nested("Node", self._inner(inner))
        for inner in self.graph.all(node, "not"):
            yield Nested("Not", self._inner(inner))
        lists = (("And", "and"), ("Or", "or"), ("Xone", "xone"))
        for kind, name in lists:
            for members in self.graph.all(node, name):
                found = [self._inner(inner)[0] for inner in self.graph.list(members)]
                yield Nested(kind, tuple(found))  # type: ignore[arg-type]

    def _qualified(self, node: Term) -> Iterator[Constraint]:
        graph = self.graph
        for inner in graph.all(node, "qualifiedValueShape"):
            count = components.count(graph, node, "qualifiedMinCount", "qualifiedMaxCount")
            if count == Count():
                raise Fault("sh:qualifiedValueShape", "needs a qualifiedMinCount or -MaxCount")
            siblings: list[Shape] = []
            if graph.flag(node, "qualifiedValueShapesDisjoint"):
                parents = [n for n in list(graph.objects) if node in graph.all(n, "property")]
                others = {
                    other: None
                    for parent in parents
                    for sibling in graph.all(parent, "property")
                    for other in graph.all(sibling, "qualifiedValueShape")
                    if other != inner
                }
                siblings = [self._inner(other)[0] for other in others]
            yield Qualified(self._inner(inner)[0], tuple(siblings), count)

    def _sparql(self, node: Term, steps: str) -> Iterator[Sparql]:
        graph = self.graph
        if graph.flag(node, "deactivated"):
            return
        itself = KNOWN if node in graph.all(node, "sparql") else {"message", "deactivated"}
        for name in sorted(graph.sh(node).keys() - _QUERY - itself):
            raise Fault(f"sh:{name}", "is not supported in sh:sparql")
        wellformed.check(graph, node)
        text = graph.one(node, "select")
        if text is None:
            raise Fault("sh:sparql", "needs a sh:select")
        prefixes = tuple(dict.fromkeys(self._prefixes(node)))
        for prefix, number in Counter(prefix for prefix, _ in prefixes).items():
            if number > 1:
                raise Fault("sh:prefix", f"'{prefix}' is declared for several namespaces")
        message = self._message(node)
        select.check(text.value, dict(prefixes), steps)
        yield Sparql(text.value, prefixes, message)

    def _prefixes(self, node: Term) -> Iterator[tuple[str, str]]:
        """Those of sh:prefixes, what it imports included."""
        graph = self.graph
        imports = "http://www.w3.org/2002/07/owl#imports"
        todo, seen = list(graph.all(node, "prefixes")), set()
        while todo:
            home = todo.pop()
            if home in seen:
                continue
            seen.add(home)
            todo += graph.objects.get(home, {}).get(imports, [])
            for declared in graph.all(home, "declare"):
                yield self._declared(declared)

    def _declared(self, node: Term) -> tuple[str, str]:
        import pyoxigraph as ox

        wellformed.check(self.graph, node)
        prefix, namespace = self.graph.one(node, "prefix"), self.graph.one(node, "namespace")
        if prefix is None or namespace is None:
            raise Fault("sh:declare", "needs a sh:prefix and a sh:namespace")
        if not re.fullmatch(r"([^\W\d_]([\w.-]*[\w-])?)?", prefix.value):
            raise Fault("sh:prefix", f"{prefix} is no prefix")
        try:
            return prefix.value, ox.NamedNode(namespace.value).value
        except ValueError:
            raise Fault("sh:namespace", f"must be an IRI, not {namespace}") from None
