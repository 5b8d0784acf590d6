"""A graph from a file that somebody else wrote, as one flat graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..names import EXTERNAL
from ..problems import KgraphError, Location, Report, listed
from .trace import Places

if TYPE_CHECKING:
    import pyoxigraph as ox

EXTENSIONS = ("ttl", "trig", "nt", "nq", "jsonld")
_BY_LINE = ("nt", "nq")


def read(path: Path, report: Report, ontology: Iterable[Path]) -> tuple[bytes, Places]:
    """N-Triples of all graphs in the file, and where each subject is first written.

    Triples that define terms are reported where the ontology does not hold them too: data must
    not widen what they are judged by. Only N-Triples and N-Quads tell lines; their text goes to
    the report.

    Raises:
        KgraphError: the file cannot be read, or its format is not known or not kept to.
    """
    import pyoxigraph as ox

    extension = path.suffix.removeprefix(".").lower()
    format = ox.RdfFormat.from_extension(extension) if extension in EXTENSIONS else None
    if format is None:
        raise KgraphError(
            f"{path.as_posix()}: expected a file name that ends in "
            f"{listed(f'.{extension}' for extension in EXTENSIONS)}"
        )
    try:
        content = path.read_bytes()
        parsed = ox.parse(content, format, base_iri=_BASE)
        triples = [quad.triple for quad in parsed]
    except OSError as error:
        raise KgraphError(f"{path.as_posix()}: cannot be read: {error.strerror}") from None
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        what = getattr(error, "msg", None) or error
        raise KgraphError(
            f"{path.as_posix()}:{line}:{column}: this is not {format.name}: {what}"
        ) from None
    if not triples:
        raise KgraphError(f"{path.as_posix()}: there are no triples in it")
    places: Places = {}
    if extension in _BY_LINE:
        lines = content.decode("utf-8", errors="replace").split("\n")
        for number, line in enumerate(lines, 1):
            if match := _SUBJECT.match(line):
                subject = _ESCAPE.sub(_unescaped, match[2] or match[1])
                column, length = match.start(1) + 1, len(match[1])
                places.setdefault(subject, Location(path.as_posix(), number, column, length))
        report.sources[path.as_posix()] = lines
    else:
        triples = list(_labelled(triples))
    nt = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert nt is not None
    _report_definitions(triples, ontology, places, path, report)
    return nt, places


def _report_definitions(
    triples: Iterable[ox.Triple],
    ontology: Iterable[Path],
    places: Places,
    path: Path,
    report: Report,
) -> None:
    """Report what defines terms and is not in the ontology."""
    import pyoxigraph as ox

    known = {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for source in ontology
        for quad in ox.parse(source.read_bytes(), ox.RdfFormat.TURTLE)
    }
    spaces = tuple(f"<{object[1:-1]}" for _, predicate, object in known if predicate == _NAMESPACE)
    for triple in triples:
        terms = str(triple.subject), str(triple.predicate), str(triple.object)
        if terms not in known and (terms[0].startswith(spaces) or terms[1] in _DEFINING):
            where = places.get(terms[0][1:-1], Location(path.as_posix()))
            what = f"{' '.join(terms)} would change the ontology, which data cannot"
            report.add("shape-violation", where, what, "define terms in the project's ontology/")


def _labelled(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Blank nodes without a label by number: the parser gives them labels of chance."""
    import pyoxigraph as ox

    numbered: dict[object, ox.BlankNode] = {}

    def label(term: Any) -> Any:
        if isinstance(term, ox.BlankNode) and re.fullmatch("[a-f][0-9a-f]{23,31}", term.value):
            return numbered.setdefault(term, ox.BlankNode(f"anonymous{len(numbered) + 1}"))
        return term

    for triple in triples:
        yield ox.Triple(label(triple.subject), triple.predicate, label(triple.object))


_SUBJECT = re.compile(r"[ \t]*(<([^>]*)>|_:[^\s<]+)")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))


_NAMESPACE = "<http://purl.org/vocab/vann/preferredNamespaceUri>"
_DEFINING = {
    f"<{EXTERNAL['rdfs']}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")
}


_BASE = "urn:file:"
"""What relative IRIs are resolved against: the result does not hang on where the file lies."""
