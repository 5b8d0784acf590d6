"""Equal content is found equal however a store writes it, and different content different."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.problems import KgraphError
from kgraph.rdf.nquads import quoted
from kgraph.stores.content import difference
from kgraph.stores.text import as_sparql, in_graph

XSD = "http://www.w3.org/2001/XMLSchema#"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["\\u0041", "\\\\U", "\\", "\\\\u", 'a"b', "\\n\n", "} ; DROP ALL ; {", "\x00\x7f\ufffe"]
)
literals = st.builds(quoted, texts) | st.builds(lambda text: f"{quoted(text)}@en", texts)
lines = st.builds(
    lambda n, object: f"<http://x/s{n}> <http://x/p> {object}".encode(), st.integers(0, 3), literals
)


def escaped(line: bytes) -> bytes:
    """As stores may write it: tabs, and escapes for all that is not ASCII."""
    text = line.decode()
    head, _, object = text.partition(" <http://x/p> ")
    ascii_ = "".join(c if ord(c) < 128 else f"\\U{ord(c):08X}" for c in object)
    return f"{head}\t<http://x/p>\t{ascii_} .".encode()


@given(st.sets(lines), st.sets(lines))
def test_whatever_is_missing_and_extra_is_found(ours: set[bytes], theirs: set[bytes]) -> None:
    text = b"\n".join(map(escaped, sorted(theirs)))
    found = difference(ours, text, exact=True)
    assert found.missing == sorted(ours - theirs)
    assert found.extra == sorted(theirs - ours)
    assert found.ground


@given(st.sets(lines, min_size=1))
def test_triples_go_through_sparql_unchanged(ours: set[bytes]) -> None:
    store = ox.Store()
    template = in_graph("http://x/g", as_sparql(sorted(ours)))
    store.update(f"INSERT {{ {template} }} WHERE {{}}")
    text = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode("http://x/g"))
    assert text is not None
    assert not difference(ours, text, exact=True)
    assert store.query(f"ASK {{ {template} }}")
    store.update(f"DELETE {{ {template} }} WHERE {{}}")
    assert not len(store)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (f'"700"^^<{XSD}decimal>', f'"700"^^<{XSD}integer>'),
        (f'"0.50"^^<{XSD}decimal>', f'"0.5"^^<{XSD}decimal>'),
        (f'"-0044-03-15"^^<{XSD}date>', f'"-044-03-15"^^<{XSD}date>'),
    ],
)
def test_values_that_virtuoso_changes_are_the_same_in_virtuoso_only(ours: str, theirs: str) -> None:
    mine, text = f"<x:s> <x:p> {ours}".encode(), f"<x:s> <x:p> {theirs} .\n".encode()
    assert not difference([mine], text, exact=False)
    assert difference([mine], text, exact=True)
    other = text.replace(b"<x:s>", b"<x:t>")
    assert difference([mine], other, exact=False)


def test_blank_nodes_cannot_be_named() -> None:
    assert not difference([], b"_:b <x:p> <x:o> .\n", exact=True).ground


def test_what_is_no_n_triples_is_refused() -> None:
    with pytest.raises(KgraphError, match="gave no N-Triples"):
        difference([], b"<html>\x1b[31m", exact=True)
