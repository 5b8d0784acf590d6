"""A built graph as an rdflib Dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .run import Graph

if TYPE_CHECKING:
    import rdflib


def dataset(graph: Graph) -> rdflib.Dataset:
    """All triples, in a store that is Oxigraph; the default graph is the flat one."""
    import pyoxigraph
    import rdflib
    from oxrdflib import OxigraphStore

    store = pyoxigraph.Store()
    for path, format in (
        (graph.ntriples, pyoxigraph.RdfFormat.N_TRIPLES),
        (graph.nquads, pyoxigraph.RdfFormat.N_QUADS),
    ):
        store.bulk_load(path=str(path), format=format)
    dataset = rdflib.Dataset(store=OxigraphStore(store=store))
    for prefix, iri in graph.prefixes.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
