"""What differs is told: by graph, by claim, by plain fact; and nothing where nothing differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kgraph.cli import cli
from kgraph.names import DEFAULT_BASE, EXTERNAL
from kgraph.stores.book import Book
from kgraph.stores.built import Build, opened
from kgraph.stores.compare import Comparison, compare
from kgraph.stores.http import Client
from kgraph.stores.pull import nquads
from kgraph.stores.push import push
from kgraph.stores.server import Endpoints, find
from kgraph.stores.snapshot import snapshot
from tests.examples import examples
from tests.servers import Server

KG, RDF = EXTERNAL["kg"], EXTERNAL["rdf"]
CLAIM = f"{DEFAULT_BASE}claim/003fd8afe8aa3622f21a"
GRAPH = f"{DEFAULT_BASE}graph/document/kursk-analysis"
ENTITIES = f"{DEFAULT_BASE}graph/entities"


@pytest.fixture
def pushed(built: Path, oxigraph: Server) -> tuple[Build, Book]:
    """The first document, in a store."""
    build = opened(built)
    book = build.book(find(Client(), oxigraph.base, Endpoints()))
    book.server.send("DROP ALL")
    push(build, book)
    return build, book


def compared(build: Build, book: Book, *edits: str) -> Comparison:
    for edit in edits:
        book.server.send(edit)
    return compare(build, book, snapshot(build, book))


def states(found: Comparison) -> dict[str, str]:
    return {g.iri.rpartition("/")[2]: g.state for g in found.graphs if g.state != "same"}


def test_nothing_differs(pushed: tuple[Build, Book]) -> None:
    build, book = pushed
    found = compared(build, book)
    assert not found.differs
    assert (found.claims, found.facts, found.others) == ((), (), ())
    assert not found.pushing
    assert b"".join(nquads(snapshot(build, book))) == build.nquads.read_bytes()


def test_a_grade_that_was_changed_in_the_store(pushed: tuple[Build, Book]) -> None:
    edit = (
        f"WITH <{GRAPH}> DELETE {{ <{CLAIM}> <{KG}reliability> ?r }} "
        f"INSERT {{ <{CLAIM}> <{KG}reliability> <{KG}reliability-A> }} "
        f"WHERE {{ <{CLAIM}> <{KG}reliability> ?r }}"
    )
    found = compared(*pushed, edit)
    assert states(found) == {"kursk-analysis": "differs"}
    (claim,) = found.claims
    (values,) = claim.values
    assert (claim.iri, claim.only) == (CLAIM, None)
    assert claim.text == (
        "armored columns of the joint attack moves along paved roads to Malaya Loknya"
    )
    assert values.predicate == f"<{KG}reliability>"
    assert (values.build, values.store) == ((f"<{KG}reliability-F>",), (f"<{KG}reliability-A>",))
    assert not found.others
    assert not found.facts


def test_claims_that_are_on_one_side_only(pushed: tuple[Build, Book]) -> None:
    other = f"{DEFAULT_BASE}claim/other"
    found = compared(
        *pushed,
        f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ <{CLAIM}> ?p ?o }} }}",
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{other}> a <{KG}Claim> }} }}",
    )
    assert [(c.iri, c.only, c.values) for c in found.claims] == [
        (CLAIM, "build", []),
        (other, "store", []),
    ]


def test_evidence_is_told_with_the_claims_that_rest_on_it(pushed: tuple[Build, Book]) -> None:
    build, book = pushed
    found = compared(
        build,
        book,
        f"DELETE {{ GRAPH <{GRAPH}> {{ ?e <{KG}credibility> ?c }} }} WHERE {{ "
        f"GRAPH <{GRAPH}> {{ <{CLAIM}> <{KG}evidence> ?e . ?e <{KG}credibility> ?c }} }}",
    )
    assert CLAIM in [claim.iri for claim in found.claims]
    assert {values.predicate for claim in found.claims for values in claim.values} == {
        f"<{KG}credibility>"
    }
    assert not found.others


def test_plain_facts_and_entities(pushed: tuple[Build, Book]) -> None:
    thing = f"<{DEFAULT_BASE}entity/storm-shadow>"
    found = compared(
        *pushed,
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {thing} <x:p> <x:o> }} "
        f"GRAPH <{ENTITIES}> {{ {thing} <x:p> 'a' }} }}",
    )
    assert found.facts == (("store", (thing, "<x:p>", "<x:o>")),)
    assert [(thing.text, thing.values[0].store) for thing in found.others] == [
        ("Storm Shadow", ('"a"',))
    ]


def test_graphs_that_are_gone_half_written_left_over_or_not_ours(
    pushed: tuple[Build, Book],
) -> None:
    build, book = pushed
    old, foreign = f"{book.home}document/old", f"{book.home}document/foreign"
    found = compared(
        build,
        book,
        f"DROP GRAPH <{ENTITIES}>",
        f'INSERT DATA {{ GRAPH <{book.iri}> {{ <{GRAPH}> <{KG}beingPushed> "t" . '
        f'<{old}> <{KG}sha256> "d" . <{book.iri}> <{KG}lease> "t:1" }} '
        f"GRAPH <{old}> {{ <x:s> <x:p> <x:o> }} GRAPH <{foreign}> {{ <x:s> <x:p> <x:o> }} }}",
    )
    assert states(found) == {
        "entities": "missing",
        "kursk-analysis": "half-written",
        "old": "left over",
        "foreign": "not ours",
    }
    assert found.pushing


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_edit_goes_unnoticed(pushed: tuple[Build, Book], data: st.DataObject) -> None:
    """Any triple taken away or put there, whatever the bookkeeping says."""
    build, book = pushed
    lines = build.triples({GRAPH})[GRAPH]
    line = data.draw(st.sampled_from(lines)).decode()
    book.server.send(f"DELETE DATA {{ GRAPH <{GRAPH}> {{ {line} }} }}")
    found = compared(build, book)
    assert states(found) == {"kursk-analysis": "differs"}
    assert found.claims or found.facts or found.others
    book.server.send(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {line} }} }}")
    assert not compared(build, book).differs


def run(server: Server, built: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, [arguments[0], server.base, *arguments[1:], "--output", str(built)]
    )


def test_the_commands(
    built: Path, pushed: tuple[Build, Book], oxigraph: Server, tmp_path: Path
) -> None:
    build, book = pushed
    assert run(oxigraph, built, "status").exit_code == 0
    assert run(oxigraph, built, "pull").stdout_bytes == build.nquads.read_bytes()
    evil = f'<{CLAIM}> <{KG}note> "\\u001B[2J\u202e"'
    book.server.send(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {evil} }} }}")
    text = run(oxigraph, built, "status")
    assert text.exit_code == 1
    assert 'kg:note: nothing in the build, "\\u001B[2J\\u202e" in the store' in text.stdout
    assert not {"\x1b", "\u202e"} & set(text.stdout)
    plain = run(oxigraph, built, "status", "--format", "json")
    assert plain.exit_code == 1
    (claim,) = json.loads(plain.stdout)["claims"]["different"]
    assert claim["iri"] == CLAIM
    assert plain.stdout.isascii()
    target = tmp_path / "held.nq"
    assert run(oxigraph, built, "pull", "-o", str(target)).exit_code == 0
    assert target.read_bytes().count(b"\n") == build.nquads.read_bytes().count(b"\n") + 1
    dry = run(oxigraph, built, "push", "--dry-run")
    assert dry.stdout.startswith(f"replace  {GRAPH}  (5,275 triples)\n")
    assert run(oxigraph, built, "status").exit_code == 1
    done = run(oxigraph, built, "push")
    assert done.stdout.startswith(f"replaced {GRAPH}  (5,275 triples)\n")
    assert run(oxigraph, built, "status").exit_code == 0


def test_a_graph_that_is_half_written_is_not_given_out(
    built: Path, pushed: tuple[Build, Book], oxigraph: Server, tmp_path: Path
) -> None:
    _, book = pushed
    book.server.send(f'INSERT DATA {{ GRAPH <{book.iri}> {{ <{GRAPH}> <{KG}beingPushed> "t" }} }}')
    target = tmp_path / "held.nq"
    result = run(oxigraph, built, "pull", "-o", str(target))
    assert "1 graph half-written" in str(result.exception)
    assert not target.exists()
