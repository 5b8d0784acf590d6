"""Results as tables and lines; rows that a limit leaves out."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.problems import Report
from kgraph.query.forms import written
from kgraph.query.results import COUNTED, as_json
from kgraph.query.run import Answer, Graph, answer, open_graph

OWNERS = "SELECT ?who ?what { ?who con:owns/rdfs:label ?what } ORDER BY ?what"
RESULT = {
    "head": {"vars": ["who", "what"]},
    "results": {
        "bindings": [
            {
                "who": {"type": "uri", "value": "http://e/a"},
                "what": {"type": "literal", "value": "two\nlines \x1b[31m"},
            },
            {"what": {"type": "literal", "value": "日本 *a|b* <i>"}},
        ]
    },
}


def text_of(form: str, content: dict[str, Any] = RESULT, left_out: int = 0) -> list[str]:
    return written(form, json.dumps(content).encode(), {"e": "http://e/"}, left_out).splitlines()


def test_the_table_is_for_people() -> None:
    assert text_of("table") == [
        "who  what",
        "---  ------------------",
        "e:a  two lines \\x1b[31m",
        "     日本 *a|b* <i>",
        "(2 rows)",
    ]


def test_no_cell_of_a_markdown_table_is_markup() -> None:
    assert text_of("markdown") == [
        "| who | what |",
        "| --- | --- |",
        r"| e:a | two lines \\x1b\[31m |",
        r"|  | 日本 \*a\|b\* \<i\> |",
    ]


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_markdown_table_has_as_many_cells_whatever_stands_in_them(texts: list[str]) -> None:
    names = [f"v{number}" for number in range(len(texts))]
    row = {
        name: {"type": "literal", "value": text} for name, text in zip(names, texts, strict=True)
    }
    (line,) = text_of("markdown", {"head": {"vars": names}, "results": {"bindings": [row]}})[2:]
    bare = line.replace("\\\\", "").replace("\\|", "")
    assert bare.count("|") == len(texts) + 1
    assert not {"<", ">", "`"} & set(bare.replace("\\<", "").replace("\\>", "").replace("\\`", ""))


def test_a_line_of_jsonl_is_a_row() -> None:
    rows = [json.loads(line) for line in text_of("jsonl")]
    assert rows == [
        {"who": "http://e/a", "what": "two\nlines \x1b[31m"},
        {"what": "日本 *a|b* <i>"},
    ]


@pytest.mark.parametrize(
    ("form", "yes"), [("table", "yes"), ("markdown", "yes"), ("jsonl", "true")]
)
def test_yes_or_no(form: str, yes: str) -> None:
    assert text_of(form, {"head": {}, "boolean": True}) == [yes]


# ---- limits ----------------------------------------------------------------------------------


@pytest.fixture
def graph(built: Path) -> Graph:
    return open_graph(built)


def ask(graph: Graph, query: str, form: str = "json", limit: int | None = None) -> Answer:
    report = Report()
    found = answer(graph, query, form, 30, report, limit=limit)
    assert found, report.as_text()
    return found


READ = {
    "csv": lambda text: len(list(csv.reader(StringIO(text)))) - 1,
    "tsv": lambda text: text.count("\n") - 1,
    "json": lambda text: len(json.loads(text)["results"]["bindings"]),
    "xml": lambda text: len(ElementTree.fromstring(text)[1]),
}


@pytest.mark.parametrize("form", READ)
def test_a_limit_holds_in_every_form_and_tells_what_it_left_out(graph: Graph, form: str) -> None:
    everything = ask(graph, OWNERS, form)
    first = ask(graph, OWNERS, form, limit=1)
    assert READ[form](first.raw.decode()) == 1
    assert first.left_out == READ[form](everything.raw.decode()) - 1 > 0
    assert ask(graph, OWNERS, form, limit=100).raw == everything.raw
    assert everything.left_out == 0


def test_rows_without_end_are_not_waited_for(graph: Graph) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found = ask(graph, endless, limit=3)
    assert found.left_out == COUNTED + 1
    assert written("table", found.raw, {}, found.left_out).endswith("\n(3 of at least 10,004 rows)")


def test_the_table_says_how_many_rows_there_are(graph: Graph) -> None:
    found = ask(graph, OWNERS, limit=0)
    assert written("table", found.raw, {}, found.left_out).endswith("\n(0 of 2 rows)")


TERMS = """
SELECT * { BIND(<http://e/a> AS ?iri) BIND("a\\u0000\\\\\\"" AS ?text) BIND("a"@en AS ?tagged)
  BIND("a"@ar--rtl AS ?directed) BIND(1 AS ?integer) BIND(1.50 AS ?decimal) BIND(true AS ?truth)
  BIND(BNODE() AS ?blank) BIND(<<( <http://e/a> <http://e/b> "c"@de )>> AS ?triple)
  OPTIONAL { ?none ?of ?these } }
"""


def test_rows_of_ones_own_are_written_as_the_engine_does() -> None:
    (row,) = solutions = ox.Store().query(TERMS)  # type: ignore[misc]
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    again = ox.parse_query_results(as_json(names, [row], {}), ox.QueryResultsFormat.JSON)
    assert list(next(iter(again))) == list(row)  # type: ignore[arg-type, call-overload]
