"""Turtle, TriG and JSON-LD hold what the lines hold that they were written from."""

from __future__ import annotations

import logging

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.names import Names, is_iri
from kgraph.rdf.jsonld import context, flat_jsonld, jsonld
from kgraph.rdf.nquads import quoted
from kgraph.rdf.turtle import trig, turtle
from tests import project
from tests.rdf.reading import Quad, read_by_pyld, read_by_pyoxigraph, read_by_rdflib

PREFIXES = {
    "kg": "https://w3id.org/kgraph/ns#",
    "nested": "https://w3id.org/kgraph/ns#deep/",
    "no-end": "http://example.org/ns_",
    "urn": "http://example.org/urn/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
COERCED = {
    "kg:statement": "@id",
    "kg:earliest": "xsd:date",
    "kg:number": "xsd:integer",
    "nested:x": "@id",
    "urn:x": "@id",
    "unknown:x": "@id",
}
NAMESPACES = (*PREFIXES.values(), "http://example.org/", "urn:x:", "kg:", "mailto:")
LOCAL_NAMES = (
    "",
    "statement",
    "earliest",
    "number",
    "type",
    "x",
    "7",
    "a.b",
    "a.",
    ".a",
    "-a",
    "a-",
    "a%20b",
    "a%zz",
    "a/b",
    "a:b",
    "//b",
    "a,b",
    "a;b",
    "(a)",
    "a'b",
    "a~b",
    "é",
    "名",
    "_",
    "__",
    "a#b",
    "@id",
    "true",
)
HOSTILE = (
    "",
    "\\",
    "\\u0041",
    '"',
    '"""',
    "'",
    "\n",
    "\r\n",
    "\t\b\f",
    "\x00\x01\x1f\x7f\x80\x85",
    "\u2028\u2029\ufeff\ufffe",
    "😀",
    "<x:y>",
    "kg:statement",
    " . <x:y> .",
    '" @en',
    '"^^<x:y>',
)

iris = st.builds(str.__add__, st.sampled_from(NAMESPACES), st.sampled_from(LOCAL_NAMES)).filter(
    is_iri
)
texts = st.sampled_from(HOSTILE) | st.text(max_size=8)
numbers = st.sampled_from(("0", "-0", "-1", "+1", "01", "7", "9007199254740993", "1.0", "x", ""))
xsd = st.sampled_from(
    (  # PyLD writes doubles anew, and no build writes any
        "integer",
        "boolean",
        "date",
        "decimal",
        "string",
    )
).map(PREFIXES["xsd"].__add__)
literals = st.one_of(
    texts.map(quoted),
    st.builds("{}@{}".format, texts.map(quoted), st.sampled_from(("en", "de-CH", "zh-hant"))),
    st.builds("{}^^<{}>".format, texts.map(quoted), iris | xsd),
    st.builds('"{}"^^<{}>'.format, numbers | st.sampled_from(("true", "false", "1")), xsd),
)
terms = iris.map("<{}>".format)
types = st.just(f"<{PREFIXES['rdf']}type>")
triples = st.builds("{} {} {}".format, terms, terms | types, terms | literals)
graphs = st.dictionaries(iris, st.sets(triples, min_size=1, max_size=6), max_size=3)


@pytest.fixture(autouse=True)
def _values_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would make ``7`` of ``07``, and log each date that is none."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


def lines_of(graphs: dict[str, set[str]]) -> dict[str, list[str]]:
    return {
        iri: sorted(f"{triple} <{iri}> ." for triple in triples)
        for iri, triples in sorted(graphs.items())
    }


def meant(graphs: dict[str, list[str]]) -> set[Quad]:
    text = "".join(f"{line}\n" for lines in graphs.values() for line in lines)
    return read_by_pyoxigraph(text.encode(), "x.nq")


@given(graphs)
def test_trig_holds_the_same_quads(given: dict[str, set[str]]) -> None:
    written = lines_of(given)
    text = "".join(trig(written.items(), PREFIXES)).encode()
    assert read_by_pyoxigraph(text, "x.trig") == meant(written)
    assert read_by_rdflib(text, "x.trig") == meant(written)


@given(st.sets(triples, max_size=8))
def test_turtle_holds_the_same_triples(given: set[str]) -> None:
    lines = sorted(f"{triple} ." for triple in given)
    text = "".join(turtle(lines, PREFIXES)).encode()
    expected = read_by_pyoxigraph("\n".join(lines).encode(), "x.nt")
    assert read_by_pyoxigraph(text, "x.ttl") == expected
    assert read_by_rdflib(text, "x.ttl") == expected


@given(st.sets(triples, max_size=8))
@example({"<urn:x:y> <kg:x> <kg:y>"})
def test_flat_jsonld_holds_the_same_triples(given: set[str]) -> None:
    lines = sorted(f"{triple} ." for triple in given)
    data = flat_jsonld(lines, PREFIXES).encode()
    expected = read_by_pyoxigraph("\n".join(lines).encode(), "x.nt")
    assert read_by_pyoxigraph(data, "x.jsonld") == expected
    assert read_by_rdflib(data, "x.jsonld") == expected


@given(graphs)
@example({"x:g": {"<urn:x:y> <kg:x> <kg:y>"}})
def test_jsonld_holds_the_same_quads(given: dict[str, set[str]]) -> None:
    written = lines_of(given)
    data = jsonld(written, PREFIXES, COERCED).encode()
    assert read_by_pyoxigraph(data, "x.jsonld") == meant(written)
    assert read_by_rdflib(data, "x.jsonld") == meant(written)
    assert read_by_pyld(data) == meant(written)


def test_each_predicate_and_each_subject_stands_once() -> None:
    kg = PREFIXES["kg"]
    lines = sorted(
        f"<{kg}s> <{predicate}> {value} ."
        for predicate, value in (
            (f"{kg}z", '"2"'),
            (f"{kg}z", '"1"'),
            (f"{PREFIXES['rdf']}type", f"<{kg}C>"),
            (f"{kg}a", f'"7"^^<{PREFIXES["xsd"]}integer>'),
            ("http://a.example/first", f'"true"^^<{PREFIXES["xsd"]}boolean>'),
        )
    )
    assert "".join(turtle(lines, {"kg": kg})) == (
        f"@prefix kg: <{kg}> .\n\n"
        "kg:s a kg:C ;\n"
        "    <http://a.example/first> true ;\n"
        "    kg:a 7 ;\n"
        '    kg:z "1", "2" .\n'
    )


def test_values_of_the_expected_type_need_no_type_in_jsonld() -> None:
    kg, date = PREFIXES["kg"], f"<{PREFIXES['xsd']}date>"
    lines = [
        f'<{kg}s> <{kg}earliest> "2024-11-01"^^{date} <x:g> .',
        f"<{kg}s> <{kg}statement> <{kg}o> <x:g> .",
    ]
    text = jsonld({"x:g": lines}, PREFIXES, COERCED)
    assert (
        '{"@id": "kg:s", "kg:earliest": "2024-11-01", "kg:statement": "kg:o"}'
        in text.splitlines()[-4]
    )


def test_the_context_has_the_words_of_a_domain_of_ones_own() -> None:
    vocabulary = project.vocabulary()
    prefixes = Names("https://example.org/id/", vocabulary.domains).prefixes
    terms = context(prefixes, vocabulary.coercions)
    assert terms["kgr"] == "https://example.org/id/entity/"
    assert terms["trade"] == vocabulary.namespaces["trade"]
    assert terms["trade:supplies"] == {"@type": "@id"}
