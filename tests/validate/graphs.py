"""The graph of ``seeds/``, damaged in many ways; several in one, so that engines start once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from kgraph import names
from kgraph.model import Facts
from kgraph.validate.fast import validate
from kgraph.validate.model import Result
from kgraph.validate.run import Shapes
from tests.cases import ROOT, VOCABULARY, facts_of, ntriples

HERE = Path(__file__).parent
ONTOLOGY = ROOT.parent / "ontology"
DAMAGE: list[dict[str, str]] = yaml.safe_load((HERE / "damage.yaml").read_text("utf-8"))
BASE = names.DEFAULT_BASE
PREFIXES = names.Names(BASE, VOCABULARY.domains).prefixes


@cache
def shapes() -> Shapes:
    return Shapes.read(sorted((ONTOLOGY / "shapes").glob("*.ttl")), sorted(ONTOLOGY.glob("*.ttl")))


@cache
def facts() -> Facts:
    return facts_of(HERE / "seeds")


@cache
def sound() -> bytes:
    """N-Triples of the seeds."""
    return ntriples(facts())


def damaged(update: str) -> bytes:
    """N-Triples of the seeds after a SPARQL update."""
    store = ox.Store()
    store.load(sound(), ox.RdfFormat.N_TRIPLES)
    store.update(update, prefixes=PREFIXES)
    changed = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert changed is not None
    assert set(changed.splitlines()) != set(sound().splitlines()), "nothing was damaged"
    return changed


def together(graphs: Iterable[bytes]) -> bytes:
    """The graphs as one, each under a base of its own."""
    return b"".join(
        graph.replace(BASE.encode(), f"{BASE}{number}/".encode())
        for number, graph in enumerate(graphs)
    )


def verdict(results: Iterable[Result]) -> set[tuple[str, ...]]:
    return {result.verdict for result in results}


__all__ = ["DAMAGE", "Result", "damaged", "facts", "shapes", "sound", "together", "validate"]
