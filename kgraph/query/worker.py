"""The process that runs one query: request on standard input, result on standard output.

It is a process of its own, within bounds (see ``wall``). Exit codes: 0 with the result, 1 with
a JSON object about the query's fault, anything else is a failure of the engine.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from typing import Any, NoReturn

from .. import wall
from ..rdf.files import grouped, used_prefixes

TOO_LARGE = 3
"""Exit code of a worker whose result was larger."""


def main() -> None:
    request = json.load(sys.stdin)
    import pyoxigraph as ox

    wall.limit(request["timeout"])

    store = ox.Store()
    # the flat graph is the default graph as it is: a union of the named graphs would repeat
    # triples that stand in several of them
    store.bulk_load(path=request["ntriples"], format=ox.RdfFormat.N_TRIPLES)
    store.bulk_load(path=request["nquads"], format=ox.RdfFormat.N_QUADS)
    # the guard before has a grammar of its own; the wall does not depend on reading the query as
    # the engine does
    if not wall.shut() and wall.may_ask(request["query"]):
        _fault("query-refused", "the query may ask another server")
    try:
        results = store.query(request["query"], prefixes=request["prefixes"])
        _write(results, request["format"], request["prefixes"])
        sys.stdout.flush()
    except SyntaxError as error:
        _fault("query-syntax", error.msg)
    except OSError as error:
        if error.errno == errno.EFBIG:
            os._exit(TOO_LARGE)  # at once: what is still buffered could not be written either
        # the store is in memory: only another server is asked through the operating system
        _fault("query-refused", "the query would ask another server")


def _fault(code: str, message: str) -> NoReturn:
    sys.stdout.seek(0)
    sys.stdout.truncate()
    json.dump({"code": code, "message": message}, sys.stdout)
    sys.stdout.flush()
    sys.exit(1)


def _write(results: Any, format: str, prefixes: dict[str, str]) -> None:
    import pyoxigraph as ox

    out = sys.stdout.buffer
    if isinstance(results, ox.QueryTriples):
        triples = sorted(set(results), key=str)
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        out.write(grouped(triples, ox.RdfFormat.TURTLE, used_prefixes(prefixes, text)))
    elif isinstance(results, ox.QueryBoolean) and format in ("csv", "tsv"):
        out.write(b"true\n" if results else b"false\n")
    else:
        results.serialize(out, format=getattr(ox.QueryResultsFormat, format.upper()))


if __name__ == "__main__":
    main()
