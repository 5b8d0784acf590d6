"""Checks of an ontology as SPARQL: each file in ``report/`` asks for what should not be there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from tests.cases import ROOT

ONTOLOGY = ROOT.parent / "ontology"
VOCABULARIES = (ONTOLOGY / "kgraph.ttl", ONTOLOGY / "conflict.ttl")
CHECKS = sorted((Path(__file__).parent / "report").glob("*.rq"))

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ONTOLOGY = ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology")
_NAMESPACE = ox.NamedNode("http://purl.org/vocab/vann/preferredNamespaceUri")
OWN = ox.NamedNode("urn:own:Term")


def store_of(*texts: bytes) -> ox.Store:
    """The ontologies in one graph, with ``own:Term`` as the type of whatever they declare."""
    store = ox.Store()
    for text in texts:
        store.load(text, ox.RdfFormat.TURTLE)
    namespaces = tuple(
        quad.object.value for quad in store.quads_for_pattern(None, _NAMESPACE, None)
    )
    for quad in list(store.quads_for_pattern(None, _TYPE, None)):
        is_term = isinstance(quad.subject, ox.NamedNode) and quad.object != _ONTOLOGY
        if is_term and quad.subject.value.startswith(namespaces):
            store.add(ox.Quad(quad.subject, _TYPE, OWN))
    return store


def findings(store: ox.Store, check: Path) -> list[str]:
    """What a check finds, a line each."""
    rows = store.query(check.read_text(encoding="utf-8"))
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(" ".join(str(value) for value in row) for row in rows)


def terms(store: ox.Store) -> Iterable[ox.NamedNode]:
    for quad in store.quads_for_pattern(None, _TYPE, OWN):
        assert isinstance(quad.subject, ox.NamedNode)
        yield quad.subject
