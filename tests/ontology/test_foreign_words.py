"""Whoever knows only a foreign vocabulary finds what is fact, and a reasoner nothing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cases import ROOT, facts_of, graph_files
from tests.ontology.mappings import MAPPINGS, mappings, prefixes
from tests.ontology.report import VOCABULARIES

FOREIGN = Path(__file__).parent / "foreign.ttl"
OURS = "https://w3id.org/kgraph/"

RULES = (
    "{ ?x a ?super } WHERE { ?x a ?class . ?class rdfs:subClassOf ?super }",
    "{ ?x ?super ?y } WHERE { ?p rdfs:subPropertyOf ?super . ?x ?p ?y }",
    "{ ?x a ?class } WHERE { ?p rdfs:domain ?class . ?x ?p ?y FILTER(isIRI(?class)) }",
    "{ ?y a ?class } WHERE { ?p rdfs:range ?class . ?x ?p ?y FILTER(isIRI(?class) && isIRI(?y)) }",
    "{ ?y ?q ?x } WHERE { ?p owl:inverseOf|^owl:inverseOf ?q . ?x ?p ?y FILTER(isIRI(?y)) }",
    "{ ?x a ?b } WHERE { ?a owl:equivalentClass|^owl:equivalentClass ?b . ?x a ?a }",
    "{ ?x ?q ?y } WHERE { ?p owl:equivalentProperty|^owl:equivalentProperty ?q . ?x ?p ?y }",
)
"""What RDFS and a little of OWL conclude."""


def query(store: ox.Store, text: str) -> list[tuple[str, ...]]:
    rows = store.query(text, prefixes=dict(prefixes()))
    assert isinstance(rows, ox.QuerySolutions)
    return [tuple(str(getattr(value, "value", "")) for value in row) for row in rows]


def short(iris: Iterable[str]) -> set[str]:
    names = {iri: prefix for prefix, iri in prefixes().items()}
    found = set()
    for iri in iris:
        space = next((space for space in names if iri.startswith(space)), "")
        found.add(f"{names[space]}:{iri.removeprefix(space)}" if space else iri)
    return found


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The facts of the first document, our ontologies and the mappings: nothing is inferred."""
    store = ox.Store()
    store.load(graph_files(facts_of(ROOT.parent / "seeds"))["graph.nt"], ox.RdfFormat.N_TRIPLES)
    for path in (*VOCABULARIES, MAPPINGS):
        store.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def closed(store: ox.Store) -> ox.Store:
    """All that follows, with what the foreign vocabularies say of their own terms."""
    closed = ox.Store()
    closed.bulk_extend(store)
    closed.load(FOREIGN.read_bytes(), ox.RdfFormat.TURTLE)
    size = 0
    while size != len(closed):
        size = len(closed)
        for rule in RULES:
            closed.update(f"INSERT {rule}", prefixes=dict(prefixes()))
    return closed


# ---- questions in foreign words ----------------------------------------------------------------


def test_who_holds_which_post(store: ox.Store) -> None:
    assert query(
        store,
        """SELECT ?who ?post {
          ?holds rdfs:subPropertyOf* org:holds . ?class rdfs:subClassOf* org:Post .
          ?x ?holds ?y . ?y a ?class ; rdfs:label ?post . ?x rdfs:label ?who
        } ORDER BY ?who""",
    ) == [
        ("Emmanuel Macron", "French President"),
        ("Joe Biden", "U.S. President"),
        ("Keir Starmer", "British Prime Minister"),
    ]


def test_to_whom_is_attributed_what_was_derived_from_a_document(store: ox.Store) -> None:
    assert query(
        store,
        """SELECT ?who {
          ?attributed rdfs:subPropertyOf* prov:wasAttributedTo .
          ?derived rdfs:subPropertyOf* prov:wasDerivedFrom .
          ?claim a/rdfs:subClassOf* prov:Entity ; ?attributed ?x ; ?derived ?y ;
            kg:statement/rdf:predicate con:dependsOnData .
          ?x rdfs:label ?who . ?y a/rdfs:subClassOf* foaf:Document
        } ORDER BY ?who""",
    ) == [("author of the analysis",), ("speaker quoted on Storm Shadow",)]


def test_which_places_lie_within_which(store: ox.Store) -> None:
    text = """SELECT ?place {{
      ?within rdfs:subPropertyOf* {0} . ?class rdfs:subClassOf* {1} .
      ?x a ?class ; ?within ?y ; rdfs:label ?place . ?y rdfs:label "Russia"
    }} ORDER BY ?place"""
    expected = [
        ("Kursk Oblast",),
        ("Malaya Loknya",),
        ("frontline in Kursk",),  # which follows: it lies in the oblast
        ("targets inside Russia",),
        ("territory in Kursk held by Ukraine",),
    ]
    assert query(store, text.format("geo:sfWithin", "geo:Feature")) == expected
    assert query(store, text.format("schema:containedInPlace", "dcterms:Location")) == expected


def test_which_actors_has_which_event(store: ox.Store) -> None:
    assert query(
        store,
        """SELECT ?event ?actor {
          ?has rdfs:subPropertyOf* sem:hasActor . ?class rdfs:subClassOf* sem:Event .
          ?x a ?class ; ?has ?y ; rdfs:label ?event . ?y rdfs:label ?actor
        } ORDER BY ?event ?actor""",
    ) == [
        ("Russian attacks in Kursk Oblast", "Russia"),
        ("defence of Avdiivka", "Ukraine"),
        ("joint attack towards Malaya Loknya", "North Korean forces"),
        ("joint attack towards Malaya Loknya", "Russian forces"),
    ]


# ---- nothing false follows ---------------------------------------------------------------------


def test_no_scenario_is_an_event_and_no_weapon_type_a_foreign_thing(closed: ox.Store) -> None:
    for cls in ("kg:Scenario", "con:WeaponType", "con:GuidanceSystem", "con:Supplies"):
        members = query(closed, f"SELECT ?x {{ ?x a {cls} }}")
        assert members, cls
        types = query(closed, f"SELECT DISTINCT ?type {{ ?x a {cls} ; a ?type }}")
        assert not [iri for (iri,) in types if not iri.startswith(OURS)], cls
    assert not query(closed, "SELECT ?x { ?x a kg:Scenario , kg:Occurrence }")


def test_only_records_are_entities_in_the_sense_of_prov(closed: ox.Store) -> None:
    assert query(closed, "SELECT ?x { ?x a kg:Claim , prov:Entity }")
    assert not query(closed, "SELECT ?x { ?x a kg:Entity , prov:Entity }")


def test_nothing_is_of_two_disjoint_classes(closed: ox.Store) -> None:
    assert query(closed, "SELECT ?a ?b { ?a owl:disjointWith ?b }")
    text = "SELECT ?x ?a ?b { ?a owl:disjointWith ?b . ?x a ?a , ?b }"
    assert not query(closed, text)
    members = "?list owl:members/rdf:rest*/rdf:first ?a , ?b . ?x a ?a , ?b FILTER(?a != ?b)"
    assert not query(closed, f"SELECT ?x ?a ?b {{ {members} }}")


@pytest.mark.parametrize(("end", "side"), [("domain", "?x ?p ?y"), ("range", "?y ?p ?x")])
def test_what_must_be_one_of_several_is_one(closed: ox.Store, end: str, side: str) -> None:
    union = f"?p rdfs:{end}/owl:unionOf ?list . {side}"
    assert query(closed, f"SELECT ?x {{ {union} }}")
    one = "?list rdf:rest*/rdf:first ?class . ?x a ?class"
    assert not query(closed, f"SELECT ?x {{ {union} FILTER NOT EXISTS {{ {one} }} }}")


def test_what_follows_is_known_of_each_foreign_term() -> None:
    """A new super-term wants its own domain, range and super-terms in foreign.ttl."""
    told = ox.Store()
    told.load(FOREIGN.read_bytes(), ox.RdfFormat.TURTLE)
    known = {str(getattr(it, "value", "")) for q in told for it in (q.subject, q.object)}
    silent = {m.object for m in mappings() if m.is_axiom} - short(known)
    assert silent == {
        "dcterms:BibliographicResource",
        "schema:author",  # schema.org has no domains and ranges in the sense of RDFS
        "schema:containedInPlace",
        "schema:datePublished",
        "schema:location",
        "schema:owns",
        "schema:position",
        "schema:superEvent",
    }


def test_a_false_mapping_would_be_found(closed: ox.Store) -> None:
    """The first that comes to mind: our entities are theirs. Events are among ours."""
    wrong = ox.Store()
    wrong.bulk_extend(closed)
    wrong.update("INSERT { ?x a prov:Entity } WHERE { ?x a kg:Entity }", prefixes=dict(prefixes()))
    assert query(wrong, "SELECT ?x { ?a owl:disjointWith ?b . ?x a ?a , ?b }")


def test_each_foreign_triple_between_entities_is_said_or_derived(closed: ox.Store) -> None:
    """Told in either direction, as ORG and SEM have inverses of what we map to."""
    text = """SELECT DISTINCT ?p {{ ?x a kg:Entity . ?y a kg:Entity . ?x ?p ?y
      FILTER(!STRSTARTS(STR(?p), "https://w3id.org/kgraph/"))
      FILTER {0} EXISTS {{
        {{ ?statement kg:projected true }} UNION {{ ?derivation kg:concludes ?statement }}
        {{ ?statement rdf:subject ?x ; rdf:object ?y ; rdf:predicate/{1} ?p }} UNION
        {{ ?statement rdf:subject ?y ; rdf:object ?x ; rdf:predicate/{1}/{2}/{1} ?p }}
      }}
    }}"""
    paths = ("rdfs:subPropertyOf*", "(owl:inverseOf|^owl:inverseOf)")
    found = short(iri for (iri,) in query(closed, text.format("", *paths)))
    assert found >= {"org:holds", "org:heldBy", "geo:sfWithin", "schema:owns", "sem:hasSubEvent"}
    assert query(closed, text.format("NOT", *paths)) == []


def test_what_each_class_becomes(closed: ox.Store) -> None:
    """Foreign types of the members of each class that any of them has: neither more nor fewer."""
    becomes = defaultdict(set)
    for cls, other in query(closed, "SELECT DISTINCT ?class ?type { ?x a ?class , ?type }"):
        if cls.startswith(OURS):
            becomes[cls].add(other)
    found = {name: short(becomes[iri]) for iri in becomes for name in short([iri])}

    def foreign(name: str) -> set[str]:
        return {each for each in found[name] if not each.startswith(("kg:", "con:", "rdf:"))}

    agent = {"foaf:Agent", "dcterms:Agent"}
    place = {"dcterms:Location", "dcterms:LocationPeriodOrJurisdiction"}
    place |= {"geo:Feature", "geo:SpatialObject"}
    entity = {"prov:Entity"}
    assert foreign("kg:Claim") == entity
    assert foreign("kg:Statement") == entity
    assert foreign("kg:Relay") == set()
    assert foreign("con:Territory") == place
    assert foreign("con:DataAsset") == set()
    assert foreign("con:Restriction") == set()
    assert foreign("con:Office") == {"org:Post"}
    assert foreign("con:UnitGroup") == agent | {"foaf:Group"}
    assert foreign("con:War") == {"sem:Event", "sem:Core"}
    assert foreign("con:State") >= agent | place | {"schema:Country"}
    assert foreign("con:State") - agent - place == {
        "schema:Country",
        "schema:AdministrativeArea",
        "schema:Place",
        "schema:Thing",
        "sem:Actor",
        "sem:Authority",
        "sem:Core",
        "sem:Place",  # as what takes place in a state's oblast takes place in the state
        "prov:Agent",
    }
