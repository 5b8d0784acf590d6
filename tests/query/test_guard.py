"""Queries only read this graph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.query.guard import RefusedQueryError, check

HARMLESS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://a/>' }",
    'SELECT * { ?s ?p """SERVICE "x" <http://a/> {}""" }',
    "SELECT * { ?s ?p '''it's a SERVICE''' }",
    "SELECT * { ?service ?p ?o } # SERVICE <http://a/> {}",
    "PREFIX service: <http://a/> SELECT * { service:SERVICE ?p service: }",
    "PREFIX a: <http://a/SERVICE#> SELECT * { a:LOAD a:INSERT a:DELETE }",
    "SELECT * { <http://a/SERVICE> ?p ?o FILTER(?a < ?b && ?c > ?d) }",
    "SELECT * { _:SERVICE ?p 'x'@service }",
    "SELECT (REPLACE(?o, 'a', 'SERVICE') AS ?load) { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_does_no_harm(query: str) -> None:
    check(query)


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "service <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SERVICE?x{?s ?p ?o}",
        "?s ?p 'a\\'b' . SERVICE <http://a/> {}",
        "?s ?p '''a'b''' . SERVICE <http://a/> {}",
        '?s ?p "\\\\" . SERVICE <http://a/> {}',
        "{}SERVICE\n<http://a/>{}",
        "FILTER(?a<?b)SERVICE <http://a/> {}",
        "\\u0053ERVICE <http://a/> {}",
        "\\U00000053ERVICE <http://a/> {}",
        "?s ?p ?o # comment\nSERVICE <http://a/> {}",
        "?s <http://a#b> ?o . SERVICE <http://a/> {}",
    ],
)
def test_service_is_refused_however_it_is_written(clause: str) -> None:
    with pytest.raises(RefusedQueryError, match="SERVICE"):
        check(f"SELECT * {{ {clause} }}")


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://a/>",
        "PREFIX a: <http://a/> INSERT DATA { a:a a:a a:a }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "drop graph <http://a/>",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(RefusedQueryError, match="update"):
        check(update)


def test_the_place_is_told() -> None:
    with pytest.raises(RefusedQueryError) as caught:
        check("SELECT *\n{ SERVICE <http://a/> {} }")
    assert (caught.value.line, caught.value.column, caught.value.length) == (2, 3, 7)


@given(st.text(max_size=200))
def test_text_without_any_keyword_is_let_through(text: str) -> None:
    keywords = "SERVICE LOAD CLEAR DROP CREATE ADD MOVE COPY INSERT DELETE".split()  # noqa: SIM905
    if "\\" not in text and not any(word in text.upper() for word in keywords):
        check(text)
