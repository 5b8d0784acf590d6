"""Queries are read as the engine reads them: their witness has all their solutions."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.query.cursor import CannotExplainError, Cursor
from kgraph.query.explain import Reasons
from kgraph.query.paths import read_path
from kgraph.query.pattern import read
from kgraph.query.steps import Steps

PREFIXES = {"": "http://e/"}
NODES = [ox.NamedNode(f"http://e/{name}") for name in "abcd"]
PREDICATES = [ox.NamedNode(f"http://e/{name}") for name in "pqr"]
OBJECTS = [*NODES, ox.Literal("x")]
TERMS = {f":{node.value[-1]}": node for node in (*NODES, *PREDICATES)}

stores = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(OBJECTS)),
    max_size=12,
).map(lambda triples: _store(triples))


def _store(triples: set[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return store


terms = st.sampled_from(["?x", "?y", "?z", ":a", ":b", "[]", "[ :p ?z ]", "_:n", "'x'"])
subjects = st.sampled_from(["?x", "?y", ":a", "[]", "_:n", "[ :q ?w ]"])
single = st.sampled_from([":p", ":q", "!:p", "!(:p|^:q)", "^:r"])


def paths(modifiers: str) -> st.SearchStrategy[str]:
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("/".join),
            st.tuples(inner, inner).map(lambda two: f"({'|'.join(two)})"),
            st.tuples(inner, st.sampled_from(modifiers)).map(lambda two: f"({two[0]}){two[1]}"),
            inner.map(lambda path: f"^({path})"),
        ),
        max_leaves=4,
    )


def groups(modifiers: str, *, negations: bool) -> st.SearchStrategy[str]:
    triples = st.tuples(subjects, paths(modifiers) | st.just("?p"), terms).map(" ".join)
    negated = [
        lambda inner: st.tuples(inner, inner).map(lambda two: f"{two[0]} MINUS {{ {two[1]} }}"),
        lambda inner: st.tuples(inner, triples).map(
            lambda two: f"{two[0]} FILTER NOT EXISTS {{ {two[1]} }}"
        ),
    ]
    return st.recursive(
        st.lists(triples, min_size=1, max_size=2).map(" . ".join),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: f"{two[0]} OPTIONAL {{ {two[1]} }}"),
            st.tuples(inner, inner).map(lambda two: f"{{ {two[0]} }} UNION {{ {two[1]} }}"),
            inner.map(lambda group: f"{{ SELECT ?x ?y {{ {group} }} }} ?x :q ?z"),
            inner.map(lambda group: f"{group} FILTER(?x != :a || BOUND(?y))"),
            *(make(inner) for make in negated if negations),
        ),
        max_leaves=4,
    ).map(relabelled)


def relabelled(group: str) -> str:
    """Each blank node label once, as different patterns may not share one."""
    parts = group.split("_:n")
    return "".join(f"{part}_:n{number}" for number, part in enumerate(parts[:-1])) + parts[-1]


def rows(store: ox.Store, query: str, columns: list[str]) -> Counter[tuple[str, ...]]:
    results = store.query(query, prefixes=PREFIXES)
    assert isinstance(results, ox.QuerySolutions)
    known = [variable.value for variable in results.variables]
    return Counter(
        tuple(str(row[name]) if name in known else "None" for name in columns) for row in results
    )


@given(stores, groups("?*+", negations=True))
def test_the_witness_has_the_solutions_of_the_query(store: ox.Store, group: str) -> None:
    query = f"SELECT ?x ?y ?z {{ {group} }}"
    witness = read(query).witness
    assert rows(store, witness, ["x", "y", "z"]) == rows(store, query, ["x", "y", "z"])


@given(stores, groups("+", negations=False), st.sampled_from(["", "DISTINCT "]))
def test_the_triples_behind_a_row_are_enough_for_it(
    store: ox.Store, group: str, distinct: str
) -> None:
    query = f"SELECT {distinct}?x ?y {{ {group} }}"
    reasons = Reasons(read(query), PREFIXES, store)
    results = store.query(query, prefixes=PREFIXES)
    assert isinstance(results, ox.QuerySolutions)
    for row in results:
        values = {f"?{name}": row[name] for name in "xy" if row[name] is not None}
        behind = {triple for _, triple in reasons.of(values)}
        assert {ox.Quad(*triple) for triple in behind} <= set(store)
        assert (str(row["x"]), str(row["y"])) in rows(_store(behind), query, ["x", "y"])


@given(stores, paths("?*+"))
def test_there_are_steps_exactly_where_the_engine_finds_a_path(store: ox.Store, path: str) -> None:
    for node in NODES:  # the engine knows no path without steps at a node that is not there
        store.add(ox.Quad(node, NODES[0], node))
    found = Steps(read_path(Cursor(path)), store, TERMS)
    for start in NODES:
        for end in NODES:
            asked = store.query(f"ASK {{ {start} {path} {end} }}", prefixes=PREFIXES)
            ways = found.between(start, end)
            assert (ways is not None) == bool(asked)
            for triple in ways or ():
                assert ox.Quad(*triple) in store


def test_the_shortest_way_is_taken_and_the_same_every_time() -> None:
    a, b, c, d = NODES
    p, q, _ = PREDICATES
    store = _store({(a, p, b), (b, p, d), (a, p, c), (c, p, d), (a, q, c)})
    steps = Steps(read_path(Cursor("(:p|:q)+")), store, TERMS)
    assert steps.between(a, d) == [(a, p, b), (b, p, d)]
    assert Steps(read_path(Cursor(":p*")), store, TERMS).between(a, a) == []
    assert Steps(read_path(Cursor("^:p/^:p")), store, TERMS).between(d, a) == [(b, p, d), (a, p, b)]
    assert steps.between(d, a) is None


@pytest.mark.parametrize(
    ("query", "patterns"),
    [
        ("SELECT * { ?a :p 1, 1.5 , -2 . ?b :q 1.}", "?a :p 1|?a :p 1.5|?a :p -2|?b :q 1"),
        ("SELECT * { ?a :p 'x'@en ; :q \"y\"^^:t ;; . }", "?a :p 'x'@en|?a :q \"y\"^^:t"),
        ("select$a where{$a a true}group by $a", "?a a true"),
        ("SELECT ?a { GRAPH ?g { ?a :p [ :q [] ; a :T ] } } LIMIT 1", "?q1 :q ?q2"),
        ("SELECT (COUNT(*) AS ?n) { ?a :p* ?b } HAVING (COUNT(*) > 1) VALUES ?a { :a }", "?a"),
    ],
)
def test_every_way_to_write_a_pattern(query: str, patterns: str) -> None:
    list(ox.Store().query(query, prefixes=PREFIXES))  # type: ignore[arg-type]
    select = read(query)
    list(ox.Store().query(select.witness, prefixes=PREFIXES))  # type: ignore[arg-type]
    found = "|".join(
        f"{p.subject} {getattr(p.path, 'predicate', '')} {p.object}" for p in select.patterns
    )
    assert patterns in found


@pytest.mark.parametrize(
    "query", ["SELECT * { ?a :p (1 2) }", "SELECT * { ?a :p <<( :a :b :c )>> }"]
)
def test_what_is_not_followed_is_said(query: str) -> None:
    with pytest.raises(CannotExplainError, match="at 1:18"):
        read(query)
