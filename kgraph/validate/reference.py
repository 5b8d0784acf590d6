"""The same verdict from pySHACL: slow, and the reference that the engine is held against."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from ..problems import KgraphError
from .graph import SH, ShapesGraph, Term
from .model import Nested, Qualified, Result, Shape
from .shapes import identifier

if TYPE_CHECKING:
    import rdflib


def validate(triples: bytes, shapes: Iterable[Shape], graph: ShapesGraph) -> list[Result]:
    """All results, sorted, for data in N-Triples, ontology included.

    Raises:
        KgraphError: pySHACL is not installed, or failed.
    """
    try:
        import pyshacl
        import rdflib
    except ImportError:
        raise KgraphError(
            "pySHACL is not installed; install it with pip install 'kgraph[shacl]', "
            "or use --engine fast"
        ) from None
    # ill-formed literals are to be judged as they stand, and not to be warned of besides
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings(action="ignore"):
            _, report, text = pyshacl.validate(
                _data(triples),
                shacl_graph=rdflib.Graph().parse(data=named(graph, shapes), format="nt"),
                inference="none",
                advanced=False,
                inplace=True,
            )
    except Exception as error:
        raise KgraphError(f"pySHACL failed: {type(error).__name__}: {error}") from None
    finally:
        rdflib.NORMALIZE_LITERALS = normalise
    if not isinstance(report, rdflib.Graph):
        raise KgraphError(f"pySHACL failed: {text}")
    return sorted(results_of(report, shapes), key=lambda result: (result.verdict, result.message))


def _data(triples: bytes) -> rdflib.Graph:
    """A graph that parses each query once: pySHACL asks anew for every focus node."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    class Graph(rdflib.Graph):
        prepared: ClassVar[dict[str, Any]] = {}

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
            if isinstance(query_object, str):
                if query_object not in self.prepared:
                    names = dict(self.namespaces())
                    self.prepared[query_object] = prepareQuery(query_object, initNs=names)
                query_object = self.prepared[query_object]
            return super().query(query_object, *args, **kwargs)

    return Graph().parse(data=triples, format="nt")


def _all(shapes: Iterable[Shape]) -> Iterable[Shape]:
    """The shapes, and those within them, once each."""
    found: dict[str, Shape] = {}
    todo = list(shapes)
    while todo:
        shape = todo.pop()
        if shape.id in found:
            continue
        found[shape.id] = shape
        todo += shape.properties
        for constraint in shape.constraints:
            if isinstance(constraint, Nested):
                todo += constraint.shapes
            elif isinstance(constraint, Qualified):
                todo += (constraint.shape, *constraint.siblings)
    return found.values()


def named(graph: ShapesGraph, shapes: Iterable[Shape]) -> str:
    """The shapes graph in N-Triples, in which shapes that are blank nodes go by their ids.

    Engines report a copy of a blank node, which cannot be told from another.
    """
    wanted = {shape.id for shape in _all(shapes)}

    def term(node: Term) -> str:
        name = identifier(node)
        return name if name in wanted else str(node)

    return "".join(
        f"{term(subject)} <{predicate}> {term(object)} .\n"
        for subject, properties in graph.objects.items()
        for predicate, objects in properties.items()
        for object in objects
    )


def results_of(report: rdflib.Graph, shapes: Iterable[Shape]) -> Iterator[Result]:
    """What a validation report says (SHACL, section 3.6)."""
    by_id = {shape.id: shape for shape in _all(shapes)}
    from rdflib import RDF, URIRef

    def value(node: rdflib.term.Node, name: str) -> rdflib.term.Node | None:
        return report.value(node, URIRef(SH + name))

    for node in set(report.objects(None, URIRef(SH + "result"))):
        if (node, RDF.type, URIRef(SH + "ValidationResult")) not in report:
            continue
        source = _text(value(node, "sourceShape"))
        if source not in by_id:
            raise KgraphError(f"pySHACL found a fault by {source}, which is no shape here")
        shape = by_id[source]
        path = value(node, "resultPath")
        yield Result(
            focus=_text(value(node, "focusNode")),
            path=_text(path) if isinstance(path, URIRef) else shape.path,
            value=_text(value(node, "value")),
            component=_local(value(node, "sourceConstraintComponent")).removesuffix(
                "ConstraintComponent"
            ),
            shape=shape.id,
            severity=_local(value(node, "resultSeverity")),
            message=str(value(node, "resultMessage") or ""),
        )


def _text(term: rdflib.term.Node | None) -> str:
    """The term as pyoxigraph writes it."""
    import pyoxigraph as ox
    import rdflib

    if term is None:
        return ""
    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    assert isinstance(term, rdflib.Literal)
    datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
    if term.language:
        return str(ox.Literal(str(term), language=term.language))
    return str(ox.Literal(str(term), datatype=datatype))


def _local(term: rdflib.term.Node | None) -> str:
    return str(term).removeprefix(SH)
