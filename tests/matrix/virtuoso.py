"""Virtuoso 7: its bulk loader by isql, and the Graph Store Protocol."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import Virtuoso, virtuoso_server

from .bench import Bench
from .endpoint import Endpoint, lines
from .known import by_format
from .model import (
    DIGITS,
    FLAT,
    NQUADS,
    NTRIPLES,
    RDF12,
    RDFXML,
    TRIG,
    TURTLE,
    Asked,
    Canon,
    Held,
    Job,
    Lost,
    Refused,
    Row,
    Software,
)

_INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
_BOOLEAN = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
_BULK, _CRUD = "isql: ld_dir, rdf_loader_run", "PUT /sparql-graph-crud-auth"
_MEDIA_TYPES = {TURTLE: "text/turtle", NTRIPLES: "text/plain", RDFXML: "application/rdf+xml"}
_ASKED = Asked(
    # ORDER BY puts what is unbound, and upper and lower case, where SPARQL does not say
    once=True,
    ordered=False,
    # all rows on a server that was just filled, but not after the loads of other rows
    otherwise=frozenset(("chain-owners",)),
    never={
        "requests": "a filter in OPTIONAL uses a variable that another OPTIONAL may leave unbound"
    },
)
_TRUE = Canon(
    "`true` as `1`",
    'Virtuoso keeps booleans as numbers: `"true"^^xsd:boolean` comes back as `"1"^^xsd:boolean`',
    lambda object: object.replace('"true"^^', '"1"^^', 1) if object == _BOOLEAN else object,
)
_LARGE = Canon(
    "integers beyond 32 bits as decimals",
    "loaders other than that of Turtle and TriG keep `2147483648` as `xsd:decimal`",
    lambda object: _decimal(object),
)
_CANONS = {
    format: (_TRUE,) if format in (TURTLE, TRIG, RDF12) else (_TRUE, _LARGE)
    for format in (TURTLE, NTRIPLES, RDFXML, TRIG, RDF12, NQUADS)
}
_NO_RDF12 = Lost(None, "refused, or what was read up to the error is held without a word")
_LOST = {DIGITS: Lost(False, "it keeps 15 places after the point, and drops the rest")}
_HOME = "urn:x-matrix:flat"
"""Virtuoso has no default graph of its own: a flat file goes into a named graph."""
_ALL = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER (?g NOT IN (%s)) }"
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


class _Virtuoso:
    def __init__(self, server: Virtuoso, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.endpoint = Endpoint(server)
        self.version = server.isql("SELECT sys_stat('st_dbms_ver');").split()[0]
        self._own = sorted(self._graphs())

    def _graphs(self) -> set[str]:
        rows = json.loads(self.endpoint.ask(_GRAPHS))["results"]["bindings"]
        return {row["g"]["value"] for row in rows}

    def load(self, job: Job) -> Held:
        for graph in self._graphs() - set(self._own):
            self.server.isql(f"SPARQL CLEAR GRAPH <{graph}>;")
        if job.row.how == _BULK:
            self._bulk(job.path)
        else:
            self._put(job)
        query = _ALL % ", ".join(f"<{graph}>" for graph in self._own)
        rows = json.loads(self.endpoint.ask(query))["results"]["bindings"]
        if job.row.format in FLAT:
            for row in rows:
                if row["g"]["value"] == _HOME:
                    del row["g"]
        return Held("".join(lines(rows)).encode(), self.endpoint.answers(job.questions))

    def _bulk(self, path: Path) -> None:
        """The loader says ok where it loaded nothing: only its own table tells of errors."""
        shutil.copy(path, self.folder)
        printed = self.server.isql(
            "DELETE FROM DB.DBA.load_list;\n"
            f"ld_dir('{self.folder}', '{path.name}', '{_HOME}');\n"
            "rdf_loader_run();\n"
            "SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;\n"
        )
        if printed.strip():
            raise Refused(printed)

    def _put(self, job: Job) -> None:
        store = self.server.store
        assert store is not None
        self.endpoint.request(
            "PUT",
            store,
            params={"graph-uri": _HOME},
            data=job.path.read_bytes(),
            headers={"Content-Type": _MEDIA_TYPES[job.row.format]},
        )


def _decimal(object: str) -> str:
    number = object.removesuffix(_INTEGER)
    large = number != object and not -(2**31) <= int(number.strip('"')) < 2**31
    return f"{number}{_INTEGER.replace('integer', 'decimal')}" if large else object


@contextmanager
def _opened(bench: Bench) -> Iterator[_Virtuoso]:
    folder = bench.folder("virtuoso")
    with virtuoso_server(folder) as server:
        yield _Virtuoso(server, folder)


SOFTWARE = Software(
    "Virtuoso",
    (
        *(
            Row(
                format,
                _BULK,
                _ASKED if format == TRIG else None,
                _CANONS[format],
                lost={**by_format(format, _NO_RDF12), **_LOST},
            )
            for format in (TURTLE, NTRIPLES, RDFXML, TRIG, RDF12, NQUADS)
        ),
        *(
            Row(format, _CRUD, None, _CANONS[format], lost={**by_format(format), **_LOST})
            for format in _MEDIA_TYPES
        ),
    ),
    _opened,
)
