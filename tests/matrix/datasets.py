"""The datasets of the matrix, laid out as a build leaves them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kgraph.names import Names
from kgraph.publish.output import REPORT, replace_all
from kgraph.rdf.files import files
from kgraph.rdf.projection import project
from kgraph.reason.graphs import graphs
from tests.cases import VOCABULARY, conclusions_of, facts_of
from tests.query.asking import BORDER, SEEDS, Data, cases, from_json

from . import hostile
from .data import BUILT, Dataset, Question
from .model import BORDERS, CONTROLS, DIGITS, FIRST, HOSTILE, NTRIPLES

NAMES = {"first": FIRST, "border": BORDERS}


def datasets(scratch: Path) -> Iterator[Dataset]:
    """All of them."""
    yield from of_claims(scratch)
    yield from of_values(scratch)


def of_claims(scratch: Path) -> Iterator[Dataset]:
    """The first document, and an invented conflict of four."""
    for name, seeds in SEEDS.items():
        facts = facts_of(seeds)
        text = graphs(facts, project(facts, VOCABULARY), conclusions_of(facts), VOCABULARY)
        names = Names(facts.base, VOCABULARY.domains)
        if seeds == BORDER / "seeds":
            text[names.derived_graph].append(_quads(BORDER / "derived.ttl", names.derived_graph))
        yield _asked(name, _laid(scratch / name, text, names.prefixes), names.prefixes)


def of_values(scratch: Path) -> Iterator[Dataset]:
    """What stores are known to change."""
    for name, text in (
        (HOSTILE, hostile.graphs()),
        (CONTROLS, hostile.controls()),
        (DIGITS, hostile.digits()),
    ):
        folder = _laid(scratch / name.replace(" ", "-"), text, hostile.NAMES.prefixes)
        yield Dataset(name, folder, hostile.NAMES.prefixes, {})


def _quads(turtle: Path, graph: str) -> str:
    triples = ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)
    named = (
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) for quad in triples
    )
    return (ox.serialize(named, format=ox.RdfFormat.N_QUADS) or b"").decode()


def _laid(folder: Path, text: dict[str, list[str]], prefixes: dict[str, str]) -> Path:
    content = dict(files(text, prefixes))
    digests = {name: {"sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()}
    report = json.dumps({"prefixes": prefixes, "files": digests})
    replace_all(folder, {**content, REPORT: report.encode()})
    return folder


def _asked(name: str, folder: Path, prefixes: Mapping[str, str]) -> Dataset:
    ntriples = (folder / BUILT[NTRIPLES]).read_bytes()
    store = ox.Store()
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    data = Data(ntriples, prefixes, store)
    questions = {}
    for case in cases():
        if case.data == name:
            query = data.fill(case.question, case.values)
            rows = from_json(data.ask(query), prefixes)
            questions[str(case)] = Question(case.question, query, rows)
    return Dataset(NAMES[name], folder, prefixes, questions)
