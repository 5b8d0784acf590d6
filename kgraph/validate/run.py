"""Validating a graph against the shapes in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .. import ontology, wall
from ..names import Names
from . import fast, reference
from .graph import ShapesGraph
from .model import Result, Shape
from .shapes import shapes

if TYPE_CHECKING:
    import pyoxigraph as ox

Engine = Literal["fast", "pyshacl"]


@dataclass(frozen=True)
class Shapes:
    """Shapes, and the ontology that they look classes up in."""

    graph: ShapesGraph
    shapes: tuple[Shape, ...]
    ontology: tuple[Path, ...]

    @classmethod
    def in_force(cls) -> Shapes:
        """Those of the working folder and of the package.

        Raises:
            KgraphError: a file cannot be read, or a shape cannot be used.
        """
        return cls.read(ontology.shapes(), ontology.sources())

    @classmethod
    def read(cls, files: Iterable[Path], ontology: Iterable[Path]) -> Shapes:
        """Those of the files.

        Raises:
            KgraphError: a file cannot be read, or a shape cannot be used.
        """
        graph = ShapesGraph(files)
        graph.raise_faults()
        return cls(graph, shapes(graph), tuple(ontology))

    def prefixes(self, base: str, domains: dict[str, str]) -> dict[str, str]:
        """Those of a graph under the base, and those that the files of shapes declare."""
        declared = {
            prefix: iri
            for file in self.graph.texts
            for prefix, iri in self.graph.prefixes(file).items()
        }
        ours = Names(base, domains).prefixes
        named = set(ours.values())
        others = {prefix: iri for prefix, iri in declared.items() if iri not in named}
        return {**others, **ours}

    def validate(self, triples: bytes, engine: Engine = "fast") -> list[Result]:
        """All results, sorted, for a flat graph in N-Triples.

        Raises:
            KgraphError: the engine is not installed, or failed.
        """
        if engine == "fast":
            store = self.store(triples)
            with wall.shut_for_now():
                return fast.validate(store, self.shapes)
        return reference.validate(self.with_ontology(triples), self.shapes, self.graph)

    def with_ontology(self, triples: bytes) -> bytes:
        """N-Triples of what is validated, literals in the form in which the store keeps them."""
        import pyoxigraph as ox

        whole = self.store(triples).dump(
            format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()
        )
        assert whole is not None
        return whole

    def store(self, triples: bytes) -> ox.Store:
        """The triples and the ontology in the default graph of a store."""
        import pyoxigraph as ox

        store = ox.Store()
        # lenient: our own text, or text that was parsed already
        if b"_:" in triples:  # loading gives blank nodes other labels
            parsed = ox.parse(triples, ox.RdfFormat.N_TRIPLES, lenient=True)
            store.bulk_extend(quad for quad in parsed)
        else:
            store.bulk_load(triples, ox.RdfFormat.N_TRIPLES, lenient=True)
        for path in self.ontology:
            store.bulk_load(path.read_bytes(), ox.RdfFormat.TURTLE)
        return store
