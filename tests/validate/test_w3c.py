"""The W3C's SHACL test suite; ``KGRAPH_W3C`` names the folder with ``shacl/`` in it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgraph.problems import KgraphError
from kgraph.validate.fast import validate
from kgraph.validate.graph import SH, ShapesGraph
from kgraph.validate.paths import path
from kgraph.validate.shapes import shapes

SUITE = Path(os.environ.get("KGRAPH_W3C", "w3c")) / "shacl"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

REFUSED = {
    "core/node/qualified-001.ttl": "sh:qualified",
    "core/property/datatype-ill-formed.ttl": "sh:datatype",
    "core/property/qualifiedValueShape-001.ttl": "sh:nodeShape",
    "core/property/uniqueLang-002.ttl": "sh:uniqueLang",
    "sparql/component/nodeValidator-001.ttl": "sh:parameter",
    "sparql/component/optional-001.ttl": "sh:parameter",
    "sparql/component/propertyValidator-select-001.ttl": "sh:parameter",
    "sparql/component/validator-001.ttl": "sh:parameter",
    "sparql/pre-binding/pre-binding-006.ttl": "each SELECT in it must select $this",
    "sparql/pre-binding/shapesGraph-001.ttl": "$shapesGraph",
    "sparql/pre-binding/unsupported-sparql-001.ttl": "MINUS",
    "sparql/pre-binding/unsupported-sparql-002.ttl": "VALUES",
    "sparql/pre-binding/unsupported-sparql-003.ttl": "SERVICE",
    "sparql/pre-binding/unsupported-sparql-004.ttl": "each SELECT in it must select $this",
    "sparql/pre-binding/unsupported-sparql-005.ttl": "$this: is bound beforehand",
    "sparql/pre-binding/unsupported-sparql-006.ttl": "sh:parameter",
}
"""Cases that use what is not supported, and what the refusal names. All others must pass."""

CASES = [
    file.relative_to(SUITE).as_posix()
    for file in sorted(SUITE.rglob("*.ttl"))
    if b"sht:Validate" in file.read_bytes()
]

Triples = list[tuple[Any, str, Any]]


def read(file: Path) -> Triples:
    parsed = ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.as_uri())
    return [(quad.subject, quad.predicate.value, quad.object) for quad in parsed]


def test_the_suite_is_there() -> None:
    if not CASES:
        pytest.skip(f"no test suite in {SUITE}: KGRAPH_W3C names its folder")
    assert len(CASES) > 110
    assert set(CASES) >= REFUSED.keys()


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    file = SUITE / case
    triples = read(file)
    manifest = ShapesGraph([])
    manifest.add(triples)
    (test,) = (node for node in manifest.objects if SHT + "Validate" in manifest.types(node))
    (action,), (expected,) = (manifest.objects[test][MF + name] for name in ("action", "result"))

    def graph(name: str) -> Triples:
        (iri,) = manifest.objects[action][SHT + name]
        return triples if iri.value == file.as_uri() else read(Path(iri.value[len("file://") :]))

    wanted = ShapesGraph([])
    wanted.add(graph("shapesGraph"))
    if case in REFUSED or expected.value == SHT + "Failure":
        with pytest.raises(KgraphError) as refusal:
            shapes(wanted)
        assert REFUSED[case] in str(refusal.value)
        return
    store = ox.Store()
    store.extend(ox.Quad(s, ox.NamedNode(p), o) for s, p, o in graph("dataGraph"))
    found = [tuple(map(_named, result.verdict)) for result in validate(store, shapes(wanted))]
    reported = [_result(manifest, node) for node in manifest.all(expected, "result")]
    assert set(found) == set(reported)
    if case not in TWICE:
        assert Counter(found) == Counter(reported)


TWICE = {"core/property/property-001.ttl"}
"""Cases that want a result again for each way to its focus node; here it is given once."""


def _result(manifest: ShapesGraph, node: Any) -> tuple[str, ...]:
    def value(name: str) -> Any:
        return manifest.one(node, name)

    way = value("resultPath")
    return (
        _named(_canonical(value("focusNode"))),
        path(manifest, way) if way is not None else "",
        _named(_canonical(value("value"))),
        value("sourceConstraintComponent")
        .value.removeprefix(SH)
        .removesuffix("ConstraintComponent"),
        _named(str(value("sourceShape"))),
        value("resultSeverity").value.removeprefix(SH),
    )


def _canonical(term: Any) -> str:
    """The term as the store keeps it: numbers in their canonical form."""
    if term is None:
        return ""
    store = ox.Store()
    store.add(ox.Quad(ox.BlankNode(), ox.NamedNode("urn:p"), term))
    (quad,) = store
    return str(quad.object)


def _named(term: str) -> str:
    """Blank nodes, and shapes that are one, cannot be told apart across files."""
    return "_:" if term.startswith(("_:", "<urn:shape:", "None")) else term
