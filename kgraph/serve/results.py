"""Results of queries in the formats of SPARQL 1.1 and RDF, each with its media types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from ..names import KINDS
from ..rdf.files import used_prefixes
from ..rdf.jsonld import flat_jsonld
from ..rdf.turtle import turtle
from ..rdf.xml import rdfxml
from .frames import Question

if TYPE_CHECKING:
    import pyoxigraph as ox

ROWS = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Media types of SELECT and ASK; the format first named is the default, as is its first type."""

TRIPLES = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "n-triples": ("application/n-triples", "text/plain"),
    "json-ld": ("application/ld+json", "application/json"),
    "rdf-xml": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig",),
    "n-quads": ("application/n-quads",),
}
"""The same of CONSTRUCT and DESCRIBE."""

WRITERS: dict[str, Callable[[list[str], dict[str, str]], Iterable[str]]] = {
    "turtle": turtle,
    "trig": turtle,  # triples in no named graph are the same in both
    "json-ld": flat_jsonld,
    "rdf-xml": rdfxml,
}
"""Those of the build, of sorted lines and with prefixes."""


class NoSuchFormError(Exception):
    """The client takes no format that this form of query has."""


class NoSuchGraphError(Exception):
    """The dataset of the request has a graph whose name is none."""


class NoWayToWriteError(Exception):
    """The format has no way to write the result."""


class TooManyError(Exception):
    """The result is larger than it may be."""


def write(
    out: IO[bytes], store: ox.Store, prefixes: dict[str, str], question: Question, most: int
) -> str:
    """Write the result, of at most so many rows (0: any number); given is its format."""
    import pyoxigraph as ox

    results = _ask(store, prefixes, question)
    triples = isinstance(results, ox.QueryTriples)
    format = question.triples_as if triples else question.rows_as
    if not format:
        raise NoSuchFormError("rows" if not triples else "triples")
    if isinstance(results, ox.QueryTriples):
        out.write(rdf(_distinct(results, most), format, prefixes))
    elif isinstance(results, ox.QueryBoolean) and format in ("csv", "tsv"):
        out.write(b"true\n" if results else b"false\n")
    else:
        results.serialize(out, format=getattr(ox.QueryResultsFormat, format.upper()))
        if most and isinstance(results, ox.QuerySolutions):  # the engine writes without counting
            again = _ask(store, prefixes, question)
            if next(islice(again, most, None), None) is not None:
                raise TooManyError
    return format


def rdf(triples: list[ox.Triple], format: str, prefixes: dict[str, str]) -> bytes:
    """The triples in a format of :data:`TRIPLES`."""
    import pyoxigraph as ox

    if write := WRITERS.get(format):
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        lines = sorted(set(text.decode().split("\n")) - {""})
        try:
            return "".join(write(lines, used_prefixes(prefixes, text))).encode()
        except ValueError as fault:
            raise NoWayToWriteError(f"{fault}; ask for Turtle") from None
    as_rdf: ox.RdfFormat = getattr(ox.RdfFormat, format.replace("-", "_").upper())
    return ox.serialize(triples, format=as_rdf) or b""


def _ask(store: ox.Store, prefixes: dict[str, str], question: Question) -> Any:
    """Relative IRIs are below the project's own base: ``<entity/storm-shadow>``."""

    base = prefixes["kgr"].removesuffix(KINDS["kgr"])
    if not question.protocol_dataset:
        return store.query(question.query, base_iri=base, prefixes=prefixes)
    return store.query(
        question.query,
        base_iri=base,
        prefixes=prefixes,
        default_graph=_named(question.default_graphs),
        named_graphs=_named(question.named_graphs),
    )


def _named(iris: Iterable[str]) -> list[Any]:
    import pyoxigraph as ox

    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError:
        raise NoSuchGraphError("the name of a graph is an absolute IRI") from None


def _distinct(results: ox.QueryTriples, most: int) -> list[ox.Triple]:
    found: set[ox.Triple] = set()
    for triple in results:
        found.add(triple)
        if most and len(found) > most:
            raise TooManyError
    return sorted(found, key=str)
