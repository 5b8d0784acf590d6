"""A description of the dataset in VoID and DCAT: what is in it, in which files, with which digests.

Made of what a build left, and of nothing else: not of the clock, nor of where the files lie.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..names import EXTERNAL, Names, shorten
from ..problems import KgraphError
from ..publish.output import REPORT, check_as_built
from ..rdf.nquads import quoted
from ..rdf.turtle import turtle
from .format import FileFormat

if TYPE_CHECKING:
    from ..api import BuiltGraph

PREFIXES = {
    **{prefix: EXTERNAL[prefix] for prefix in ("dcterms", "rdf", "rdfs", "xsd")},
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
MEDIA_TYPES = {
    ".html": "text/html",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
}
CANONICAL = "https://www.w3.org/TR/rdf-canon/"
"""What a distribution conforms to whose SHA-256 is the hash of its dataset by RDFC-1.0."""


def described(report: Mapping[str, Any], ntriples: Iterable[str]) -> list[str]:
    """The description as sorted lines of N-Triples, from ``report.json`` and ``graph.nt``."""
    description = _Description(Names(report["base"], {}), report["prefixes"])
    description.contents(ntriples)
    description.files(report["files"], report["canonical"]["datasets"])
    for graph, digest in report["canonical"]["graphs"].items():
        description.graph(graph, digest)
    counts = report["counts"]
    description.say(
        description.dataset,
        "dcterms:description",
        quoted(
            f"{counts['claims']} claims on {counts['statements']} statements from"
            f" {counts['documents']} documents: {counts['projected']} statements are facts,"
            f" and {counts['derived']} more facts are derived."
        ),
    )
    return sorted(description.lines)


class _Description:
    def __init__(self, names: Names, prefixes: Mapping[str, str]) -> None:
        self.names, self.prefixes, self.lines = names, prefixes, set[str]()
        self.dataset = f"<{names.dataset()}>"
        self.is_a(self.dataset, "void:Dataset", "dcat:Dataset")
        self.say(self.dataset, "void:uriSpace", quoted(names.base))

    def say(self, subject: str, curie: str, object: str) -> None:
        self.lines.add(f"{subject} {_term(curie)} {object} .")

    def is_a(self, subject: str, *curies: str) -> None:
        for curie in curies:
            self.say(subject, "rdf:type", _term(curie))

    def number(self, subject: str, curie: str, number: int) -> None:
        self.say(subject, curie, f'"{number}"^^{_term("xsd:integer")}')

    def part(self, *names: str) -> str:
        return f"<{self.names.dataset(*(quote(name, safe=':') for name in names))}>"

    def contents(self, ntriples: Iterable[str]) -> None:
        """How much there is of each class and property, in the flat graph."""
        classes, properties = Counter[str](), Counter[str]()
        subjects, last = 0, ""
        for line in ntriples:
            subject, predicate, object = line.split(" ", 2)
            properties[predicate] += 1
            if predicate == _term("rdf:type"):
                classes[object.removesuffix(" .\n")] += 1
            subjects += subject != last
            last = subject
        self.number(self.dataset, "void:triples", properties.total())
        self.number(self.dataset, "void:distinctSubjects", subjects)
        self.number(self.dataset, "void:classes", len(classes))
        self.number(self.dataset, "void:properties", len(properties))
        self._partitions("class", "void:entities", classes)
        self._partitions("property", "void:triples", properties)
        used = (shorten(term[1:-1], self.prefixes) for term in (*classes, *properties))
        for prefix in {curie.partition(":")[0] for curie in used} & self.prefixes.keys():
            self.say(self.dataset, "void:vocabulary", f"<{self.prefixes[prefix]}>")

    def _partitions(self, kind: str, counted: str, found: Mapping[str, int]) -> None:
        for term, number in found.items():
            node = self.part(kind, shorten(term[1:-1], self.prefixes))
            self.say(self.dataset, f"void:{kind}Partition", node)
            self.say(node, f"void:{kind}", term)
            self.number(node, counted, number)

    def files(self, files: Mapping[str, Any], canonical: Mapping[str, Any]) -> None:
        for name, file in files.items():
            node = self.part("file", name)
            self._distribution(self.dataset, node, Path(name).suffix, file["sha256"])
            self.say(node, "dcterms:title", quoted(name))
            self.number(node, "dcat:byteSize", file["bytes"])
            if name in canonical:
                self.say(node, "dcterms:conformsTo", f"<{CANONICAL}>")

    def graph(self, iri: str, digest: Mapping[str, Any]) -> None:
        """A named graph as a subset, with the digest of its canonical form."""
        self.say(self.dataset, "void:subset", f"<{iri}>")
        self.is_a(f"<{iri}>", "void:Dataset", "dcat:Dataset")
        self.number(f"<{iri}>", "void:triples", digest["quads"])
        node = self.part("canonical", digest["sha256"])
        self._distribution(f"<{iri}>", node, ".nq", digest["sha256"])
        self.say(node, "dcterms:conformsTo", f"<{CANONICAL}>")

    def _distribution(self, dataset: str, node: str, suffix: str, sha256: str) -> None:
        self.say(dataset, "dcat:distribution", node)
        self.is_a(node, "dcat:Distribution")
        if media_type := MEDIA_TYPES.get(suffix):
            type_ = f"<https://www.iana.org/assignments/media-types/{media_type}>"
            self.say(node, "dcat:mediaType", type_)
        checksum = self.part("sha256", sha256)
        self.say(node, "spdx:checksum", checksum)
        self.is_a(checksum, "spdx:Checksum")
        self.say(checksum, "spdx:algorithm", _term("spdx:checksumAlgorithm_sha256"))
        self.say(checksum, "spdx:checksumValue", f'"{sha256}"^^{_term("xsd:hexBinary")}')


def _term(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _turtle(graph: BuiltGraph) -> Iterator[bytes]:
    path = graph.files.ntriples
    check_as_built(path)
    report = json.loads(path.with_name(REPORT).read_bytes())
    if "canonical" not in report:
        raise KgraphError(
            f"{path.with_name(REPORT).as_posix()}: has no digests of graphs;"
            " run 'kgraph build' again"
        )
    with open(path, encoding="utf-8", newline="\n") as ntriples:
        lines = described(report, ntriples)
    return (piece.encode() for piece in turtle(lines, {**report["prefixes"], **PREFIXES}))


FORMAT = FileFormat(
    "void",
    "description of the dataset in VoID and DCAT, with digests, in Turtle",
    ".ttl",
    "text/turtle",
    _turtle,
)
