"""Values become RDF terms: they are looked up, checked, and cannot change the query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.problems import BadValue, Report
from kgraph.query import guard
from kgraph.query.parameters import fill_with
from kgraph.query.saved import SavedQuery, parse
from tests.query.asking import data

KGR = "https://w3id.org/kgraph/id/entity/"


def query(type_: str) -> SavedQuery:
    text = f"# Q\n# param x ({type_}): a value\nSELECT ?x {{ VALUES ?x {{ UNDEF }} }}"
    report = Report()
    found = parse("q", text, "q.rq", report)
    assert not report.problems, report.as_text()
    return found


def value(type_: str, text: str, source: str = "first") -> ox.NamedNode | ox.Literal:
    """What the query has in place of the parameter."""
    graph = data(source)
    filled = fill_with(query(type_), {"x": text}, graph.prefixes, graph.ask)
    guard.check(filled)
    ((term,),) = ox.Store().query(filled)  # type: ignore[misc]
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term


@pytest.mark.parametrize(
    "name",
    [
        "storm-shadow",
        "Storm Shadow",
        "storm  SHADOW",
        "Storm Shadow missile",
        "kgr:storm-shadow",
        f"{KGR}storm-shadow",
        f"<{KGR}storm-shadow>",
    ],
)
def test_an_entity_goes_by_id_label_alias_curie_or_iri(name: str) -> None:
    assert value("entity", name) == ox.NamedNode(f"{KGR}storm-shadow")


def test_documents_statements_and_claims_go_by_id_too() -> None:
    assert value("document", "kursk-analysis").value.endswith("/document/kursk-analysis")
    assert value("document", "massive fight breaks out in kursk").value.endswith("kursk-analysis")
    assert value("claim", "hills-will-fall", "border").value.endswith("/claim/hills-will-fall")
    label = "homing head of Drone X depends on data map data"
    assert "/statement/" in value("statement", label, "border").value


@pytest.mark.parametrize(
    ("type_", "text", "message", "help"),
    [
        ("entity", "storm-shadw", "the graph has no entity 'storm-shadw'", "'storm-shadow'"),
        ("entity", "zzzz", "the graph has no entity 'zzzz'", "give an id, label or alias"),
        ("entity", "kursk-analysis", "the graph has no entity", ""),
        ("entity", "kgr:no-such", "the graph has no entity", ""),
        ("entity", "http://example.org/> } #", "the graph has no entity", ""),
        ("document", "storm-shadow", "the graph has no document", ""),
        ("date", "2024-02-30", "x cannot be '2024-02-30'", "a day of the calendar"),
        ("date", "2024-11", "x cannot be", "a day of the calendar"),
        ("date", "20241105", "x cannot be", "a day of the calendar"),
        ("date", "2024-W01-1", "x cannot be", "a day of the calendar"),
        ("date", "\uff12\uff10\uff12\uff14-11-05", "x cannot be", "a day of the calendar"),
        ("yes|no", "maybe", "x cannot be 'maybe'", "expected 'yes' or 'no'"),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(
    type_: str, text: str, message: str, help: str
) -> None:
    with pytest.raises(BadValue) as caught:
        value(type_, text)
    assert message in str(caught.value)
    assert help in caught.value.help


def test_a_label_that_several_have_is_not_guessed() -> None:
    with pytest.raises(BadValue, match="may be any of 2") as caught:
        value("statement", "Northland army loses Drone X", "border")
    assert caught.value.help.startswith("choose '")


def test_dates_and_alternatives_are_literals() -> None:
    day = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert value("date", "2024-02-29") == ox.Literal("2024-02-29", datatype=day)
    assert value("yes|no", "Yes") == ox.Literal("yes")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_that_text_and_no_query(text: str) -> None:
    assert value("text", text) == ox.Literal(text)


@pytest.mark.parametrize(
    "text",
    [
        '" } SERVICE <http://127.0.0.1/> { ?a ?b ?c } #',
        "\\u0022 } . ?s ?p ?o { #",
        "\\",
        '\\"',
        "a\nb",
        "} UNION {",
        "?x",
    ],
)
def test_nothing_breaks_out_of_a_text(text: str) -> None:
    assert value("text", text) == ox.Literal(text)


def test_unknown_parameters_are_said_with_those_there_are() -> None:
    graph = data("first")
    with pytest.raises(BadValue, match="q has no parameter 'thing'") as caught:
        fill_with(query("text"), {"thing": "a"}, graph.prefixes, graph.ask)
    assert caught.value.help == "it has 'x'"


def test_several_values_take_their_own_places() -> None:
    text = (
        "# Q\n# param b (text): second\n# param a (text): first\n"
        "SELECT ?a ?b ?c { VALUES ?a { 'old' } VALUES ?c { 'kept' } VALUES ?b { UNDEF } }"
    )
    filled = fill_with(
        parse("q", text, "q.rq", Report()), {"a": "VALUES ?b { UNDEF }", "b": "2"}, {}, bytes
    )
    ((a, b, c),) = ox.Store().query(filled)  # type: ignore[misc]
    assert [a.value, b.value, c.value] == ["VALUES ?b { UNDEF }", "2", "kept"]
