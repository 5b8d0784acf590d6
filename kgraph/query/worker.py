"""The process that runs one query: request on standard input, result on standard output.

It is a process of its own because the engine cannot be interrupted: whoever started it ends it
when time is up, and the operating system bounds its memory. Exit codes: 0 with the result, 1 with
a JSON object about the query's fault, anything else is a failure of the engine.
"""

from __future__ import annotations

import json
import sys
from typing import Any

FORMATS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}
MEMORY_LIMIT = 4 << 30
"""Bytes of address space."""


def main() -> None:
    request = json.load(sys.stdin)
    _limit_memory()
    import pyoxigraph as ox

    store = ox.Store()
    # the flat graph is the default graph as it is: a union of the named graphs would repeat
    # triples that stand in several of them
    store.bulk_load(path=request["ntriples"], format=ox.RdfFormat.N_TRIPLES)
    store.bulk_load(path=request["nquads"], format=ox.RdfFormat.N_QUADS)
    try:
        results = store.query(request["query"], prefixes=request["prefixes"])
    except SyntaxError as error:
        json.dump({"message": error.msg}, sys.stdout)
        sys.exit(1)
    _write(results, request["format"], request["prefixes"])


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _write(results: Any, format: str, prefixes: dict[str, str]) -> None:
    import pyoxigraph as ox

    out = sys.stdout.buffer
    if isinstance(results, ox.QueryTriples):
        triples = sorted(set(results), key=str)
        used = {p: iri for p, iri in prefixes.items() if any(iri in str(t) for t in triples)}
        content = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b""
        lines = content.split(b"\n", len(used))
        out.write(b"\n".join([*sorted(lines[:-1]), lines[-1]]))
    elif isinstance(results, ox.QueryBoolean) and format in ("csv", "tsv"):
        out.write(b"true\n" if results else b"false\n")
    else:
        results.serialize(out, format=getattr(ox.QueryResultsFormat, FORMATS[format]))


if __name__ == "__main__":
    main()
