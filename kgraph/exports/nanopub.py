"""Nanopublications: each claim that makes its statement a fact, small and citable by itself.

See https://nanopub.net/guidelines/working_draft/. Their IRIs are Trusty URIs. Nothing in them
hangs on the clock or on the version of kgraph, so that a claim keeps its IRI until it, or what is
said of its document or of the things in it, changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ..model import Claim, Facts, Quantity, Statement, StatementRef, Value
from ..names import Names, evidence_id
from ..ontology import Vocabulary
from ..rdf.nquads import GraphText, quoted
from ..rdf.projection import Projection
from ..rdf.quads import Writer
from ..rdf.turtle import trig
from .format import FileFormat
from .trusty import BLANK, Quad, artifact_code

if TYPE_CHECKING:
    from ..api import BuiltGraph

NANOPUB = {
    "np": "http://www.nanopub.org/nschema#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
}
TOOL = "https://w3id.org/kgraph"
PARTS = {"Assertion": "assertion", "Provenance": "provenance", "PublicationInfo": "pubinfo"}
"""The graphs that a nanopublication has besides its head, by their classes."""
GRAPHS = ("Head", *PARTS.values())


def nanopublications(
    facts: Facts, projection: Projection, vocabulary: Vocabulary
) -> Iterator[tuple[str, list[Quad]]]:
    """The artifact code and the quads of each, sorted by the id of the claim."""
    writer = _Nanopublisher(facts, projection, vocabulary)
    for id in sorted(projection.claims):
        yield writer.nanopublication(facts.claims[id])


def _trig(graph: BuiltGraph) -> Iterator[bytes]:
    facts, vocabulary = graph.facts, graph.vocabulary
    prefixes = {**NANOPUB, **Names(facts.base, vocabulary.domains).prefixes}
    graphs = (
        (term[1:-1], [f"{s} {p} {o} {g} ." for g, s, p, o in quads])
        for _, nanopublication in nanopublications(facts, graph.projection, vocabulary)
        for term, quads in groupby(nanopublication, itemgetter(0))
    )
    return (text.encode() for text in trig(graphs, prefixes))


FORMAT = FileFormat(
    "nanopub",
    "nanopublications in TriG: one for each claim that makes its statement a fact",
    ".trig",
    "application/trig",
    _trig,
)


class _Nanopublisher(Writer):
    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        super().__init__(facts, projection, vocabulary)
        self.self = self.names.nanopublication(BLANK)
        self.graphs = {it: f"<{self.names.nanopublication(BLANK, it)}>" for it in GRAPHS}
        np = NANOPUB["np"]
        head, this = self.graphs["Head"], f"<{self.self}>"
        self.head: list[Quad] = [
            (head, this, self.terms["rdf:type"], f"<{np}Nanopublication>"),
            *((head, this, f"<{np}has{kind}>", self.graphs[it]) for kind, it in PARTS.items()),
        ]

    def nanopublication(self, claim: Claim) -> tuple[str, list[Quad]]:
        statement = self.facts.statements[claim.statement]
        quads = {*self.head, *self._assertion(statement), *self._provenance(claim, statement)}
        quads.update(self._publication(claim, statement, quads))
        code = artifact_code(quads)
        old, new = f"<{self.self}", f"<{self.names.nanopublication(code)}"

        def named(term: str) -> str:
            return term.replace(old, new, 1) if term.startswith(old) else term

        return code, sorted((named(g), named(s), p, named(o)) for g, s, p, o in quads)

    def _assertion(self, statement: Statement) -> Iterator[Quad]:
        """The plain triple, with what the quantity or the statements in it are."""
        text = self._text("assertion")
        self.plain_triple(statement, text)
        self._describe(statement, text)
        return self._quads(text)

    def _describe(self, statement: Statement, text: GraphText) -> None:
        for value in (statement.subject, statement.object):
            if isinstance(value, Quantity):
                self._quantity(value, self._term(value), text)
            elif isinstance(value, StatementRef) and text.first(value.id):
                self._in_full(self.facts.statements[value.id], text)

    def _in_full(self, statement: Statement, text: GraphText) -> None:
        """The statement with its qualifiers, and all statements that it refers to."""
        self.statement(statement, text)
        values: list[Value] = [statement.subject, statement.object]
        for value in (*values, *(value for _, value in statement.qualifiers)):
            if isinstance(value, StatementRef) and text.first(value.id):
                self._in_full(self.facts.statements[value.id], text)

    def _provenance(self, claim: Claim, statement: Statement) -> Iterator[Quad]:
        """Who says so and where, with the claim, its document and what is said in full."""
        text = self._text("provenance")
        node = self.graphs["assertion"]
        derived = f"{node} <{NANOPUB['prov']}wasDerivedFrom> "
        sources = [f"{self.kgc}{claim.id}>", f"{self.kgd}{claim.document}>"]
        sources += [
            f"{self.kge}{evidence_id(it.passage, it.credibility)}>" for it in claim.evidence
        ]
        for source in sources:
            text.write(f"{derived}{source}{text.end}")
        text.write(
            f"{node} <{NANOPUB['prov']}wasAttributedTo> {self.kgr}{claim.claimant}>{text.end}"
        )
        self.document(self.facts.documents[claim.document], text)
        text.first(statement.id)
        self._in_full(statement, text)
        self.claim(claim, text)
        return self._quads(text)

    def _publication(
        self, claim: Claim, statement: Statement, others: Iterable[Quad]
    ) -> Iterator[Quad]:
        """What it is called, when it was written down, and the labels of the things in it."""
        text = self._text("pubinfo")
        this, p = f"<{self.self}>", self.properties
        text.write(f"{this} <{NANOPUB['pav']}createdWith> <{TOOL}>{text.end}")
        text.write(f"{this}{p['rdfs:label']}{quoted(self.labels.of(statement))}{text.end}")
        curated_on = claim.curated_on or self.facts.documents[claim.document].curated_on
        if curated_on:
            text.write(f"{this}{p['dcterms:created']}{self._day(curated_on)}{text.end}")
        things = {term for quad in others for term in quad if term.startswith(self.kgr)}
        for thing in sorted(things):
            label = self.facts.entities[thing[len(self.kgr) : -1]].label
            text.write(f"{thing}{p['rdfs:label']}{quoted(label)}{text.end}")
        return self._quads(text)

    def _day(self, text: str) -> str:
        """A date where the curator wrote one."""
        try:
            return f'"{date.fromisoformat(text).isoformat()}"{self.typed["xsd:date"]}'
        except ValueError:
            return quoted(text)

    def _text(self, part: str) -> GraphText:
        return GraphText(self.graphs[part][1:-1], self.terms)

    def _quads(self, text: GraphText) -> Iterator[Quad]:
        graph = text.end.removesuffix(" .\n")[1:]
        for line in "".join(text.pieces).split("\n")[:-1]:
            subject, predicate, rest = line.split("> ", 2)
            yield graph, f"{subject}>", f"{predicate}>", rest[: -len(text.end) + 1]
