"""``docs/stores.md``, from the results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.query.asking import saved

from .model import (
    BORDERS,
    CONTROLS,
    CSV,
    DIGITS,
    FIRST,
    GEXF,
    GRAPHML,
    HOSTILE,
    JSONLD,
    NQUADS,
    NTRIPLES,
    RDF12,
    RDFXML,
    TRIG,
    TURTLE,
)
from .run import Result

PAGE = Path(__file__).parents[2] / "docs" / "stores.md"

_HEAD = """\
# Which store takes what

Each `kgraph build` leaves the graph in `output/` in five formats. [`kgraph export --for STORE`](recipes.md)
writes what your store takes, with the script that loads it and a query that checks the load;
[`kgraph push`](push.md) keeps a store that runs in step. Or by hand:

| you run | give it | how |
| --- | --- | --- |
| Oxigraph | `output/graph.nq` | `oxigraph load --location DB --file output/graph.nq`, or POST to `/store` |
| Jena TDB2, Fuseki | `output/graph.nq` | `tdb2.tdbloader --loc DB output/graph.nq`; ask with the union as default graph |
| Virtuoso | `output/graph.trig` | `ld_dir` and `rdf_loader_run()` in isql; then look for errors in `DB.DBA.load_list` |
| RDF4J, GraphDB | `output/graph.trig` | read by RDF4J's parsers; the stores themselves were not run |
| rdflib | `output/graph.trig` | `Dataset(default_union=True).parse("output/graph.trig")` |
| a store that has SPARQL Update only | `output/graph.nq` | `INSERT DATA`, some 250 lines at a time |
| Ladybug, Kuzu, Neo4j | `kgraph export csv` | the scripts that it writes; Neo4j was not run |
| Gephi, Cytoscape, yEd | `kgraph export graphml` or `gexf` | open the file |
| anything else | TriG or N-Quads, for named graphs; else N-Triples or Turtle | all below read them alike |

"""  # noqa: E501

_TABLE = """\
## What was run

Each line is real software that loaded the file of each dataset, and was asked for all that it held
then: as many quads in each graph as were written, and each of them the same. Where there is SPARQL,
the [saved questions](queries.md) were asked of all graphs together, and had to give the same rows.
`python -m tests.matrix` runs this and writes this page; slow tests hold it to what it says.

| software | version | format | loaded by | quads | graphs | values | questions |
| --- | --- | --- | --- | --: | --: | --- | --- |
"""

_TITLES = {
    TURTLE: "Turtle",
    NTRIPLES: "N-Triples",
    RDFXML: "RDF/XML",
    TRIG: "TriG",
    NQUADS: "N-Quads",
    JSONLD: "JSON-LD",
    RDF12: "TriG of RDF 1.2",
    CSV: "CSV",
    GRAPHML: "GraphML",
    GEXF: "GEXF",
}

_DATASETS = f"""\
## The datasets

- **{FIRST}**: the project's own facts.
- **{BORDERS}**: four documents that contradict and quote each other.
- **{HOSTILE}**: numbers, dates, long text, text in many scripts, quotation marks, line ends,
  language tags, odd IRIs: all in the lexical forms that kgraph writes.
- **{CONTROLS}**: those that no seed file may hold, as N-Quads can.
- **{DIGITS}**: a number of 18 digits, which is as many as seeds may have.

Flat formats (Turtle, N-Triples, RDF/XML) hold one graph each; the others, all named graphs. Of
property graphs, records are counted in place of quads, and tables in place of graphs.
"""


def page(results: Iterable[Result]) -> str:
    """The whole page."""
    notes: dict[str, int] = {}
    lines = [_line(result, notes) for result in results]
    told = "".join(f"{number}. {note}\n" for note, number in notes.items())
    return f"{_HEAD}{_TABLE}{''.join(lines)}\n## Notes\n\n{told}\n{_DATASETS}"


def without_versions(page: str) -> str:
    """What has to be the same wherever the matrix is run."""
    return re.sub(r"^(\| [^|]+ \|) [^|]+ \|", r"\1 |", page, flags=re.MULTILINE)


def _line(result: Result, notes: dict[str, int]) -> str:
    row = result.row
    cells = (
        result.software,
        result.version,
        _TITLES[row.format],
        row.how,
        f"{result.quads:,}",
        str(result.graphs),
        _values(result, notes),
        _questions(result, notes),
    )
    return f"| {' | '.join(cells)} |\n"


def _values(result: Result, notes: dict[str, int]) -> str:
    if result.faults:
        return "**failed**"
    by_note: dict[str, list[str]] = {}
    for dataset, lost in result.row.lost.items():
        by_note.setdefault(lost.why, []).append(dataset)
    canons = [f"{canon.name}: {canon.why}" for canon in result.row.canons]
    texts = [*canons, *(f"not held: {', '.join(names)}: {why}" for why, names in by_note.items())]
    equal = "equal but for" if canons else "equal"
    if not result.row.lost.keys().isdisjoint((FIRST, BORDERS)):
        equal = "not taken"
    return " ".join([equal, *_references(texts, notes)])


def _questions(result: Result, notes: dict[str, int]) -> str:
    asked = result.row.asked
    if asked is None:
        return ""
    texts = []
    if asked.once:
        texts.append("asked with one set of values for their parameters, not with all")
    if not asked.ordered:
        texts.append("the same rows, in an order of its own")
    if asked.otherwise:
        texts.append(f"answered otherwise: {_names(asked.otherwise)}")
    for name, why in asked.never.items():
        texts.append(f"not asked, as it hangs or ends the server: `{name}`: {why}")
    return " ".join([f"{len(result.questions)} of {len(saved())}", *_references(texts, notes)])


def _names(questions: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(questions))


def _references(texts: Iterable[str], notes: dict[str, int]) -> Iterator[str]:
    for text in texts:
        yield f"[{notes.setdefault(text, len(notes) + 1)}]"
