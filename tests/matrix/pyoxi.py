"""pyoxigraph: Oxigraph inside Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

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
    Row,
    Software,
)

_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RDFXML: ox.RdfFormat.RDF_XML,
    RDF12: ox.RdfFormat.TRIG,
    TRIG: ox.RdfFormat.TRIG,
    NQUADS: ox.RdfFormat.N_QUADS,
    JSONLD: ox.RdfFormat.JSON_LD,
}
_BULK = "bulk_load"


@dataclass(frozen=True, slots=True)
class _Pyoxigraph:
    version: str = ox.__version__

    def load(self, job: Job) -> Held:
        store = ox.Store()
        store.bulk_load(path=str(job.path), format=_FORMATS[job.row.format])
        union = job.row.format not in FLAT
        answers = {}
        for name, query in job.questions.items():
            found = store.query(query, use_default_graph_as_union=union)
            assert isinstance(found, ox.QuerySolutions)
            answers[name] = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return Held(store.dump(format=ox.RdfFormat.N_QUADS) or b"", answers)


@contextmanager
def _opened(bench: Bench) -> Iterator[_Pyoxigraph]:
    yield _Pyoxigraph()


SOFTWARE = Software(
    "pyoxigraph",
    tuple(
        Row(format, _BULK, Asked() if format == TRIG else None, lost=by_format(format))
        for format in _FORMATS
    ),
    _opened,
)
