"""What rules conclude, held against SPARQL property paths over the same triples."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kgraph import names
from kgraph.model import Claim, Entity, EntityRef, Facts
from kgraph.rdf.projection import Projection
from kgraph.reason.derive import derive
from tests.cases import RULES, VOCABULARY
from tests.examples import examples

from .generated import made

SIZE = 7
CLASSES = {"n": "con:Place", "e": "con:Battle", "u": "con:Forces", "s": "con:State"}
NEEDS = "(con:dependsOn|con:dependsOnData|con:dependsOnFunction|con:dependsOnSupply)"
CASES = {
    "con:reliesOn": (
        [("n", "con:dependsOn", "n"), ("n", "con:dependsOnData", "n"), ("s", "con:owns", "n")],
        f"{{ ?x {NEEDS}+ ?y }} UNION {{ ?x {NEEDS}+/^con:owns ?y }}",
    ),
    "con:locatedIn": ([("n", "con:locatedIn", "n")], "?x con:locatedIn+ ?y"),
    "con:partOf": ([("e", "con:partOf", "e")], "?x con:partOf+ ?y"),
    "con:takesPlaceAt": (
        [("e", "con:takesPlaceAt", "n"), ("n", "con:locatedIn", "n")],
        "?x con:takesPlaceAt/con:locatedIn* ?y",
    ),
    "con:subordinateTo": (
        [("u", "con:subordinateTo", "u"), ("u", "con:commands", "u")],
        "?x (con:subordinateTo|^con:commands)+ ?y",
    ),
}
"""By concluded predicate: which triples there are, and the path that it amounts to."""


@pytest.mark.parametrize("predicate", CASES)
@examples(12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_rule_reaches_as_far_as_the_path(predicate: str, data: st.DataObject) -> None:
    kinds, path = CASES[predicate]
    triple = st.sampled_from(kinds).flatmap(
        lambda kind: st.tuples(*(st.just(kind), *(st.integers(0, SIZE - 1) for _ in range(2))))
    )
    drawn = data.draw(st.sets(triple, min_size=3, max_size=16))
    triples = {(f"{kind[0]}{a}", kind[1], f"{kind[2]}{b}") for kind, a, b in drawn}
    entities = {id: Entity(id, CLASSES[id[0]], id) for s, _, o in triples for id in (s, o)}
    several = [made(VOCABULARY, EntityRef(s), p, EntityRef(o)) for s, p, o in sorted(triples)]
    statements = {statement.id: statement for statement in several}
    claims = {id: Claim(id, id, "report", "author", origin="author") for id in statements}
    documents = dict.fromkeys(statements, ("report",))
    projection = Projection(documents, frozenset(claims), {}, frozenset())
    facts = Facts(names.DEFAULT_BASE, {}, entities, statements, claims)
    concluded = derive(facts, projection, VOCABULARY, RULES)
    found = {
        (s.subject, s.object)
        for s in (*concluded.statements.values(), *statements.values())
        if s.predicate == predicate
    }
    ends = {(subject.id, object.id) for subject, object in found}  # type: ignore[union-attr]
    assert {(x, y) for x, y in ends if x != y} == _by_path(triples, path)


def _by_path(triples: set[tuple[str, str, str]], path: str) -> set[tuple[str, str]]:
    store = ox.Store()
    for s, p, o in triples:
        nodes = (
            ox.NamedNode(f"urn:{s}"),
            ox.NamedNode(VOCABULARY.iri(p)),
            ox.NamedNode(f"urn:{o}"),
        )
        store.add(ox.Quad(*nodes))
    query = f"SELECT DISTINCT ?x ?y {{ {path} FILTER(?x != ?y) }}"
    rows = store.query(query, prefixes={"con": VOCABULARY.namespaces["con"]})
    assert isinstance(rows, ox.QuerySolutions)
    return {(str(r["x"].value).removeprefix("urn:"), str(r["y"].value)[4:]) for r in rows}
