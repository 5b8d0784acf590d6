"""A push makes the store hold what the build holds, and nothing else of ours."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kgraph.problems import KgraphError
from kgraph.stores.book import Book, Change
from kgraph.stores.built import Build
from kgraph.stores.content import difference
from kgraph.stores.lease import LostLease, Rhythm, lease
from kgraph.stores.push import Step, check_project, plan, push, told
from kgraph.stores.server import Server
from kgraph.stores.text import in_graph

Builds = Callable[..., Build]
BookOf = Callable[[Build], Book]


def kinds(build: Build, book: Book) -> dict[str, str]:
    """What the next push would do, by the last part of each graph's IRI."""
    return {
        step.graph.rpartition("/")[2]: step.kind
        for step in plan(build, book, book.state())
        if step.kind != "unchanged"
    }


def summed(steps: list[Step]) -> str:
    return list(told(steps, done=True))[-1]


def same(build: Build, book: Book) -> bool:
    lines = build.triples(set(build.graphs))
    return not any(
        difference(ours, book.server.ntriples(iri), exact=True) for iri, ours in lines.items()
    )


def test_the_store_holds_what_was_built(builds: Builds, book_of: BookOf) -> None:
    build = builds(report=3, essay=1)
    book = book_of(build)
    assert kinds(build, book) == {"report": "add", "essay": "add", "entities": "add"}
    assert summed(push(build, book)) == "3 graphs: 3 added, 0 replaced, 0 removed, 0 unchanged"
    assert same(build, book)
    assert not kinds(build, book)


def test_only_what_changed_is_sent(
    builds: Builds, book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = builds(report=3, essay=1), builds(report=4, essay=1)
    book = book_of(first)
    push(first, book)
    sent: list[str] = []
    send = type(book.server).send

    def spy(server: Server, update: str) -> None:
        sent.append(update)
        send(server, update)

    monkeypatch.setattr(type(book.server), "send", spy)
    assert summed(push(second, book)) == "3 graphs: 0 added, 1 replaced, 0 removed, 2 unchanged"
    assert same(second, book)
    assert sum("note 3 of report" in update for update in sent) == 1
    assert not any("note 2 of report" in update for update in sent)
    sent.clear()
    push(second, book)
    assert sent == []


def test_graphs_of_documents_that_are_gone_are_removed_and_no_others(
    builds: Builds, book_of: BookOf
) -> None:
    first, second = builds(report=3, essay=1), builds(report=3)
    book = book_of(first)
    push(first, book)
    foreign = f"{book.home}document/foreign"
    book.server.send(f"INSERT DATA {{ GRAPH <{foreign}> {{ <x:s> <x:p> <x:o> }} <x:s> <x:p> 1 }}")
    assert summed(push(second, book)).endswith("1 removed, 2 unchanged")
    held = {row["g"] for row in book.server.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert held == {*second.graphs, foreign, book.iri}
    assert book.server.has("<x:s> <x:p> 1")


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE WHERE { GRAPH <%s> { <%sclaim/report-0> ?p ?o } }",
        "INSERT DATA { GRAPH <%s> { <%sclaim/report-0> <x:p> _:blank } }",
    ],
)
def test_a_graph_that_lost_or_won_triples_is_put_right(
    builds: Builds, book_of: BookOf, edit: str
) -> None:
    build = builds(report=3)
    book = book_of(build)
    push(build, book)
    book.server.send(edit % (build.names.document_graph("report"), build.names.base))
    assert kinds(build, book) == {"report": "replace"}
    push(build, book)
    assert same(build, book)


def test_another_project_of_the_same_base_is_not_wiped_out(builds: Builds, book_of: BookOf) -> None:
    theirs, ours = builds(report=1, essay=1), builds(letter=1)
    book = book_of(theirs)
    push(theirs, book)
    with pytest.raises(KgraphError, match=r"has 2 documents .* none of them.*--remove-all"):
        check_project(ours, plan(ours, book, book.state()))
    fewer = builds(report=1, letter=1)
    check_project(fewer, plan(fewer, book, book.state()))


def test_a_server_that_takes_little_at_once(builds: Builds, book_of: BookOf) -> None:
    build, smaller = builds(report=60, essay=1), builds(report=2, essay=1)
    book = book_of(build)
    book.server.triples = 25
    for each in (build, smaller, build):
        push(each, book)
        assert same(each, book)


def test_a_push_waits_for_one_that_shows_signs_of_life(builds: Builds, book_of: BookOf) -> None:
    build = builds(report=1)
    book, mine = book_of(build), book_of(build)
    rhythm = Rhythm(beat=0.02, silence=0.3, look=0.01)
    with ThreadPoolExecutor() as pool:
        with lease(book, rhythm, print):
            other = pool.submit(push, build, mine, rhythm)
            with pytest.raises(TimeoutError):
                other.result(timeout=1.0)
            assert kinds(build, book) == {"report": "add", "entities": "add"}
        assert summed(other.result(timeout=10.0)).startswith("2 graphs: 2 added")
    assert same(build, book)


def test_a_push_that_fell_silent_is_taken_over_and_can_do_nothing_more(
    builds: Builds, book_of: BookOf
) -> None:
    build = builds(report=1)
    book = book_of(build)
    silent = Rhythm(beat=1000.0, silence=0.1, look=0.01)
    late = Change(insert=in_graph(min(build.graphs), "<x:s> <x:p> <x:late>"))
    with lease(book, silent, print) as first:
        push(build, book, silent)
        with pytest.raises(LostLease):
            first.step(late)
    assert same(build, book)
    assert not kinds(build, book)
    assert not book.state().leases


def test_a_copy_of_a_request_that_comes_late_does_nothing(
    builds: Builds, book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = builds(report=3, essay=1), builds(report=4)
    book = book_of(first)
    sent: list[str] = []
    send = type(book.server).send

    def spy(server: Server, update: str) -> None:
        sent.append(update)
        send(server, update)

    monkeypatch.setattr(type(book.server), "send", spy)
    push(first, book)
    early = list(sent)
    push(second, book)
    before = book.state()
    for update in early:
        send(book.server, update)
    assert book.state() == before
    assert same(second, book)
    assert not kinds(second, book)


def test_a_push_that_was_cut_off_leaves_a_mark_and_the_next_ends_in_the_same_state(
    builds: Builds, book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = builds(report=3, essay=2)
    book = book_of(build)
    quick = Rhythm(silence=0.05, look=0.01)
    send = type(book.server).send
    for requests in range(20):
        left = requests

        def cut(server: Server, update: str) -> None:
            nonlocal left
            if not left:
                raise KeyboardInterrupt
            left -= 1
            send(server, update)

        with monkeypatch.context() as patch:
            patch.setattr(type(book.server), "send", cut)
            try:
                push(build, book, quick)
            except KeyboardInterrupt:
                assert any(not each.is_whole() for each in book.state().graphs.values()) or (
                    not same(build, book) or not kinds(build, book)
                )
            else:
                break
        push(build, book, quick)
        assert same(build, book)
        assert not kinds(build, book)
        book.server.send("DROP ALL")
    else:
        pytest.fail("it was cut off each time")
