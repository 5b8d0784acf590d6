"""Versions of a small project: documents added, removed and changed, a grade, a label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from kgraph.api import BuiltGraph, load
from kgraph.names import Names
from kgraph.publish.build import Canonical
from kgraph.publish.output import REPORT, replace_all
from kgraph.rdf.canonical import ALGORITHM, Digest, digests
from tests.cases import VOCABULARY, facts_of, graph_files

BASE = "https://example.org/border/"
_ENTITIES = """\
base: {base}
entities:
  reporter: {{type: Person, label: the reporter}}
  northland: {{type: State, label: {label}}}
  westland: {{type: State, label: Westland}}
"""
_DOCUMENT = """\
document: {{id: {id}, title: {id}, author: reporter, reliability: B}}
entities:
  {id}-post: {{type: Settlement, label: the post of {id}}}
passages:
  - at: 4 Northland holds ... the river
    credibility: {grade}
    claims:
      - [northland, controls, {id}-post]
      - [westland, controls, {id}-post]
"""
_MORE = "      - [northland, describedAs, note {number} of {id}]\n"


def document(id: str, grade: int = 2, more: int = 0) -> str:
    """Two facts, and so many more."""
    notes = "".join(_MORE.format(number=number, id=id) for number in range(more))
    return _DOCUMENT.format(id=id, grade=grade) + notes


def build_version(folder: Path, documents: Mapping[str, str], label: str, base: str) -> BuiltGraph:
    """What a build leaves of its graph; page and validation take long and are left out."""
    seeds, output = folder / "seeds", folder / "output"
    seeds.mkdir(parents=True)
    (seeds / "entities.yaml").write_text(_ENTITIES.format(base=base, label=label))
    for id, text in documents.items():
        (seeds / f"{id}.yaml").write_text(text)
    content = graph_files(facts_of(seeds))
    digest = sha256(content["graph.nq"]).hexdigest()
    found = {"graph.nq": Digest(content["graph.nq"].count(b"\n"), digest)}
    report = {
        "base": base,
        "prefixes": Names(base, VOCABULARY.domains).prefixes,
        "canonical": asdict(Canonical(ALGORITHM, found, digests(BytesIO(content["graph.nq"])))),
        "files": {name: {"sha256": sha256(data).hexdigest()} for name, data in content.items()},
    }
    replace_all(output, {**content, REPORT: json.dumps(report).encode()})
    return load(output)


def build_versions(folder: Path, base: str = BASE) -> list[BuiltGraph]:
    """Four, the first of which is the smallest."""
    east, west, south = document("east"), document("west"), document("south", more=6)
    versions: list[tuple[dict[str, str], str]] = [
        ({"east": east}, "Northland"),
        ({"east": east, "west": west, "south": south}, "Northland"),
        ({"east": document("east", grade=3), "south": document("south", more=7)}, "Northland"),
        (
            {"east": document("east", more=1), "west": west, "north": document("north", more=2)},
            "The North",
        ),
    ]
    return [
        build_version(folder / str(number), documents, label, base)
        for number, (documents, label) in enumerate(versions)
    ]


Graphs = dict[str, frozenset[bytes]]
"""Lines of N-Quads by the graph that they are in; an empty name is the default graph's."""

_QUAD = re.compile(rb'<[^>]*> <[^>]*> (?:<[^>]*>|".*"\S*)(?: <([^>]*)>)? \.')


def by_graph(quads: Iterable[bytes]) -> Graphs:
    found: dict[str, set[bytes]] = {}
    for quad in quads:
        parts = _QUAD.fullmatch(quad)
        assert parts, quad
        found.setdefault((parts[1] or b"").decode(), set()).add(quad)
    return {graph: frozenset(lines) for graph, lines in found.items()}


@cache
def _graphs(nquads: Path) -> Graphs:
    return by_graph(nquads.read_bytes().splitlines())


def graphs(version: BuiltGraph) -> Graphs:
    """What a store should hold of it."""
    return _graphs(version.files.nquads)
