"""The description of a dataset, held against the dataset by SPARQL."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import kgraph
from kgraph.exports import FORMATS, FileFormat
from kgraph.exports.void import PREFIXES

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def description(built: Path) -> ox.Store:
    store, format = ox.Store(), FORMATS["void"]
    assert isinstance(format, FileFormat)
    store.load(b"".join(format.write(kgraph.load(built))), ox.RdfFormat.TURTLE)
    return store


def told(description: ox.Store, pattern: str) -> dict[str, str]:
    """What the pattern finds for ``?what`` and ``?value``."""
    found = description.query(f"{PROLOGUE} SELECT ?what ?value {{ {pattern} }}")
    assert isinstance(found, ox.QuerySolutions)
    return {str(row["what"].value): str(row["value"].value) for row in found}


@pytest.mark.parametrize(
    ("pattern", "query"),
    [
        (
            "?part void:class ?what ; void:entities ?value",
            "SELECT ?what (COUNT(*) AS ?value) { ?it a ?what } GROUP BY ?what",
        ),
        (
            "?part void:property ?what ; void:triples ?value",
            "SELECT ?what (COUNT(*) AS ?value) { ?it ?what ?any } GROUP BY ?what",
        ),
        (
            "?dataset void:subset ?what . ?what void:triples ?value",
            "SELECT ?what (COUNT(*) AS ?value) { GRAPH ?what { ?a ?b ?c } } GROUP BY ?what",
        ),
    ],
)
def test_counts_are_those_of_the_graph(
    built: Path, description: ox.Store, pattern: str, query: str
) -> None:
    rows = kgraph.load(built).rows(query)
    assert told(description, pattern) == {row["what"]: row["value"] for row in rows}


def test_all_files_are_there_with_size_and_digest(built: Path, description: ox.Store) -> None:
    files = [path for path in built.iterdir() if path.name.startswith(("graph.", "index."))]
    sizes = told(description, "?file dcterms:title ?what ; dcat:byteSize ?value")
    assert sizes == {path.name: str(path.stat().st_size) for path in files}
    digests = told(
        description, "?file dcterms:title ?what ; spdx:checksum/spdx:checksumValue ?value"
    )
    assert digests == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_each_named_graph_has_its_canonical_hash(built: Path, description: ox.Store) -> None:
    found = told(
        description,
        """?dataset void:subset ?what . ?what dcat:distribution ?canonical .
           ?canonical dcterms:conformsTo <https://www.w3.org/TR/rdf-canon/> ;
             spdx:checksum/spdx:checksumValue ?value""",
    )
    report = json.loads((built / "report.json").read_bytes())
    assert found == {iri: it["sha256"] for iri, it in report["canonical"]["graphs"].items()}
    assert found
