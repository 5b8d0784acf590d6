"""What is known of several pieces of software at a time."""

from __future__ import annotations

from collections.abc import Mapping

from .model import BORDERS, CONTROLS, FIRST, RDF12, RDFXML, Lost

NO_XML = Lost(True, "XML has no form for control characters, so kgraph does not write them there")
NOT_IN_XML: Mapping[str, Lost] = {CONTROLS: NO_XML}


def by_format(format: str, rdf12: Lost | None = None) -> Mapping[str, Lost]:
    """What cannot be had in that format; ``rdf12`` is for software without triple terms."""
    if format == RDF12 and rdf12:
        return {FIRST: rdf12, BORDERS: rdf12}
    return NOT_IN_XML if format == RDFXML else {}
