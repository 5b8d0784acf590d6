"""Where OWL says the same as a rule, an OWL 2 RL reasoner concludes the same."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kgraph.model import EntityRef, Statement
from kgraph.rdf.projection import project
from tests.cases import VOCABULARY, conclusions_of, facts_of

ROOT = Path(__file__).parents[2]
THING = rdflib.Namespace("urn:thing:")
SAME = {
    "con:locatedIn": ["location"],
    "con:partOf": ["part-of-event"],
    "con:dependsOn": ["super-property"],
}
"""Predicates that OWL axioms conclude, and the rules that do."""


@pytest.mark.parametrize("predicate", SAME)
def test_owl_rl_concludes_the_same_of_the_first_document(predicate: str) -> None:
    facts = facts_of(ROOT / "seeds")
    claimed = [facts.statements[id] for id in project(facts, VOCABULARY).documents]
    conclusions = conclusions_of(facts)
    by_these = {d.conclusion for d in conclusions.derivations.values() if d.rule in SAME[predicate]}
    derived = [conclusions.statements[id] for id in conclusions.facts]
    others = [statement for statement in derived if statement.id not in by_these]
    graph = _axioms()
    for triple in _triples([*claimed, *others]):
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    found = {(s, o) for s, o in graph.subject_objects(_iri(predicate)) if s in THING}
    wanted = {t for t in _triples([*claimed, *derived]) if t[1] == _iri(predicate)}
    assert found == {(s, o) for s, _, o in wanted}
    assert by_these, "the document calls the rules forth"


def _triples(statements: list[Statement]) -> set[tuple[rdflib.URIRef, ...]]:
    return {
        (THING[s.subject.id], _iri(s.predicate), THING[s.object.id])
        for s in statements
        if isinstance(s.subject, EntityRef) and isinstance(s.object, EntityRef)
    }


def _iri(curie: str) -> rdflib.URIRef:
    return rdflib.URIRef(VOCABULARY.iri(curie))


def _axioms() -> rdflib.Graph:
    """The ontology's transitive properties and its hierarchy of properties."""
    whole = rdflib.Graph().parse(ROOT / "ontology" / "conflict.ttl")
    graph = rdflib.Graph()
    for subject in whole.subjects(RDF.type, OWL.TransitiveProperty):
        graph.add((subject, RDF.type, OWL.TransitiveProperty))
    for triple in whole.triples((None, RDFS.subPropertyOf, None)):
        graph.add(triple)
    return graph
