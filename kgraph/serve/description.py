"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .results import rdf

if TYPE_CHECKING:
    from .site import Edition

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
)


def described(address: str, edition: Edition, format: str) -> bytes:
    """The description, of the endpoint at that address, in a format of triples."""
    import pyoxigraph as ox

    service, dataset = ox.NamedNode(address), ox.NamedNode(address + "#dataset")
    default = ox.NamedNode(address + "#default-graph")
    found: list[ox.Triple] = []

    def say(subject: ox.NamedNode, predicate: str, object: str | int | ox.NamedNode) -> None:
        value: ox.NamedNode | ox.Literal
        if isinstance(object, int):
            value = ox.Literal(str(object), datatype=ox.NamedNode(_XSD + "integer"))
        elif isinstance(object, str):
            value = ox.NamedNode(object)
        else:
            value = object
        found.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    type = _RDF + "type"
    say(service, type, SD + "Service")
    say(service, SD + "endpoint", service)
    say(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    say(service, SD + "feature", SD + "UnionDefaultGraph")
    for name in _WRITTEN:
        say(service, SD + "resultFormat", FORMATS + name)
    say(service, SD + "defaultDataset", dataset)
    say(dataset, type, SD + "Dataset")
    say(dataset, SD + "defaultGraph", default)
    say(default, type, SD + "Graph")
    say(default, VOID + "triples", edition.triples)
    for number, (iri, triples) in enumerate(sorted(edition.graphs.items()), 1):
        named, graph = (ox.NamedNode(f"{address}#{kind}-{number}") for kind in ("named", "graph"))
        say(dataset, SD + "namedGraph", named)
        say(named, type, SD + "NamedGraph")
        say(named, SD + "name", iri)
        say(named, SD + "graph", graph)
        say(graph, type, SD + "Graph")
        say(graph, VOID + "triples", triples)
    prefixes = {**edition.files.prefixes, "sd": SD, "void": VOID, "formats": FORMATS}
    return rdf(sorted(found, key=str), format, prefixes)
