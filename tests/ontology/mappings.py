"""The mappings line by line, and the table of foreign terms beside them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from functools import cache

from kgraph.names import shorten
from tests.ontology.report import ONTOLOGY

MAPPINGS = ONTOLOGY / "mappings.ttl"
TABLE = ONTOLOGY / "mappings-terms.tsv"

_PREFIX = re.compile(r"@prefix ([\w-]+): <([^>]+)> \.")
_HEADING = re.compile(r"# ==== (.+) ====")
_LINE = re.compile(r"(\S+) (rdfs:sub(?:Class|Property)Of|skos:\w+Match) (\S+) \.(?:  # (\S.*))?")


@dataclass(frozen=True, slots=True)
class Mapping:
    """One line; ``heading`` is that of its group, ``why`` empty where it is obvious."""

    heading: str
    subject: str
    relation: str
    object: str
    why: str

    @property
    def is_axiom(self) -> bool:
        return self.relation.startswith("rdfs:")


@dataclass(frozen=True, slots=True)
class ForeignTerm:
    iri: str
    label: str
    kind: str
    """``class``, ``property`` or ``datatype``."""
    vocabulary: str
    version: str
    seen: str
    """Where the term was looked up."""


@cache
def prefixes() -> Dictionary[str, str]:
    return dict(_PREFIX.findall(MAPPINGS.read_text(encoding="utf-8")))


@cache
def mappings() -> tuple[Mapping, ...]:
    found, heading = [], ""
    for line in MAPPINGS.read_text(encoding="utf-8").splitlines():
        if match := _HEADING.fullmatch(line):
            heading = match[1]
        elif match := _LINE.fullmatch(line):
            found.append(Mapping(heading, match[1], match[2], match[3], match[4] or ""))
    return tuple(found)


@cache
def foreign_terms() -> Dictionary[str, ForeignTerm]:
    """By CURIE, with the prefixes of the mappings; by IRI where none fits."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        terms = [ForeignTerm(**row) for row in csv.DictReader(file, delimiter="\t")]
    return {shorten(term.iri, prefixes()): term for term in terms}
