"""Eclipse RDF4J: its parsers, which GraphDB uses too; Debian packs no store of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .bench import Bench
from .java import Java, laid_out
from .known import by_format
from .model import (
    JSONLD,
    NQUADS,
    NTRIPLES,
    RDF12,
    RDFXML,
    TRIG,
    TURTLE,
    Held,
    Job,
    Lost,
    Row,
    Software,
)

_NO_RDF12 = Lost(True, "refused: it knows RDF-star, the proposal that came before")


@dataclass(frozen=True, slots=True)
class _Rdf4j:
    java: Java
    version: str

    def load(self, job: Job) -> Held:
        (out, *_), _answers = laid_out(job)
        self.java.run("/rdf4j", job.path.suffix, job.path, out)
        return Held((job.scratch / "held.nq").read_bytes())


@contextmanager
def _opened(bench: Bench) -> Iterator[_Rdf4j]:
    yield _Rdf4j(bench.java, bench.java.versions()[1])


SOFTWARE = Software(
    "RDF4J",
    tuple(
        Row(format, "Rio", lost=by_format(format, _NO_RDF12))
        for format in (TURTLE, NTRIPLES, RDFXML, TRIG, RDF12, NQUADS, JSONLD)
    ),
    _opened,
)
