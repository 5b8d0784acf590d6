"""Records to quads to files, and back."""

from __future__ import annotations

from hypothesis import given, settings

from kgraph.model import Facts
from kgraph.rdf.nquads import quoted
from kgraph.rdf.projection import project
from kgraph.rdf.quads import quads
from tests.cases import VOCABULARY, graph_files
from tests.examples import examples
from tests.rdf.reading import Quad, read_by_pyoxigraph, read_by_rdflib
from tests.rdf.records import facts

KG = "https://w3id.org/kgraph/ns#"


def test_quoted_escapes_what_nquads_must_not_hold_raw() -> None:
    assert quoted('a "b" \\ c\n\x01') == '"a \\"b\\" \\\\ c\\n\\u0001"'


@examples(40)
@given(facts())
def test_any_records_give_one_graph_that_has_all_of_them(records: Facts) -> None:
    content = graph_files(records)
    found = read_by_pyoxigraph(content["graph.nq"], "graph.nq")
    assert_one_graph(content, found)
    assert_all_text_is_there(records, found)
    assert_each_claim_has_what_every_claim_has(records, found)
    assert_plain_triples_stand_exactly_where_they_are_projected(records, found)


def assert_one_graph(content: dict[str, bytes], quads_read: set[Quad]) -> None:
    triples = {quad[:3] for quad in quads_read}
    for name, data in content.items():
        found = read_by_pyoxigraph(data, name)
        if name in ("graph.nq", "graph.trig", "graph.jsonld"):
            assert found == quads_read, name
        else:
            assert {quad[:3] for quad in found} == triples, name
            assert all(not quad[3] for quad in found), name
    for name in ("graph.nq", "graph.ttl"):
        assert read_by_rdflib(content[name], name) == read_by_pyoxigraph(content[name], name)


def assert_all_text_is_there(records: Facts, found: set[Quad]) -> None:
    literals = {object[1] for _, _, object, _ in found if object[0] == "literal"}
    labels = {entity.label for entity in records.entities.values()}
    notes = {note for claim in records.claims.values() for note in claim.notes}
    assert labels | notes <= literals


def assert_each_claim_has_what_every_claim_has(records: Facts, found: set[Quad]) -> None:
    for claim in records.claims.values():
        subject = f"https://w3id.org/kgraph/id/claim/{claim.id}"
        predicates = [p[1].removeprefix(KG) for s, p, _, _ in found if s[1] == subject]
        for name in ("statement", "document", "claimant", "origin", "modality", "certainty"):
            assert predicates.count(name) == 1, name
        assert predicates.count("evidence") == len(
            {(e.passage.locator, e.credibility) for e in claim.evidence}
        )


def assert_plain_triples_stand_exactly_where_they_are_projected(
    records: Facts, found: set[Quad]
) -> None:
    projection = project(records, VOCABULARY)
    for id in records.statements:
        node = f"https://w3id.org/kgraph/id/statement/{id}"
        graphs = {g for s, p, _, g in found if s[1] == node and p[1] == KG + "projected"}
        documents = projection.documents.get(id, ())
        assert graphs == {f"https://w3id.org/kgraph/id/graph/document/{d}" for d in documents}


def test_every_other_set_of_records_has_plain_triples() -> None:
    """So that the above means something."""
    found: list[bool] = []

    @settings(max_examples=60)
    @given(facts())
    def look(records: Facts) -> None:
        found.append(bool(project(records, VOCABULARY).documents))

    look()
    assert 2 * sum(found) > len(found)


def test_the_writer_gives_whole_lines() -> None:
    from tests.cases import CASES, facts_of

    records = facts_of(CASES[0] / "seeds")
    for iri, pieces in quads(records, project(records, VOCABULARY), VOCABULARY).items():
        assert all(piece.endswith(f" <{iri}> .\n") for piece in pieces)
