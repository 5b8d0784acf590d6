"""What the recipes share: the dataset, the number of triples of each graph, two scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...names import KINDS
from ...publish.output import REPORT
from ...rdf.nquads import quoted
from ..format import FolderFormat, Pieces
from ..nquads import FORMAT as NQUADS

if TYPE_CHECKING:
    from ...api import BuiltGraph

DATA = "graph.nq"


@dataclass(frozen=True, slots=True)
class Recipe(FolderFormat):
    """The form that a store takes."""

    tested_on: str | None
    """The store that the tests run the recipe on; None where they have no such store."""


@dataclass(frozen=True, slots=True)
class Loading:
    """How a store takes N-Quads, as fragments of shell scripts.

    They find the folder of the export in ``$here`` and their argument in ``$target``.
    """

    target: str
    """What the scripts are told, in capitals."""
    load: str
    count: str
    """A command that prints the answer to ``count.rq`` as CSV (SPARQL 1.1 Results CSV)."""
    notes: str
    """What a user has to know, for README.txt."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Further files, by name."""


def of_quads(name: str, store: str, tested_on: str | None, loading: Loading) -> Recipe:
    """The recipe of a store that has named graphs."""

    def files(graph: BuiltGraph) -> Iterator[tuple[str, Pieces]]:
        texts = {
            "README.txt": _readme(name, store, tested_on, loading),
            "load.sh": _LOAD.format(
                name=name, store=store, target=loading.target, load=loading.load.strip()
            ),
            "check.sh": _CHECK.format(
                name=name, store=store, target=loading.target, count=loading.count.strip()
            ),
            "count.rq": count_query(graph),
            "expected.csv": expected(graph),
            **loading.more,
        }
        for file, text in texts.items():
            yield file, [text.encode()]
        yield DATA, NQUADS.write(graph)

    return Recipe(name, f"{store}: N-Quads, load script, check", files, tested_on)


def count_query(graph: BuiltGraph) -> str:
    """Counts the triples of each of the project's graphs."""
    graphs = graph.files.prefixes["kgr"].removesuffix(KINDS["kgr"]) + "graph/"
    return _COUNT.format(graphs=quoted(graphs))


def expected(graph: BuiltGraph) -> str:
    """The answer: a line of graph and number each, sorted by its bytes."""
    report = json.loads(graph.files.nquads.with_name(REPORT).read_bytes())
    rows = (f"{iri},{it['quads']}\n" for iri, it in report["canonical"]["graphs"].items())
    return "".join(sorted(rows, key=str.encode))


def _readme(name: str, store: str, tested_on: str | None, loading: Loading) -> str:
    tested = (
        f"kgraph's tests run this recipe on {tested_on}."
        if tested_on
        else f"This recipe is not run in kgraph's tests, which have no {store}."
    )
    return _README.format(
        store=store, target=loading.target, notes=loading.notes.strip(), tested=tested
    )


_COUNT = """\
SELECT ?graph (COUNT(*) AS ?triples)
WHERE {{
  GRAPH ?graph {{ ?s ?p ?o }}
  FILTER (STRSTARTS(STR(?graph), {graphs}))
}}
GROUP BY ?graph
"""

_LOAD = """\
#!/bin/sh
# Loads graph.nq into {store} and checks that all of it is there: sh load.sh {target}
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${{1:?"usage: sh load.sh {target}"}}

{load}

exec sh "$here/check.sh" "$target"
"""

_CHECK = """\
#!/bin/sh
# Compares the triples of each graph in {store} with those exported: sh check.sh {target}
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${{1:?"usage: sh check.sh {target}"}}

counted() {{
  {count}
}}

answer=$(counted)
found=$(printf '%s\\n' "$answer" | tr -d '\\r"' | sed -n '/,[0-9][0-9]*$/p' | LC_ALL=C sort)
if [ "$found" = "$(cat "$here/expected.csv")" ]; then
  echo "{name}: each graph has all its triples"
else
  echo "{name}: not as exported; '-' is what was expected, '+' what was found" >&2
  printf '%s\\n' "$found" | diff -u "$here/expected.csv" - >&2 || :
  exit 1
fi
"""

_README = """\
A graph of kgraph for {store}

    sh load.sh {target}
    sh check.sh {target}

load.sh loads graph.nq and runs check.sh, which counts the triples of each graph
(count.rq) and fails where they are not as many as were exported (expected.csv).
Load into an empty store; 'kgraph push' brings a store up to date that holds an
earlier state of the graph.

{notes}

{tested}
"""
