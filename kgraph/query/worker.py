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
from ..rdf.files import used_prefixes
from ..rdf.turtle import turtle
from .cursor import CannotExplainError
from .explain import explained
from .results import as_json, first
from .scope import leave_out, plain_triples

_THINGS = "SELECT ?x { ?x a ?class VALUES ?class { kg:Entity kg:Document kg:Claim } }"

TOO_LARGE = 3
"""Exit code of a worker whose result was larger."""

NOT_FOLLOWED = 4
"""Exit code of a worker that cannot explain the query; what it does not follow is written."""


def main() -> None:
    request = json.load(sys.stdin)
    import pyoxigraph as ox

    prefixes = request["prefixes"]
    wall.limit(request["timeout"])

    store = ox.Store()
    # the flat graph is the default graph as it is: a union of the named graphs would repeat
    # triples that stand in several of them
    store.bulk_load(path=request["ntriples"], format=ox.RdfFormat.N_TRIPLES)
    store.bulk_load(path=request["nquads"], format=ox.RdfFormat.N_QUADS)
    head = _known(store, request["constants"], prefixes)
    if request["as_of"]:
        leave_out(store, request["as_of"])
    asked = plain_triples(store, prefixes) if request["dataset"] == "projected" else store
    # the guard before has a grammar of its own; the wall does not depend on reading the query as
    # the engine does
    if not wall.shut() and wall.may_ask(request["query"]):
        _fault("query-refused", "the query may ask another server")
    try:
        results: Any = asked.query(request["query"], prefixes=prefixes)
        if isinstance(results, ox.QuerySolutions) and request["explain"]:
            results, head["left_out"] = explained(
                request["query"], request["limit"], prefixes, asked, store
            )
        elif isinstance(results, ox.QuerySolutions) and request["limit"] is not None:
            names = [variable.value for variable in results.variables]
            rows, head["left_out"] = first(results, request["limit"])
            raw = as_json(names, rows, {})
            results = ox.parse_query_results(raw, ox.QueryResultsFormat.JSON)
        sys.stdout.write(json.dumps(head) + "\n")
        sys.stdout.flush()
        _write(results, request["format"], prefixes)
        sys.stdout.flush()
    except CannotExplainError as error:
        sys.stdout.write(str(error))
        sys.exit(NOT_FOLLOWED)
    except SyntaxError as error:
        _fault("query-syntax", error.msg)
    except OSError as error:
        if error.errno == errno.EFBIG:
            os._exit(TOO_LARGE)  # at once: what is still buffered could not be written either
        # the store is in memory: only another server is asked through the operating system
        _fault("query-refused", "the query would ask another server")


def _known(store: Any, iris: list[str], prefixes: dict[str, str]) -> dict[str, Any]:
    """Which of the IRIs the store does not have, and what it has that might be meant."""
    import pyoxigraph as ox

    def occurs(iri: str) -> bool:
        try:
            node = ox.NamedNode(iri)
        except ValueError:  # the engine says so better
            return True
        places = ((node, None, None), (None, node, None), (None, None, node))
        return store.contains_named_graph(node) or any(
            any(store.quads_for_pattern(*place)) for place in places
        )

    absent = [iri for iri in iris if not occurs(iri)]
    things = []
    if absent:
        found = store.query(_THINGS, prefixes=prefixes)
        things = sorted(solution[0].value for solution in found)
    return {"absent": absent, "things": things, "left_out": 0}


def _fault(code: str, message: str) -> NoReturn:
    sys.stdout.seek(0)
    sys.stdout.truncate()
    json.dump({"code": code, "message": message}, sys.stdout)
    sys.stdout.flush()
    sys.exit(1)


def _write(results: Any, format: str, prefixes: dict[str, str]) -> None:
    import pyoxigraph as ox

    out = sys.stdout.buffer
    if isinstance(results, bytes):
        out.write(results)
    elif isinstance(results, ox.QueryTriples):
        text = ox.serialize(results, format=ox.RdfFormat.N_TRIPLES) or b""
        lines = sorted(set(text.decode().split("\n")) - {""})
        for piece in turtle(lines, used_prefixes(prefixes, text)):
            out.write(piece.encode())
    elif isinstance(results, ox.QueryBoolean) and format in ("csv", "tsv"):
        out.write(b"true\n" if results else b"false\n")
    else:
        results.serialize(out, format=getattr(ox.QueryResultsFormat, format.upper()))


if __name__ == "__main__":
    main()
