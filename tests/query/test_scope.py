"""Asking as of a day, and plain triples alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.model import Edtf, Facts
from kgraph.names import EXTERNAL, Names
from kgraph.problems import BadValue, KgraphError
from kgraph.query.scope import DATASETS, Scope, leave_out, plain_triples
from kgraph.rdf.files import files
from kgraph.rdf.projection import Policy, project
from kgraph.rdf.quads import quads
from tests.cases import VOCABULARY, facts_of
from tests.query.asking import SEEDS
from tests.rdf.records import facts

DAYS = ["1900-01-01", "2024-01-01", "2024-11-01", "2024-11-15", "2024-11-30", "2024-12-01"]
CLASSES = {EXTERNAL["rdf"] + "type", EXTERNAL["kg"] + "scenarioOf"}


def store_of(content: Mapping[str, bytes]) -> ox.Store:
    store = ox.Store()
    store.load(content["graph.nt"], format=ox.RdfFormat.N_TRIPLES)
    store.load(content["graph.nq"], format=ox.RdfFormat.N_QUADS)
    return store


def built(records: Facts, policy: Policy | None = None) -> ox.Store:
    graphs = quads(records, project(records, VOCABULARY, policy), VOCABULARY)
    return store_of(dict(files(graphs, Names(records.base, VOCABULARY.domains).prefixes)))


def without_classes(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    return {quad for quad in quads if quad.predicate.value not in CLASSES}


@cache
def sources() -> dict[str, Facts]:
    return {name: facts_of(path) for name, path in SEEDS.items()}


@cache
def bounds(name: str) -> list[str]:
    """All days on which something may begin or end to hold, and those beside them."""
    found = {
        day
        for statement in sources()[name].statements.values()
        for _, value in statement.qualifiers
        if isinstance(value, Edtf)
        for day in (value.earliest, value.latest)
    }
    return sorted(found - {""})


@pytest.mark.parametrize("name", SEEDS)
def test_as_of_a_day_is_what_a_build_with_that_policy_gives(name: str) -> None:
    assert bounds("border")
    for day in {*DAYS, *bounds(name)}:
        store = built(sources()[name])
        leave_out(store, day)
        again = built(sources()[name], Policy(as_of=day))
        assert without_classes(store) == without_classes(again), day


@given(facts(), st.sampled_from(DAYS))
def test_any_facts_as_of_a_day_are_what_a_build_with_that_policy_gives(
    records: Facts, day: str
) -> None:
    asserted = {
        id: replace(claim, modality="asserted", certainty="certain", hearsay=False, conditions=())
        for id, claim in records.claims.items()
    }
    records = replace(records, claims=asserted)
    store = built(records)
    leave_out(store, day)
    assert without_classes(store) == without_classes(built(records, Policy(as_of=day)))


PREFIXES = """
@prefix kg: <https://w3id.org/kgraph/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://e/> .
"""
CONCLUDED = """
:g1 { :s1 a kg:Statement ; rdf:subject :a ; rdf:predicate :p ; rdf:object :b ; kg:projected true ;
  kg:when "2024" ; kg:earliest "2024-01-01"^^xsd:date ; kg:latest "2024-12-31"^^xsd:date .
  :c1 kg:statement :s1 ; kg:projects :s1 . :a :p :b . }
:g2 { :s2 a kg:Statement ; rdf:subject :b ; rdf:predicate :p ; rdf:object :c ; kg:projected true .
  :c2 kg:statement :s2 ; kg:projects :s2 . :b :p :c . }
:derived { :s3 a kg:Statement ; rdf:subject :a ; rdf:predicate :p ; rdf:object :c ;
  kg:when "2024" ; kg:earliest "2024-01-01"^^xsd:date ; kg:latest "2024-12-31"^^xsd:date .
  :d3 a kg:Derivation ; kg:concludes :s3 ; kg:premise :s1 , :s2 . :a :p :c .
  :s4 a kg:Statement ; rdf:subject :c ; rdf:predicate :q ; rdf:object :a .
  :d4 a kg:Derivation ; kg:concludes :s4 ; kg:premise :s3 . :c :q :a .
  :s5 a kg:Statement ; rdf:subject :b ; rdf:predicate :q ; rdf:object :c .
  :d5 a kg:Derivation ; kg:concludes :s5 ; kg:premise :s2 . :b :q :c .
  :d6 a kg:Derivation ; kg:concludes :s5 ; kg:premise :s3 . }
"""


def concluded() -> ox.Store:
    store = ox.Store()
    store.load(PREFIXES + CONCLUDED, format=ox.RdfFormat.TRIG)
    for quad in list(store):
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return store


def plain(store: ox.Store) -> set[str]:
    results = store.query("PREFIX : <http://e/> SELECT ?s ?o { ?s :p|:q ?o }")
    return {"".join(term.value[-1] for term in row) for row in results}  # type: ignore[union-attr]


def test_what_was_concluded_from_the_past_is_gone_with_it() -> None:
    store = concluded()
    assert plain(store) == {"ab", "bc", "ac", "ca"}
    leave_out(store, "2025-01-01")
    results = store.query(
        "PREFIX kg: <https://w3id.org/kgraph/ns#> SELECT ?d { ?d a kg:Derivation }"
    )
    assert [row[0].value[-2:] for row in results] == ["d5"]  # type: ignore[union-attr]
    assert plain(store) == {"bc"}
    assert store.contains_named_graph(ox.NamedNode("http://e/g1"))
    assert "http://e/c1" in {quad.subject.value for quad in store}  # the claim remains
    assert "http://e/s3" not in {quad.subject.value for quad in store}


def test_what_held_on_the_day_stays_whole() -> None:
    store = concluded()
    leave_out(store, "2024-06-01")
    assert set(store) == set(concluded())


# ---- plain triples ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", SEEDS)
def test_plain_triples_are_those_that_are_projected_and_what_is_said_of_entities(name: str) -> None:
    records = sources()[name]
    names = Names(records.base, VOCABULARY.domains)
    store = built(records)
    found = plain_triples(store, names.prefixes)
    assert set(found) <= set(store)
    entities = ox.NamedNode(names.entities_graph)
    projected = project(records, VOCABULARY).documents
    told = {
        (quad.subject.value, quad.predicate.value)
        for quad in found.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    for id in projected:
        statement = records.statements[id]
        prefix, _, local = statement.predicate.partition(":")
        kind = "kgs" if type(statement.subject).__name__ == "StatementRef" else "kgr"
        subject = names.prefixes[kind] + statement.subject.id
        assert (subject, names.prefixes[prefix] + local) in told
    described = {quad for quad in store if quad.graph_name == entities}
    assert {quad for quad in found if quad.graph_name == entities} == described
    kinds = [EXTERNAL["kg"] + kind for kind in ("Claim", "Statement", "Document", "Derivation")]
    assert not [quad for quad in found if quad.object in [ox.NamedNode(kind) for kind in kinds]]


def test_what_would_follow_under_a_condition_is_no_plain_triple() -> None:
    store = ox.Store()
    store.load(
        PREFIXES + ":derived { :s a kg:Statement ; rdf:subject :a ; rdf:predicate :p ; "
        "rdf:object :b . :d kg:concludes :s ; kg:condition :t . :a :p :b }",
        format=ox.RdfFormat.TRIG,
    )
    assert not list(plain_triples(store, Names("http://e/", {}).prefixes))


# ---- as users ask it -------------------------------------------------------------------------


def test_rows_as_of_a_day_and_of_plain_triples(built: Path) -> None:
    graph = kgraph.load(built)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    everything, projected = (int(graph.rows(count, dataset=d)[0]["n"]) for d in DATASETS)
    assert 100 < projected < everything / 5
    assert graph.rows("SELECT * { ?claim a kg:Claim }", dataset="projected") == []
    assert graph.ask("depends-on", as_of="2024-11-05") == graph.ask("depends-on")


@pytest.mark.parametrize("day", ["2024-13-01", "yesterday", "2024", "2024-11-05T00:00:00"])
def test_a_day_that_is_none(day: str, built: Path) -> None:
    with pytest.raises(BadValue, match="a day cannot be"):
        Scope(as_of=day)
    with pytest.raises(KgraphError, match="expected a day of the calendar"):
        kgraph.load(built).rows("SELECT * {}", as_of=day)


def test_there_is_no_other_dataset(built: Path) -> None:
    with pytest.raises(KgraphError, match="no dataset 'facts': expected 'all' or 'projected'"):
        kgraph.load(built).rows("SELECT * {}", dataset="facts")
