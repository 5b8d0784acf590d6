"""Records to quads to files, and back."""

from __future__ import annotations

from hypothesis import given, settings

from kgraph.model import Facts
from kgraph.rdf.nquads import quoted
from kgraph.rdf.projection import project
from kgraph.rdf.quads import quads
from tests.cases import VOCABULARY, graph_files
from tests.rdf.reading import read_by_pyoxigraph, read_by_rdflib
from tests.rdf.records import facts

KG = "https://w3id.org/kgraph/ns#"


def test_quoted_escapes_what_nquads_must_not_hold_raw() -> None:
    assert quoted('a "b" \\ c\n\x01') == '"a \\"b\\" \\\\ c\\n\\u0001"'


@settings(max_examples=30, deadline=None)
@given(facts())
def test_any_records_give_one_graph_in_every_format(records: Facts) -> None:
    content = graph_files(records)
    quads_read = read_by_pyoxigraph(content["graph.nq"], "graph.nq")
    triples = {quad[:3] for quad in quads_read}
    for name, data in content.items():
        found = read_by_pyoxigraph(data, name)
        if name in ("graph.nq", "graph.trig", "graph.jsonld"):
            assert found == quads_read, name
        else:
            assert {quad[:3] for quad in found} == triples, name
            assert all(not quad[3] for quad in found), name


@settings(max_examples=25, deadline=None)
@given(facts())
def test_rdflib_reads_the_same(records: Facts) -> None:
    content = graph_files(records)
    for name in ("graph.nq", "graph.ttl"):
        assert read_by_rdflib(content[name], name) == read_by_pyoxigraph(content[name], name)


@settings(max_examples=30, deadline=None)
@given(facts())
def test_all_text_of_the_records_is_in_the_graph(records: Facts) -> None:
    content = graph_files(records)
    literals = {
        object[1]
        for _, _, object, _ in read_by_pyoxigraph(content["graph.nq"], "graph.nq")
        if object[0] == "literal"
    }
    labels = {entity.label for entity in records.entities.values()}
    notes = {note for claim in records.claims.values() for note in claim.notes}
    assert labels | notes <= literals


@settings(max_examples=30, deadline=None)
@given(facts())
def test_each_claim_has_what_every_claim_has(records: Facts) -> None:
    found = read_by_pyoxigraph(graph_files(records)["graph.nq"], "graph.nq")
    for claim in records.claims.values():
        subject = f"https://w3id.org/kgraph/id/claim/{claim.id}"
        predicates = [p[1].removeprefix(KG) for s, p, _, _ in found if s[1] == subject]
        for name in ("statement", "document", "claimant", "origin", "modality", "certainty"):
            assert predicates.count(name) == 1, name
        assert predicates.count("evidence") == len(
            {(e.passage.locator, e.credibility) for e in claim.evidence}
        )


@settings(max_examples=40, deadline=None)
@given(facts())
def test_a_plain_triple_stands_exactly_where_it_is_projected(records: Facts) -> None:
    projection = project(records, VOCABULARY)
    found = read_by_pyoxigraph(graph_files(records)["graph.nq"], "graph.nq")
    for id in records.statements:
        node = f"https://w3id.org/kgraph/id/statement/{id}"
        graphs = {g for s, p, _, g in found if s[1] == node and p[1] == KG + "projected"}
        documents = projection.documents.get(id, ())
        assert graphs == {f"https://w3id.org/kgraph/id/graph/document/{d}" for d in documents}


def test_the_writer_gives_whole_lines() -> None:
    from tests.cases import CASES, facts_of

    records = facts_of(CASES[0] / "seeds")
    for iri, pieces in quads(records, project(records, VOCABULARY), VOCABULARY).items():
        assert all(piece.endswith(f" <{iri}> .\n") for piece in pieces)
