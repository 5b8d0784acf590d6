"""RDF/XML holds the triples that it was written from, or nothing is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.rdf.nquads import quoted
from kgraph.rdf.xml import rdfxml
from tests.rdf.reading import read_by_pyoxigraph, read_by_rdflib
from tests.rdf.test_grouped import PREFIXES, iris, texts

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

literals = st.builds(
    "{}{}".format,
    texts.filter(lambda text: not NO_XML.search(text)).map(quoted),
    st.sampled_from(("", "@en", "^^<http://example.org/?a=1&b='x'>")),
)
named = st.sampled_from(
    ("https://w3id.org/kgraph/ns#claimant", "http://example.org/a/é.b", "urn:x:7a", "x:y?a&b")
)
triples = st.builds("<{}> <{}> {} .".format, iris, named, iris.map("<{}>".format) | literals)


@given(st.sets(triples, max_size=6))
def test_rdf_xml_holds_the_same_triples(given: set[str]) -> None:
    lines = sorted(given)
    text = "".join(rdfxml(lines, PREFIXES)).encode()
    expected = read_by_pyoxigraph("\n".join(lines).encode(), "x.nt")
    assert read_by_pyoxigraph(text, "x.rdf") == expected
    assert read_by_rdflib(text, "x.rdf") == expected


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (r'<x:s> <x:p> "\u0001" .', "no form for a control character"),
        ('<x:s> <http://example.org/7> "1" .', "does not end in a name of XML"),
    ],
)
def test_what_xml_cannot_hold_is_refused(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        list(rdfxml([line], {}))
