"""Apache Jena: RIOT reads, ARQ asks, TDB2 stores."""

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
    Asked,
    Held,
    Job,
    Lost,
    Row,
    Software,
)

_LANGUAGES = {
    TURTLE: "Turtle",
    NTRIPLES: "N-Triples",
    RDFXML: "RDF/XML",
    RDF12: "TriG",
    TRIG: "TriG",
    NQUADS: "N-Quads",
    JSONLD: "JSON-LD-10",
}
_NO_RDF12 = Lost(True, "refused: it knows RDF-star, the proposal that came before")
_MEMORY, _TDB2 = "riot", "tdb2 bulk loader, arq"


@dataclass(frozen=True, slots=True)
class _Jena:
    java: Java
    version: str

    def load(self, job: Job) -> Held:
        more, answers = laid_out(job)
        tool = "/jena/tdb2" if job.row.how == _TDB2 else "/jena/memory"
        self.java.run(tool, _LANGUAGES[job.row.format], job.path, *more)
        return Held(
            (job.scratch / "held.nq").read_bytes(),
            {name: path.read_bytes() for name, path in answers.items()},
        )


@contextmanager
def _opened(bench: Bench) -> Iterator[_Jena]:
    yield _Jena(bench.java, bench.java.versions()[0])


SOFTWARE = Software(
    "Apache Jena",
    (
        *(Row(format, _MEMORY, lost=by_format(format, _NO_RDF12)) for format in _LANGUAGES),
        Row(NTRIPLES, _TDB2),
        Row(TRIG, _TDB2),
        Row(NQUADS, _TDB2, Asked(once=True)),
    ),
    _opened,
)
