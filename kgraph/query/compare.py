"""Many questions asked of two graphs: how many rows they have in one, the other, and both.

All are asked in one process, within the bounds of every query (see ``wall``): this module is what
it runs. It tells of each question as soon as it is done, so that what is ready when time is up
is not lost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .. import wall
from . import guard
from .run import Graph
from .saved import SavedQuery

TIME_LIMIT = 60
"""Seconds for all questions together."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Numbers of rows."""

    only_before: int
    both: int
    only_after: int


def compare(
    before: Graph, after: Graph, queries: Iterable[SavedQuery], seconds: float = TIME_LIMIT
) -> dict[str, Compared]:
    """By the name of the question; what could not be asked, or not in time, is missing."""
    request = {
        "graphs": [[str(graph.ntriples), str(graph.nquads)] for graph in (before, after)],
        "prefixes": before.prefixes,
        "queries": {query.name: query.text for query in queries if _harmless(query)},
        "timeout": seconds,
    }
    with tempfile.TemporaryFile() as output:
        with suppress(subprocess.TimeoutExpired):  # what is done by then stands in the file
            subprocess.run(
                [sys.executable, "-P", "-m", __name__],
                input=json.dumps(request).encode(),
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        output.seek(0)
        lines = output.read().split(b"\n")[:-1]
    return {name: Compared(*counts) for name, *counts in map(json.loads, lines)}


def _harmless(query: SavedQuery) -> bool:
    try:
        guard.check(query.text)
    except guard.RefusedQueryError:
        return False
    return True


def _main() -> None:
    request = json.load(sys.stdin)
    import pyoxigraph as ox

    wall.limit(request["timeout"])
    stores = []
    for ntriples, nquads in request["graphs"]:
        store = ox.Store()
        store.bulk_load(path=ntriples, format=ox.RdfFormat.N_TRIPLES)
        store.bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
        stores.append(store)
    shut = wall.shut()
    for name, text in request["queries"].items():
        if shut or not wall.may_ask(text):
            try:
                before, after = (_rows(store, text, request["prefixes"]) for store in stores)
            except (SyntaxError, OSError):
                continue
            gone, new = (before - after).total(), (after - before).total()
            print(json.dumps([name, gone, before.total() - gone, new]), flush=True)


def _rows(store: Any, text: str, prefixes: Mapping[str, str]) -> Counter[str]:
    import pyoxigraph as ox

    results = store.query(text, prefixes=prefixes)
    if isinstance(results, ox.QueryBoolean):
        return Counter(["yes"] if results else [])
    if isinstance(results, ox.QueryTriples):
        return Counter(map(str, results))
    return Counter(json.dumps([term and str(term) for term in row]) for row in results)


if __name__ == "__main__":
    _main()
