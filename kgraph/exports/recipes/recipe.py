"""What the recipes share: a script that loads, one that checks, and the dataset of most."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...names import KINDS
from ...publish.output import REPORT
from ...rdf.nquads import quoted
from ..format import FolderFormat, Pieces
from ..nquads import FORMAT as NQUADS

if TYPE_CHECKING:
    from ...api import BuiltGraph


@dataclass(frozen=True, slots=True)
class Recipe(FolderFormat):
    """The form that a store takes."""

    tested_on: str | None
    """The store that the tests run the recipe on; None where they have no such store."""


@dataclass(frozen=True, slots=True)
class Loading:
    """How a store takes a graph: fragments of shell scripts.

    They find the folder of the export in ``$here`` and their argument in ``$target``.
    """

    target: str
    """What the scripts are told, in capitals."""
    load: str
    count: str
    """A command that prints lines of what was counted and its number, with a comma between."""
    notes: str
    """What a user has to know, for README.txt."""
    further: str = ""
    """What ``load.sh`` is told besides."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Further files, by name."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is loaded."""

    files: Iterable[tuple[str, Pieces]]
    expected: Mapping[str, int]
    """How many a store has to count, of what."""


def recipe(
    name: str,
    store: str,
    form: str,
    tested_on: str | None,
    loading: Loading,
    content: Callable[[BuiltGraph], Content],
) -> Recipe:
    """The content, scripts that load and check it, and what to know about them."""
    use = f"sh load.sh {loading.target} {loading.further}".rstrip()
    words = {"name": name, "store": store, "use": use, "target": loading.target}
    tested = (
        f"kgraph's tests run this recipe on {tested_on}."
        if tested_on
        else f"This recipe is not run in kgraph's tests, which have no {store}."
    )
    texts = {
        "README.txt": _README.format(**words, notes=loading.notes.strip(), tested=tested),
        "load.sh": _LOAD.format(**words, load=loading.load.strip()),
        "check.sh": _CHECK.format(**words, count=loading.count.strip()),
        **loading.more,
    }

    def files(graph: BuiltGraph) -> Iterator[tuple[str, Pieces]]:
        for file, text in texts.items():
            yield file, [text.encode()]
        it = content(graph)
        lines = sorted(f"{what},{number}\n".encode() for what, number in it.expected.items())
        yield "expected.txt", lines
        yield from it.files

    title = f"{store}: {form}" + ("" if tested_on else "; not run in kgraph's tests")
    return Recipe(name, title, files, tested_on)


def of_quads(name: str, store: str, tested_on: str | None, loading: Loading) -> Recipe:
    """The recipe of a store that has named graphs; its count answers ``count.rq`` as CSV."""
    notes = f"{loading.notes.strip()}\n\n{_PUSH}"
    loading = replace(loading, notes=notes)
    return recipe(name, store, "named graphs in N-Quads", tested_on, loading, _quads)


def _quads(graph: BuiltGraph) -> Content:
    graphs = graph.files.prefixes["kgr"].removesuffix(KINDS["kgr"]) + "graph/"
    report = json.loads(graph.files.nquads.with_name(REPORT).read_bytes())
    return Content(
        [
            ("count.rq", [_COUNT.format(graphs=quoted(graphs)).encode()]),
            ("graph.nq", NQUADS.write(graph)),
        ],
        {iri: it["quads"] for iri, it in report["canonical"]["graphs"].items()},
    )


_PUSH = "'kgraph push' brings a store up to date that holds an earlier state of the graph."

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
# Loads the graph into {store} and checks that all of it is there: {use}
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${{1:?"usage: {use}"}}

{load}

exec sh "$here/check.sh" "$target"
"""

_CHECK = """\
#!/bin/sh
# Counts what is in {store} and compares with what was exported: sh check.sh {target}
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${{1:?"usage: sh check.sh {target}"}}

counted() {{
  {count}
}}

answer=$(counted)
found=$(printf '%s\\n' "$answer" | tr -d '\\r"' | sed -n '/,[0-9][0-9]*$/p' | LC_ALL=C sort)
if [ "$found" = "$(cat "$here/expected.txt")" ]; then
  echo "{name}: all is there"
else
  echo "{name}: not as exported; '-' is what was expected, '+' what was found" >&2
  printf '%s\\n' "$found" | diff -u "$here/expected.txt" - >&2 || :
  exit 1
fi
"""

_README = """\
A graph of kgraph for {store}

    {use}
    sh check.sh {target}

load.sh loads the graph and runs check.sh, which counts what is in the store and
fails where it is not as much as was exported (expected.txt). Load into an empty
store: nothing that is there is removed.

{notes}

{tested}
"""
