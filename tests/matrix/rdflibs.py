"""rdflib: its own parsers, store and SPARQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rdflib

from .bench import Bench
from .known import by_format
from .model import (
    FLAT,
    JSONLD,
    NQUADS,
    NTRIPLES,
    RDF12,
    RDFXML,
    TRIG,
    TURTLE,
    Asked,
    Held,
    Job,
    Lost,
    Row,
    Software,
)

_FORMATS = {
    TURTLE: "turtle",
    NTRIPLES: "nt",
    RDFXML: "xml",
    RDF12: "trig",
    TRIG: "trig",
    NQUADS: "nquads",
    JSONLD: "json-ld",
}


_NO_RDF12 = Lost(True, "refused: no syntax that it knows")


@dataclass(frozen=True, slots=True)
class _Rdflib:
    bench: Bench
    version: str = rdflib.__version__

    def load(self, job: Job) -> Held:
        return self.bench.apart(_load, job.path, job.row.format, dict(job.questions))


def _load(path: Path, format: str, questions: Mapping[str, str]) -> Held:
    graph: rdflib.Graph
    if format in FLAT:
        graph, out = rdflib.Graph(), "nt"
    else:
        graph, out = rdflib.Dataset(default_union=True), "nquads"
    graph.parse(path, format=_FORMATS[format])
    answers = {}
    for name, query in questions.items():
        answers[name] = graph.query(query).serialize(format="json") or b""
    return Held(graph.serialize(format=out, encoding="utf-8"), answers)


@contextmanager
def _opened(bench: Bench) -> Iterator[_Rdflib]:
    yield _Rdflib(bench)


SOFTWARE = Software(
    "rdflib",
    tuple(
        Row(
            format,
            "parse",
            Asked(once=True) if format == TRIG else None,
            lost=by_format(format, _NO_RDF12),
        )
        for format in _FORMATS
    ),
    _opened,
)
