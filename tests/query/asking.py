"""Saved questions and the rows that are expected of them, for each of several engines.

``questions/NAME.yaml`` holds, for the first document and for an invented conflict, values for the
parameters and the rows that follow, or their number where there are too many to be read.
``python -m tests.query.asking`` writes the rows anew, to be read before they are committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
import yaml

from kgraph.model import Facts
from kgraph.names import Names, shorten
from kgraph.problems import Report
from kgraph.query.parameters import fill_with
from kgraph.query.saved import SavedQuery, saved_queries
from tests.cases import ROOT, VOCABULARY, facts_of, ntriples

QUESTIONS = Path(__file__).parent / "questions"
BORDER = QUESTIONS / "border"
SEEDS = {"first": ROOT.parent / "seeds", "border": BORDER / "seeds"}

Cell = str | None
Rows = list[list[Cell]]


@cache
def saved() -> dict[str, SavedQuery]:
    report = Report()
    found = saved_queries(report, ROOT.parent / "ontology")
    assert not report.problems, report.as_text()
    return found


@dataclass(frozen=True)
class Data:
    """A flat graph, as a store has it that knows nothing of kgraph."""

    ntriples: bytes
    prefixes: Mapping[str, str]
    store: ox.Store

    def fill(self, name: str, values: Mapping[str, str]) -> str:
        return fill_with(saved()[name], values, self.prefixes, self.ask)

    def ask(self, query: str) -> bytes:
        results = self.store.query(query, prefixes=dict(self.prefixes))
        return results.serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]

    def rows(self, name: str, values: Mapping[str, str] | None = None) -> Rows:
        """What the embedded store answers; prefixes come from the file alone."""
        results = self.store.query(self.fill(name, values or {}))
        assert isinstance(results, ox.QuerySolutions)
        raw = results.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return from_json(raw, self.prefixes)


def from_json(raw: bytes | str, prefixes: Mapping[str, str]) -> Rows:
    """Cells as the table shows them; the first row has the columns' names."""
    content = json.loads(raw)
    columns = content["head"]["vars"]
    return [
        list(columns),
        *(
            [_cell(binding.get(column), prefixes) for column in columns]
            for binding in content["results"]["bindings"]
        ),
    ]


def _cell(term: Mapping[str, str] | None, prefixes: Mapping[str, str]) -> Cell:
    if term is None:
        return None
    return shorten(term["value"], prefixes) if term["type"] == "uri" else term["value"]


def from_rdflib(graph: rdflib.Graph, query: str, prefixes: Mapping[str, str]) -> Rows:
    raw = graph.query(query).serialize(format="json")
    assert raw is not None
    return from_json(raw, prefixes)


def data_of(facts: Facts, more: bytes = b"") -> Data:
    triples = ntriples(facts) + more
    store = ox.Store()
    store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES)
    return Data(triples, Names(facts.base, VOCABULARY.domains).prefixes, store)


@cache
def data(name: str) -> Data:
    """The graph of some seeds; beside the invented ones lies what a rule might conclude."""
    more = b""
    if name == "border":
        derived = ox.parse(path=str(BORDER / "derived.ttl"), format=ox.RdfFormat.TURTLE)
        more = ox.serialize(derived, format=ox.RdfFormat.N_TRIPLES) or b""
    return data_of(facts_of(SEEDS[name]), more)


@dataclass(frozen=True)
class Case:
    """Values for the parameters of a question, and what it has to answer."""

    question: str
    data: str
    values: Mapping[str, str]
    columns: list[str]
    rows: Rows | None
    count: int

    def __str__(self) -> str:
        return f"{self.question}-{self.data}" + "".join(f"-{v}" for v in self.values.values())


def cases() -> Iterator[Case]:
    for path in sorted(QUESTIONS.glob("*.yaml")):
        content = read(path)
        for name in SEEDS:
            for case in content[name]:
                rows = case.get("rows")
                count = case["count"] if rows is None else len(rows)
                yield Case(path.stem, name, case["with"], content["columns"], rows, count)


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def renewed(name: str, content: Mapping[str, Any]) -> str:
    """The file with the rows that the embedded store answers now."""

    def flow(value: object) -> str:
        text = yaml.safe_dump(value, default_flow_style=True, width=10**6, allow_unicode=True)
        return text.strip()

    columns, *_ = data("first").rows(name)
    lines = [f"columns: {flow(columns)}"]
    for source in SEEDS:
        lines.append(f"{source}:")
        for case in content[source]:
            rows = data(source).rows(name, case["with"])[1:]
            lines.append(f"  - with: {flow(case['with'])}")
            if "count" in case:
                lines.append(f"    count: {len(rows)}")
            elif rows:
                lines += ["    rows:", *(f"      - {flow(row)}" for row in rows)]
            else:
                lines.append("    rows: []")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path in sorted(QUESTIONS.glob("*.yaml")):
        path.write_text(renewed(path.stem, read(path)), encoding="utf-8")
        print(path.stem)
