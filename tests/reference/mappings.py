"""The page of mappings: our terms in the words of other vocabularies."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .entries import Links, Reference, table
from .source import Source

PAGE = "mappings.md"
RELATIONS = {
    "rdfs:subClassOf": "a kind of",
    "rdfs:subPropertyOf": "a kind of",
    "owl:equivalentClass": "the same as",
    "owl:equivalentProperty": "the same as",
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "close to",
    "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "broader than",
    "skos:relatedMatch": "related to",
}
"""What a mapping says of our term, in words."""


@dataclass(frozen=True)
class Foreign:
    """A term of another vocabulary, as it was looked up."""

    label: str
    vocabulary: str
    version: str


@dataclass(frozen=True)
class Mappings:
    source: Source
    terms: Mapping[str, Foreign]
    """By IRI."""

    def triples(self) -> Iterator[tuple[str, str, str]]:
        for term in self.source:
            for predicate, objects in self.source.predicates(term).items():
                for object in objects:
                    if predicate in RELATIONS and self.source.iri(object) in self.terms:
                        yield term, predicate, object

    def link(self, curie: str) -> str:
        """A link, with the label where the name is a number."""
        iri = self.source.iri(curie)
        label = f" {self.terms[iri].label}" if re.search(r"\d", curie.partition(":")[2]) else ""
        return f"[{curie}]({iri}){label}"

    def mentions(self) -> Links:
        """By term: what it is in other vocabularies."""
        found: dict[str, list[str]] = defaultdict(list)
        for term, predicate, object in self.triples():
            found[term].append(f"{RELATIONS[predicate]} {self.link(object)}")
        return found

    def page(self, reference: Reference) -> str:
        rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for term, predicate, object in self.triples():
            foreign = self.terms[self.source.iri(object)]
            heading = f"{foreign.vocabulary}, version {foreign.version}"
            rows[heading].append((reference.link(term), RELATIONS[predicate], self.link(object)))
        parts = [
            "# Mappings",
            "The terms of kgraph in the words of other vocabularies. *A kind of* is "
            "`rdfs:subClassOf` or `rdfs:subPropertyOf`, and holds whatever a graph contains; "
            "all else is a SKOS match, from which a reasoner concludes nothing. The mappings stand "
            "in [a file of their own](../../ontology/mappings.ttl), which nobody needs to load. "
            "Written by `python -m tests.docs` from that file.",
        ]
        for heading, found in rows.items():
            parts += [f"## {heading}", table("here | is | there", found)]
        return "\n\n".join(parts) + "\n"


def read(folder: Path) -> Mappings:
    """The mappings of an ontology folder, and the table of foreign terms beside them."""
    with (folder / "mappings-terms.tsv").open(encoding="utf-8", newline="") as lines:
        terms = {
            row["iri"]: Foreign(row["label"], row["vocabulary"], row["version"])
            for row in csv.DictReader(lines, delimiter="\t")
        }
    return Mappings(Source([folder / "mappings.ttl"]), terms)
