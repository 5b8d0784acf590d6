"""Addresses of things: what they answer, in which form, and what is said of what is not there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.serve.explorer import LINKS
from tests.serve.asking import get
from tests.serve.running import Running

BASE = "https://w3id.org/kgraph/id/"
THING = "entity/storm-shadow"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json, text/html;q=0.5", "jsonld"),
        ("*/*", "html"),
    ],
)
def test_a_thing_leads_to_the_document_that_its_client_likes(
    server: Running, accept: str, suffix: str
) -> None:
    reply = get(server, f"/id/{THING}", Accept=accept)
    assert (reply.status, reply.headers["location"]) == (303, f"/id/{THING}.{suffix}")
    assert "Accept" in reply.headers["vary"]


def test_a_thing_that_is_liked_in_no_form(server: Running) -> None:
    assert get(server, f"/id/{THING}", Accept="image/png").status == 406


def described(server: Running, path: str) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """What the Turtle and the JSON-LD of a thing say."""
    turtle, json_ld = (get(server, f"/id/{path}.{suffix}") for suffix in ("ttl", "jsonld"))
    assert turtle.media == "text/turtle"
    assert json_ld.media == "application/ld+json"
    found = (
        {quad.triple for quad in ox.parse(reply.body, format)}
        for reply, format in ((turtle, ox.RdfFormat.TURTLE), (json_ld, ox.RdfFormat.JSON_LD))
    )
    return next(found), next(found)


def test_the_json_ld_of_a_thing_is_compact_and_has_its_context(server: Running) -> None:
    found = get(server, f"/id/{THING}.jsonld").json
    (node,) = (it for it in found["@graph"] if it["@id"] == "kgr:storm-shadow")
    assert node["rdfs:label"] == "Storm Shadow"
    assert found["@context"]["kgr"] == f"{BASE}entity/"


def test_what_is_said_of_a_thing_is_whole_in_each_form(server: Running, built: Path) -> None:
    thing = ox.NamedNode(BASE + THING)
    wanted = {
        quad.triple
        for quad in ox.parse(path=str(built / "graph.nt"))
        if thing in (quad.subject, quad.object)
    }
    assert len(wanted) > 20
    assert described(server, THING) == (wanted, wanted)


def test_a_named_graph_is_all_that_stands_in_it(server: Running, built: Path) -> None:
    for name in ("document/kursk-analysis", "entities", "derived"):
        graph = ox.NamedNode(f"{BASE}graph/{name}")
        quads = ox.parse(path=str(built / "graph.nq"))
        wanted = {quad.triple for quad in quads if quad.graph_name == graph}
        assert wanted
        assert described(server, f"graph/{name}") == (wanted, wanted)


def test_a_page_is_not_sent_again_that_the_client_has(server: Running) -> None:
    page = get(server, f"/id/{THING}.html")
    assert page.status == 200
    again = get(server, f"/id/{THING}.html", if_none_match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = get(server, f"/id/{THING}.ttl", if_none_match=page.headers["etag"])
    assert other.status == 200


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("entity/storm-shado", "entity/storm-shadow"),
        ("entity/Storm_Shadow", "entity/storm-shadow"),
        ("document/kursk-analisys", "document/kursk-analysis"),
        ("graph/document/kursk-analisys", "graph/document/kursk-analysis"),
        ("document/storm-shadow", "entity/storm-shadow"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(server: Running, path: str, near: str) -> None:
    page = get(server, f"/id/{path}")
    assert page.status == 404
    assert f'href="/id/{near}.html"' in page.text
    turtle = get(server, f"/id/{path}.ttl")
    assert turtle.status == 404
    assert f"did you mean /id/{near}.html?" in turtle.text


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "entity/",
        "entity/x>%20?p%20?o%20}%20DROP%20ALL",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "../../etc/passwd",
        "entity/%ff%fe",
        "entity/" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("suffix", ["", ".html", ".ttl", ".jsonld"])
def test_no_path_does_harm(server: Running, path: str, suffix: str) -> None:
    reply = get(server, f"/id/{path}{suffix}")
    assert reply.status == 404
    assert "<script" not in reply.text


def test_pages_allow_no_script_and_load_nothing_from_elsewhere(server: Running) -> None:
    for path in (f"/id/{THING}.html", "/id/", "/id/nothing"):
        page = get(server, path)
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src data:;")
        assert "<script" not in page.text
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page.text)
        assert sheets == ["/static/page.css"]
        assert " src=" not in page.text
    assert get(server, "/static/page.css").media == "text/css"


def test_the_root_is_the_explorer_with_links(server: Running, built: Path) -> None:
    reply = get(server, "/")
    assert LINKS in reply.body
    assert reply.body.replace(LINKS, b"") == (built / "index.html").read_bytes()
    assert get(server, "/", if_none_match=reply.headers["etag"]).status == 304


def test_the_editor_is_given_prefixes_and_saved_questions(server: Running) -> None:
    settings = json.loads(get(server, "/query.json").body)
    assert settings["base"] == BASE
    assert settings["prefixes"]["kgr"] == BASE + "entity/"
    questions = {question["name"]: question for question in settings["questions"]}
    assert questions["depends-on"]["title"] == "What depends on what, and who says so"
    assert "SELECT" in questions["depends-on"]["query"]
