"""IRIs of a query that nothing can match."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .. import ontology
from ..names import EXTERNAL, shorten
from ..problems import KgraphError, Location, Report, near
from .constants import constants
from .run import Answer

NOTHING = "nothing can match it: is it misspelt?"


def report_unknown(
    query: str,
    found: Answer,
    prefixes: Mapping[str, str],
    report: Report,
    name: str,
    folder: Path | None = None,
) -> None:
    """Warn of each IRI that neither the graph nor the ontology in force knows."""
    if not found.absent:
        return
    try:
        terms = _terms(folder)
    except KgraphError:  # what is wrong with the ontology is said elsewhere
        return
    unknown = {
        iri for iri in found.absent if iri not in terms and not iri.startswith(EXTERNAL["xsd"])
    }
    candidates = {
        curie for iri in (*terms, *found.things) if (curie := shorten(iri, prefixes)) != iri
    }
    for constant in constants(query, prefixes):
        if constant.iri in unknown:
            line = query.count("\n", 0, constant.start) + 1
            column = constant.start - query.rfind("\n", 0, constant.start)
            curie = shorten(constant.iri, prefixes)
            report.add(
                "unknown-iri",
                Location(name, line, column, constant.length),
                f"neither the graph nor the ontology has {curie}",
                _near(curie, candidates),
            )


def _near(curie: str, candidates: set[str]) -> str:
    """A near match; that the prefix is the same is not enough."""
    local = {candidate.rpartition(":")[2] for candidate in candidates}
    if not near(curie.rpartition(":")[2], local):
        return NOTHING
    return near(curie, candidates, NOTHING)


def _terms(folder: Path | None) -> set[str]:
    """All IRIs in the files of the ontology.

    Raises:
        KgraphError: a file cannot be read.
    """
    import pyoxigraph as ox

    found = set()
    for path in ontology.sources(folder):
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                terms = (quad.subject, quad.predicate, quad.object)
                found |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
        except (OSError, SyntaxError) as error:
            raise KgraphError(f"{path.as_posix()}: {error}") from None
    return found
