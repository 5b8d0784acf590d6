"""Of what type the values of each property are, so that JSON-LD need not tell it each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .vocabulary import EDTF

_FOREIGN = {
    "rdf:object": "@id",
    "rdf:predicate": "@id",
    "rdf:subject": "@id",
    "schema:value": "xsd:decimal",
    "skos:exactMatch": "@id",
}
"""Properties of others that graphs hold: the ontologies of kgraph do not tell their ranges."""

_TOLD = frozenset({EDTF, "xsd:date", "xsd:decimal"})
"""Datatypes whose values JSON has no form of its own for."""


def coercions(
    members: Callable[[str], Iterable[str]],
    one: Callable[[str, str], str],
    curie: Callable[[str], str],
) -> dict[str, str]:
    """``@id`` or the CURIE of a datatype, by the CURIE of the property."""
    found = dict.fromkeys(map(curie, members("owl:ObjectProperty")), "@id")
    for iri in members("owl:DatatypeProperty"):
        range = curie(one("kg:expects", iri) or one("rdfs:range", iri))
        if range in _TOLD:
            found[curie(iri)] = range
    known = {c: type for c, type in found.items() if "//" not in c}  # else no prefix is known
    return dict(sorted({**known, **_FOREIGN}.items()))
