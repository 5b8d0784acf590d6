"""The datasets of the matrix, as a build leaves them, in all formats."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

import kgraph
from kgraph.exports import FORMATS, FileFormat
from kgraph.names import Names
from kgraph.problems import KgraphError
from kgraph.publish.output import REPORT, replace_all
from kgraph.rdf.files import files
from kgraph.rdf.projection import project
from kgraph.reason.graphs import graphs
from tests.cases import VOCABULARY, conclusions_of, facts_of
from tests.query.asking import BORDER, SEEDS, Data, Rows, cases, from_json

from . import hostile
from .model import FLAT, JSONLD, NQUADS, NTRIPLES, TRIG, TURTLE, Asked, Refused

BUILT = {
    TURTLE: "graph.ttl",
    NTRIPLES: "graph.nt",
    TRIG: "graph.trig",
    NQUADS: "graph.nq",
    JSONLD: "graph.jsonld",
}
"""Formats that a build leaves; all others are exported."""
CONTROLS = "control characters"
_IRI = re.compile('<[^<>"]*>')


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question with values for its parameters."""

    name: str
    query: str
    rows: Rows
    """As the embedded store answers; tests of these questions hold it to rows that were checked
    by hand. The first has the columns' names."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One graph, what is asked of it, and what has to come back."""

    name: str
    folder: Path
    """As a build leaves it."""
    prefixes: Mapping[str, str]
    questions: Mapping[str, Question]
    """By name of the case."""

    def written(self, format: str) -> list[str]:
        """Canonical lines of all that a file of the format holds."""
        path = self.folder / BUILT[NTRIPLES if format in FLAT else NQUADS]
        return path.read_text(encoding="utf-8").splitlines()

    def asked(self, asked: Asked | None) -> dict[str, Question]:
        """The cases that a row asks."""
        found: dict[str, Question] = {}
        seen: set[str] = set()
        for case, question in self.questions.items():
            if asked and question.name not in asked.never:
                if not (asked.once and question.name in seen):
                    found[case] = question
                seen.add(question.name)
        return found

    def file(self, format: str) -> Path:
        """A file of the format, written when first asked for."""
        if format in BUILT:
            return self.folder / BUILT[format]
        exported = FORMATS[format]
        assert isinstance(exported, FileFormat)
        path = self.folder / f"{format}{exported.suffix}"
        if not path.exists():
            try:
                content = b"".join(exported.write(kgraph.load(self.folder)))
            except KgraphError as error:
                raise Refused(f"kgraph cannot write it: {error}") from None
            path.write_bytes(content)
        return path


def counts(lines: list[str]) -> dict[str, int]:
    """How many lines each graph has; what is in no named graph counts for ''."""
    return dict(sorted(Counter(map(graph_of, lines)).items()))


def graph_of(line: str) -> str:
    """The IRI of a canonical line's graph, or ''.

    >>> graph_of("<x:s> <x:p> <x:o> <x:g> ."), graph_of("<x:s> <x:p> <x:o> .")
    ('x:g', '')
    """
    object, _, last = line.split(" ", 2)[2].removesuffix(" .").rpartition(" ")
    return last[1:-1] if object and _IRI.fullmatch(last) else ""


def datasets(scratch: Path) -> Iterator[Dataset]:
    """The first document, an invented conflict of four, and what stores are known to change."""
    for name, seeds in SEEDS.items():
        facts = facts_of(seeds)
        text = graphs(facts, project(facts, VOCABULARY), conclusions_of(facts), VOCABULARY)
        names = Names(facts.base, VOCABULARY.domains)
        if seeds == BORDER / "seeds":
            text[names.derived_graph].append(_quads(BORDER / "derived.ttl", names.derived_graph))
        yield _asked(name, _laid(scratch / name, text, names.prefixes), names.prefixes)
    for name, text in (("hostile", hostile.graphs()), (CONTROLS, hostile.controls())):
        folder = _laid(scratch / name.replace(" ", "-"), text, hostile.NAMES.prefixes)
        yield Dataset(name, folder, hostile.NAMES.prefixes, {})


def _quads(turtle: Path, graph: str) -> str:
    triples = ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)
    named = (ox.Quad(*quad.triple, ox.NamedNode(graph)) for quad in triples)
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
    return Dataset(name, folder, prefixes, questions)
