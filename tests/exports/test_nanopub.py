"""Nanopublications, held against the `nanopub` package, which has an implementation of Trusty
URIs of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given

import kgraph
from kgraph.exports import FORMATS
from kgraph.exports.nanopub import nanopublications
from kgraph.exports.trusty import Quad
from kgraph.impact.world import World
from kgraph.names import DEFAULT_BASE, Names
from kgraph.rdf.projection import project
from tests.cases import ROOT, VOCABULARY, facts_of
from tests.examples import examples
from tests.exports.worlds import worlds

RELAY_CHAIN = ROOT / "cases" / "relay-chain" / "seeds"


def as_nanopub(quads: Iterable[Quad]):  # type: ignore[no-untyped-def]
    """What the `nanopub` package makes of it, handed over as N-Quads."""
    from nanopub import Nanopub

    text = "".join(f"{s} {p} {o} {g} .\n" for g, s, p, o in quads)
    return Nanopub(rdf=rdflib.ConjunctiveGraph().parse(data=text, format="nquads"))


@given(worlds)
@examples(8)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_each_is_valid_and_has_the_digest_that_others_compute(world: World) -> None:
    facts = world.facts
    for code, quads in nanopublications(facts, world.projection, VOCABULARY):
        theirs = as_nanopub(quads)
        assert theirs.is_valid
        assert theirs.source_uri == Names(facts.base, {}).nanopublication(code)
        assert theirs.has_valid_trusty


@pytest.mark.parametrize("base", ["https://example.org/own#", "urn:own/"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_under_any_base(base: str) -> None:
    from nanopub.trustyuri.rdf import RdfHasher, RdfUtils

    found = {}
    for name in (DEFAULT_BASE, base):
        facts = replace(facts_of(RELAY_CHAIN), base=name)
        for code, quads in nanopublications(facts, project(facts, VOCABULARY), VOCABULARY):
            graphs = as_nanopub(quads).rdf
            found[code] = RdfHasher.make_hash(RdfUtils.get_quads(graphs), code)
    assert len(found) == 4
    assert all(code == theirs for code, theirs in found.items())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_word_more_or_less_is_noticed() -> None:
    facts = facts_of(RELAY_CHAIN)
    _, quads = next(nanopublications(facts, project(facts, VOCABULARY), VOCABULARY))
    with pytest.raises(ValueError, match="is not valid"):
        _ = as_nanopub(quads[:-1]).has_valid_trusty


def test_the_text_holds_all_of_them(built: Path) -> None:
    """And their assertions are the plain triples that the graph has from claims."""
    graph = kgraph.load(built)
    text = b"".join(FORMATS["nanopub"].write(graph))
    found = nanopublications(graph.facts, graph.projection, graph.vocabulary)
    lines = {f"{s} {p} {o} {g}" for _, quads in found for g, s, p, o in quads}
    assert {str(quad) for quad in ox.parse(text, ox.RdfFormat.TRIG)} == lines
    triples = {line.rpartition(" ")[0] for line in lines}
    as_built = set((built / "graph.nt").read_text(encoding="utf-8").splitlines())
    assert {f"{it} ." for it in triples if "/nanopub/" not in it} < as_built
    asserted = {line.rpartition(" ")[0] for line in lines if line.endswith("assertion>")}
    for row in graph.rows(
        "SELECT ?s ?p { ?it kg:projected true ; rdf:subject ?s ; rdf:predicate ?p }"
    ):
        assert any(line.startswith(f"<{row['s']}> <{row['p']}> ") for line in asserted)
