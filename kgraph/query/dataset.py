"""A built graph as a store of the engine, and as an rdflib Dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from .run import Graph


def loaded(ntriples: str, nquads: str) -> pyoxigraph.Store:
    """A store of the two files.

    The flat graph is the default graph as it is: a union of the named graphs would repeat
    triples that stand in several of them.
    """
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=ntriples, format=ox.RdfFormat.N_TRIPLES)
    store.bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
    return store


def dataset(graph: Graph) -> rdflib.Dataset:
    """All triples, in a store that is Oxigraph; the default graph is the flat one."""
    import rdflib
    from oxrdflib import OxigraphStore

    store = loaded(str(graph.ntriples), str(graph.nquads))
    dataset = rdflib.Dataset(store=OxigraphStore(store=store))
    for prefix, iri in graph.prefixes.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
