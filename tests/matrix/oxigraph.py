"""Oxigraph's server: over HTTP, and by its own bulk loader into a folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers import oxigraph_server
from tests.servers.oxigraph import executable

from .bench import Bench
from .endpoint import Endpoint
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
    Refused,
    Row,
    Software,
)

MEDIA_TYPES = {
    TURTLE: "text/turtle",
    NTRIPLES: "application/n-triples",
    RDFXML: "application/rdf+xml",
    RDF12: "application/trig",
    TRIG: "application/trig",
    NQUADS: "application/n-quads",
    JSONLD: "application/ld+json",
}
_HTTP, _BULK = "POST /store", "oxigraph load"


@dataclass(frozen=True, slots=True)
class _Oxigraph:
    endpoint: Endpoint
    version: str

    def load(self, job: Job) -> Held:
        if job.row.how == _BULK:
            return _bulk(job)
        self.endpoint.update("DROP ALL")
        store = self.endpoint.server.store
        assert store is not None
        headers = {"Content-Type": MEDIA_TYPES[job.row.format]}
        flat = {"default": ""} if job.row.format in FLAT else {}
        content = job.path.read_bytes()
        self.endpoint.request("POST", store, params=flat, data=content, headers=headers)
        accept = {"Accept": MEDIA_TYPES[NQUADS]}
        held = self.endpoint.request("GET", store, headers=accept).content
        union = {} if flat else {"union-default-graph": "true"}
        return Held(held, self.endpoint.answers(job.questions, **union))


def _bulk(job: Job) -> Held:
    place = ["--location", str(job.scratch / "store")]
    loaded = subprocess.run(
        [executable(), "load", *place, "--file", str(job.path)], capture_output=True, check=False
    )
    if loaded.returncode:
        raise Refused(loaded.stderr.decode("utf-8", "replace"))
    dump = [executable(), "dump", *place, "--format", "nq"]
    return Held(subprocess.run(dump, capture_output=True, check=True).stdout)


@contextmanager
def _opened(bench: Bench) -> Iterator[_Oxigraph]:
    version = subprocess.run([executable(), "--version"], capture_output=True, check=True).stdout
    with oxigraph_server(bench.folder("oxigraph")) as server:
        yield _Oxigraph(Endpoint(server), version.decode().split()[-1])


SOFTWARE = Software(
    "Oxigraph server",
    (
        *(
            Row(format, _HTTP, Asked() if format == TRIG else None, lost=by_format(format))
            for format in MEDIA_TYPES
        ),
        *(Row(format, _BULK) for format in (NTRIPLES, TRIG, NQUADS)),
    ),
    _opened,
)
