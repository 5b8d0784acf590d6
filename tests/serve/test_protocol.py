"""SPARQL 1.1 Protocol, as any client speaks it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kgraph.problems import Report
from kgraph.query.dataset import loaded
from kgraph.query.run import open_graph, run
from kgraph.query.saved import saved_queries
from tests.serve.running import FORM, SPARQL, Running

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENTITY = "https://w3id.org/kgraph/id/entity/storm-shadow"


def test_three_ways_to_ask(server: Running) -> None:
    replies = [
        server.ask(COUNT),
        server.send("POST", body=urlencode({"query": COUNT}), headers=FORM),
        server.send("POST", body=COUNT, headers=SPARQL),
    ]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert len({reply.body for reply in replies}) == 1
    assert int(replies[0].rows[0]["n"]["value"]) > 6000


QUESTIONS = saved_queries(Report())


def test_saved_questions_get_what_the_engine_gives(server: Running, built: Path) -> None:
    graph = open_graph(built)
    store = loaded(str(graph.ntriples), str(graph.nquads))
    for name, question in QUESTIONS.items():
        results = store.query(question.text, prefixes=graph.prefixes)
        expected = json.loads(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")  # type: ignore[call-arg,union-attr]
        assert server.ask(question.text).json == expected, name


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_saved_questions_get_what_the_command_gives(
    server: Running, built: Path, name: str
) -> None:
    raw = run(open_graph(built), QUESTIONS[name].text, "json", 60, Report())
    assert raw is not None
    assert server.ask(QUESTIONS[name].text).json == json.loads(raw)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, application/sparql-results+json;q=0.5", "text/csv"),
        ("text/*;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
        ("text/turtle, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_in_the_format_that_is_liked(server: Running, accept: str, media: str) -> None:
    reply = server.ask("SELECT * { VALUES (?a ?b) { (1 'x') (UNDEF 'y') } }", accept)
    assert (reply.status, reply.media) == (200, media)
    for line in (b"x", b"y"):
        assert line in reply.body
    assert b"true" in server.ask("ASK {}", accept).body


@pytest.mark.parametrize(
    ("accept", "media", "read_as"),
    [
        ("", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/trig", "application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", "application/n-quads", ox.RdfFormat.N_QUADS),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_in_the_format_that_is_liked(
    server: Running, built: Path, accept: str, media: str, read_as: ox.RdfFormat
) -> None:
    reply = server.ask(f"CONSTRUCT WHERE {{ <{ENTITY}> ?p ?o }}", accept)
    assert (reply.status, reply.media) == (200, media)
    found = {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(reply.body, read_as)}
    flat = ox.parse(path=str(built / "graph.nt"), format=ox.RdfFormat.N_TRIPLES)
    about = {ox.Triple(q.subject, q.predicate, q.object) for q in flat}
    assert found == {triple for triple in about if triple.subject == ox.NamedNode(ENTITY)}
    assert found


@pytest.mark.parametrize(
    ("triple", "format"),
    [
        ("<x:s> <http://x.example/7> 1", "application/rdf+xml"),
        ('<x:s> <x:p> "\\u0001"', "application/rdf+xml"),
        ("<x:s> <x:p> <<( <x:a> <x:b> 1 )>>", "application/rdf+xml"),
        ('<x:s> <x:p> "x"@en--ltr', "application/rdf+xml"),
        ("<x:s> <x:p> <<( <x:a> <x:b> 1 )>>", "application/ld+json"),
    ],
)
def test_what_a_format_has_no_way_to_write(server: Running, triple: str, format: str) -> None:
    reply = server.ask(f"CONSTRUCT {{ {triple} }} {{}}", f"{format}, text/plain;q=0.1")
    assert reply.status == 406
    assert "; ask for Turtle" in reply.text


@pytest.mark.parametrize("format", ["application/rdf+xml", "application/ld+json", "text/turtle"])
def test_blank_nodes_in_each_format(server: Running, format: str) -> None:
    reply = server.ask("CONSTRUCT { _:b <x:p> _:b ; a <x:c> } {}", format)
    first, second = ox.parse(reply.body, ox.RdfFormat.from_media_type(format))
    assert isinstance(first.subject, ox.BlankNode)
    assert first.subject == second.subject
    assert first.subject in (first.object, second.object)


@pytest.mark.parametrize(
    ("query", "accept"),
    [("SELECT * {}", "text/turtle"), ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/csv")],
)
def test_what_a_client_does_not_take_is_not_given(server: Running, query: str, accept: str) -> None:
    reply = server.ask(query, accept)
    assert reply.status == 406
    assert "this is given as" in reply.text


def test_the_dataset_of_the_request_goes_before_that_of_the_query(server: Running) -> None:
    derived = "https://w3id.org/kgraph/id/graph/derived"
    entities = "https://w3id.org/kgraph/id/graph/entities"

    def counted(query: str, **dataset: list[str]) -> int:
        return int(server.ask(query, **dataset).rows[0]["n"]["value"])

    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    of_derived = counted(COUNT, default_graph_uri=[derived])
    of_entities = counted(COUNT, default_graph_uri=[entities])
    assert counted(COUNT) > of_derived > of_entities > 0
    assert counted(COUNT, default_graph_uri=[derived, entities]) == of_derived + of_entities
    from_entities = COUNT.replace("{", f"FROM <{entities}> {{")
    assert counted(from_entities) == of_entities
    assert counted(from_entities, default_graph_uri=[derived]) == of_derived
    assert counted(COUNT, named_graph_uri=[derived]) == 0
    assert counted(named) == 3
    assert counted(named, named_graph_uri=[derived]) == 1
    assert counted(named, default_graph_uri=[derived]) == 0
    assert counted(COUNT, default_graph_uri=["http://127.0.0.1:9/nobody"]) == 0


BAD = {
    "no query": ("GET", "/sparql?default-graph-uri=x:y", None, {}, 400),
    "two queries": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
    "not SPARQL": ("GET", "/sparql?query=nonsense", None, {}, 400),
    "not UTF-8": ("GET", "/sparql?query=%FF", None, {}, 400),
    "not UTF-8 in the body": ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", SPARQL, 400),
    "a surrogate": ("GET", "/sparql?query=ASK%7B%7D%23%ED%A0%80", None, {}, 400),
    "no graph's name": ("GET", "/sparql?query=ASK%7B%7D&named-graph-uri=a+b", None, {}, 400),
    "nothing posted": ("POST", "/sparql", b"", FORM, 400),
    "an update": ("GET", "/sparql?query=CLEAR+ALL", None, {}, 400),
    "LOAD": ("GET", "/sparql?query=LOAD+%3Cfile:///etc/passwd%3E", None, {}, 400),
    "an update in a form": ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403),
    "an update as such": (
        "POST",
        "/sparql",
        b"CLEAR ALL",
        {"Content-Type": "application/sparql-update"},
        403,
    ),
    "a type that is none": ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
    "another charset": (
        "POST",
        "/sparql",
        b"ASK {}",
        {"Content-Type": "application/sparql-query; charset=utf-16"},
        415,
    ),
    "too long": ("POST", "/sparql", b"#" * (1 << 20) + b"!", SPARQL, 413),
    "another method": ("PUT", "/sparql", b"ASK {}", SPARQL, 405),
    "another place": ("GET", "/../../etc/passwd", None, {}, 404),
    "SERVICE": ("POST", "/sparql", b"ASK { SERVICE <http://127.0.0.1:9/> {} }", SPARQL, 400),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_requests(server: Running, what: str) -> None:
    method, path, body, headers, status = BAD[what]
    plain = server.send(method, path, body, headers)
    assert plain.status == status, plain.text
    assert (plain.media, plain.headers["Cache-Control"]) == ("text/plain", "no-store")
    details = server.send(method, path, body, {**headers, "Accept": "application/json"})
    assert (details.media, details.json["status"]) == ("application/problem+json", status)
    for text in (plain.text, details.text):
        assert "Traceback" not in text
        assert ".py" not in text


def test_a_fault_of_the_query_has_a_place(server: Running) -> None:
    reply = server.ask("ASK {\n  ?s ?p }", "application/json")
    assert {"code": "query-syntax", "line": 2}.items() <= reply.json.items()
    refused = server.ask("ASK { SERVICE <x:y> {} }")
    assert refused.text.startswith("query:1:7: query-refused: SERVICE would ask another server\n")


def test_what_has_not_changed_is_not_sent_again(server: Running) -> None:
    first = server.ask(COUNT)
    tag = first.headers["ETag"]
    path = "/sparql?" + urlencode({"query": COUNT})
    again = server.send(path=path, headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    as_csv = server.send(path=path, headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert as_csv.status == 200
    assert as_csv.headers["ETag"] != tag
    assert "Accept" in first.headers["Vary"]
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_what_changes_by_itself_has_no_tag(server: Running) -> None:
    ids = [server.ask("SELECT (struuid() AS ?id) {}") for _ in range(4)]
    assert len({reply.body for reply in ids}) == 4
    assert {reply.headers["Cache-Control"] for reply in ids} == {"no-store"}
    assert not any("ETag" in reply.headers for reply in ids)


def test_head_and_options(server: Running) -> None:
    path = "/sparql?" + urlencode({"query": COUNT})
    head, get = server.send("HEAD", path), server.send("GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.body))
    options = server.send("OPTIONS")
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        ("http://localhost:3000", True),
        ("http://127.0.0.1", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
    ],
)
def test_pages_of_other_sites_do_not_read(server: Running, origin: str, may: bool) -> None:
    for method in ("GET", "OPTIONS"):
        reply = server.send(method, headers={"Origin": origin})
        assert reply.headers["Access-Control-Allow-Origin"] == (origin if may else None)
        assert "Origin" in reply.headers["Vary"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "a b", ""])
def test_a_name_that_leads_here_is_not_enough(server: Running, host: str) -> None:
    reply = server.send(headers={"Host": host})
    assert reply.status in (400, 421)
    assert b"sparql-service-description" not in reply.body


def test_all_answers_are_taken_for_what_they_are(server: Running) -> None:
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "/sparql?query=x", "/nowhere"):
        reply = server.send(path=path)
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("accept", ["", "text/turtle", "application/rdf+xml"])
def test_the_endpoint_describes_itself(server: Running, accept: str) -> None:
    reply = server.send(headers={"Accept": accept} if accept else {})
    format = ox.RdfFormat.from_media_type(reply.media)
    store = ox.Store()
    store.load(reply.body, format=format)
    text = f"""PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?name ?n {{ <{server.url}> a sd:Service ; sd:endpoint <{server.url}> ;
          sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset ?d .
          ?d sd:namedGraph [ sd:name ?name ; sd:graph [ void:triples ?n ] ] }}"""
    found = list(store.query(text))
    assert len(found) == 3
    for row in found:
        reply = server.ask(COUNT, default_graph_uri=[row["name"].value])
        assert reply.rows[0]["n"]["value"] == row["n"].value
