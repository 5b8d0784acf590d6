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
def test_any_text_is_let_through_or_refused(text: str) -> None:
    try:
        check(text)
    except RefusedQueryError:
        assert any(word in text.upper() for word in ("S", "L", "C", "D", "A", "M", "I"))


pieces = st.lists(
    st.sampled_from(
        [
            "'",
            '"',
            "'''",
            '"""',
            "<",
            ">",
            "#",
            "\n",
            "\\",
            " ",
            "SELECT",
            "*",
            "{",
            "}",
            "?s",
            "?p",
            "?o",
            "<http://a/b>",
            "<http://a/#b>",
            "a:b",
            "'x'",
            "# c\n",
            "FILTER(?a<?b)",
            ".",
            "\\u0027",
        ]
    ),
    max_size=12,
)


@given(pieces, pieces)
def test_no_wrapping_hides_a_clause_that_the_engine_would_run(
    before: list[str], after: list[str]
) -> None:
    """Whatever the engine itself parses as a SERVICE clause is refused."""
    import pyoxigraph as ox

    query = (
        f"PREFIX a: <http://a/> SELECT * {{ {' '.join(before)} "
        f"SERVICE <http://kgraph.invalid/> {{ ?x ?y ?z }} {' '.join(after)} }}"
    )
    try:
        list(ox.Store().query(query))
    except SyntaxError:
        return
    except OSError:
        with pytest.raises(RefusedQueryError):
            check(query)
