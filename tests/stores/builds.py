"""Builds of any number of documents, made of N-Quads alone: no seeds are read for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from kgraph.names import DEFAULT_BASE, EXTERNAL, KINDS, Names
from kgraph.rdf.canonical import digests

NAMES = Names(DEFAULT_BASE, {})
KG, RDFS = EXTERNAL["kg"], EXTERNAL["rdfs"]


def small_build(folder: Path, claims: Mapping[str, int]) -> None:
    """Documents by id, each with so many claims, and entities that they are about."""
    lines = [quad(f"{DEFAULT_BASE}entity/thing", f"{RDFS}label", '"thing"', NAMES.entities_graph)]
    for document, number in claims.items():
        for n in range(number):
            claim, graph = f"{DEFAULT_BASE}claim/{document}-{n}", NAMES.document_graph(document)
            lines += [
                quad(claim, f"{KG}note", f'"note {n} of {document} \\\\users \\"é\\""', graph),
                quad(claim, f"{KG}reliability", f"<{KG}reliability-C>", graph),
            ]
    write_build(folder, lines)


def quad(subject: str, predicate: str, object: str, graph: str) -> str:
    return f"<{subject}> <{predicate}> {object} <{graph}> ."


def write_build(folder: Path, lines: Iterable[str]) -> None:
    """What ``kgraph build`` leaves, as far as stores are concerned."""
    folder.mkdir(parents=True)
    content = sorted({f"{line}\n".encode() for line in lines})
    (folder / "graph.nq").write_bytes(b"".join(content))
    (folder / "graph.nt").write_bytes(b"")
    minted = {prefix: DEFAULT_BASE + path for prefix, path in KINDS.items()}
    report = {
        "prefixes": {**EXTERNAL, **minted},
        "canonical": {"graphs": {iri: asdict(of) for iri, of in digests(content).items()}},
        "files": {"graph.nq": {"sha256": sha256(b"".join(content)).hexdigest()}},
    }
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
