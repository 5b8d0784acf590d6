"""The hashes of report.json, held against implementations of others."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given

from kgraph.model import Facts
from kgraph.names import Names
from kgraph.rdf.canonical import digests
from kgraph.rdf.files import NQUADS, NTRIPLES, files
from kgraph.rdf.projection import project
from kgraph.rdf.quads import quads
from tests.cases import CASES, VOCABULARY, facts_of, graph_files
from tests.examples import examples
from tests.rdf.records import facts as any_facts


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def by_pyld(nquads: bytes) -> str:
    """By URDNA2015, from which RDFC-1.0 differs in how control characters are escaped."""
    from pyld import jsonld

    form = "application/n-quads"
    options = {"algorithm": "URDNA2015", "inputFormat": form, "format": form}
    return sha256(jsonld.normalize(nquads.decode(), options))


def by_oxigraph(nquads: bytes) -> str:
    dataset = ox.Dataset(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b"" for quad in dataset)
    return sha256(b"".join(sorted(lines)).decode())


def graphs_of(nquads: bytes) -> dict[str, bytes]:
    """Each named graph as N-Triples, by pyoxigraph."""
    found: dict[str, bytes] = defaultdict(bytes)
    for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS):
        triple = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
        assert triple is not None
        found[str(quad.graph_name.value)] += triple  # type: ignore[union-attr]
    return dict(found)


def assert_all_agree(files: dict[str, bytes], hash: Callable[[bytes], str]) -> None:
    """The files are the canonical forms of their datasets, and each graph has its hash."""
    for name in (NQUADS, NTRIPLES):
        assert hash(files[name]) == sha256(files[name].decode()), name
    ours = {iri: digest.sha256 for iri, digest in digests(BytesIO(files[NQUADS])).items()}
    assert {iri: hash(graph) for iri, graph in graphs_of(files[NQUADS]).items()} == ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pyld_has_the_same_hashes(case: Path) -> None:
    assert_all_agree(graph_files(facts_of(case / "seeds")), by_pyld)


@given(any_facts())
@examples(20)
def test_oxigraph_has_the_same_hashes_whatever_the_text(facts: Facts) -> None:
    graphs = quads(facts, project(facts, VOCABULARY), VOCABULARY)
    prefixes = Names(facts.base, VOCABULARY.domains).prefixes
    assert_all_agree(dict(islice(files(graphs, prefixes), 2)), by_oxigraph)
