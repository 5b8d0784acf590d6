"""Records to N-Quads text, graph by graph.

Lines are made by formatting, without term objects in between, and several at a time: that is
what makes a build fast.
"""

from __future__ import annotations

from collections.abc import Mapping

from .. import names
from ..model import (
    Claim,
    Document,
    Edtf,
    Entity,
    EntityRef,
    Evidence,
    Facts,
    Literal,
    Passage,
    Quantity,
    Relay,
    Statement,
    StatementRef,
    Value,
)
from ..ontology import Vocabulary
from .labels import Labels
from .nquads import GraphText, Terms, datatypes, expander, quoted
from .projection import POLICY, Projection


def quads(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """N-Quads text by the IRI of the graph, in pieces of one or more whole lines.

    The lines are in no order, and some may stand there more than once.
    """
    writer = Writer(facts, projection, vocabulary)
    graphs = {writer.names.entities_graph: GraphText(writer.names.entities_graph, writer.terms)}
    for entity in facts.entities.values():
        writer.entity(entity, graphs[writer.names.entities_graph])
    by_document = {}
    for document in facts.documents.values():
        iri = writer.names.document_graph(document.id)
        by_document[document.id] = graphs[iri] = GraphText(iri, writer.terms)
        writer.document(document, graphs[iri])
    for claim in facts.claims.values():
        writer.claim(claim, by_document[claim.document])
    return {iri: graph.pieces for iri, graph in graphs.items()}


class Writer:
    """Writes records to the text of a graph."""

    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.projection = projection
        self.names = names.Names(facts.base, vocabulary.domains)
        self.labels = Labels(facts, vocabulary)
        self.terms = Terms(expander(self.names.prefixes, "<{}>"))
        self.properties = Terms(expander(self.names.prefixes, " <{}> "))
        self.typed = datatypes(self.terms)
        self.true = '"true"' + self.typed["xsd:boolean"]
        heads = (f"<{self.names.prefixes[kind]}" for kind in names.KINDS)
        self.kgr, self.kgs, self.kgc, self.kgd, self.kge, self.kgq = heads

    def entity(self, entity: Entity, graph: GraphText) -> None:
        node, p, end = f"{self.kgr}{entity.id}>", self.properties, graph.end
        tails = graph.tails
        if entity.id in self.projection.scenarios:
            graph.write(node + tails["rdf:type", "kg:Scenario"])
            graph.write(node + tails["kg:scenarioOf", entity.type])
        else:
            graph.write(node + tails["rdf:type", entity.type])
        graph.write(node + tails["rdf:type", "kg:Entity"])
        graph.write(f"{node}{p['rdfs:label']}{quoted(entity.label)}{end}")
        for alias in entity.aliases:
            graph.write(f"{node}{p['skos:altLabel']}{quoted(alias)}{end}")
        for iri in entity.matches:
            graph.write(f"{node}{p['skos:exactMatch']}<{iri}>{end}")
        if entity.unnamed:
            graph.write(f"{node}{p['kg:unnamed']}{self.true}{end}")
        self._texts(node, {"kg:note": entity.note}, graph)

    def document(self, document: Document, graph: GraphText) -> None:
        node, p, end = f"{self.kgd}{document.id}>", self.properties, graph.end
        graph.write(node + graph.tails["rdf:type", "kg:Document"])
        graph.write(node + graph.tails["kg:projectionPolicy", POLICY])
        if document.author:
            graph.write(f"{node}{p['kg:author']}{self.kgr}{document.author}>{end}")
        if document.published:
            self._dated(node, "kg:published", document.published, graph)
        if document.reliability:
            grade = f"kg:reliability-{document.reliability}"
            graph.write(node + graph.tails["kg:reliability", grade])
        texts = {
            "rdfs:label": document.title,
            "kg:documentKind": document.kind,
            "kg:sha256": document.sha256,
            "kg:curatedOn": document.curated_on,
            "kg:note": document.note,
        }
        self._texts(node, texts, graph)

    def _texts(self, node: str, texts: Mapping[str, str], graph: GraphText) -> None:
        for curie, text in texts.items():
            if text:
                graph.write(f"{node}{self.properties[curie]}{quoted(text)}{graph.end}")

    def _dated(self, node: str, curie: str, date: Edtf, graph: GraphText) -> None:
        p, end, day = self.properties, graph.end, self.typed["xsd:date"]
        graph.write(f"{node}{p[curie]}{quoted(date.text)}{self.typed['edtf:EDTF']}{end}")
        if date.earliest:
            graph.write(f'{node}{p["kg:earliest"]}"{date.earliest}"{day}{end}')
        if date.latest:
            graph.write(f'{node}{p["kg:latest"]}"{date.latest}"{day}{end}')

    def claim(self, claim: Claim, graph: GraphText) -> None:
        if graph.first(claim.statement):
            statement = self.facts.statements[claim.statement]
            self.statement(statement, graph)
            if claim.document in self.projection.documents.get(statement.id, ()):
                graph.write(
                    f"{self.kgs}{statement.id}>{self.properties['kg:projected']}"
                    f"{self.true}{graph.end}"
                )
                self.plain_triple(statement, graph)
        p, end, tails, kgr = self.properties, graph.end, graph.tails, self.kgr
        node = f"{self.kgc}{claim.id}>"
        graph.write(
            f"{node}{tails['rdf:type', 'kg:Claim']}"
            f"{node}{p['kg:statement']}{self.kgs}{claim.statement}>{end}"
            f"{node}{p['kg:document']}{self.kgd}{claim.document}>{end}"
            f"{node}{p['kg:claimant']}{kgr}{claim.claimant}>{end}"
            f"{node}{p['kg:origin']}{kgr}{claim.origin}>{end}"
            f"{node}{tails['kg:modality', 'kg:' + claim.modality]}"
            f"{node}{tails['kg:certainty', 'kg:' + claim.certainty]}"
        )
        for evidence in claim.evidence:
            self._evidence(node, evidence, graph)
        for position, relay in enumerate(claim.relays, 1):
            self._relay(node, relay, position, graph)
        for condition in claim.conditions:
            graph.write(f"{node}{p['kg:condition']}{self.kgs}{condition}>{end}")
        if claim.id in self.projection.claims:
            graph.write(f"{node}{p['kg:projects']}{self.kgs}{claim.statement}>{end}")
        if claim.reliability:
            graph.write(node + tails["kg:reliability", f"kg:reliability-{claim.reliability}"])
        if claim.hearsay:
            graph.write(f"{node}{p['kg:hearsay']}{self.true}{end}")
        if claim.stated_on:
            self._dated(node, "kg:statedOn", claim.stated_on, graph)
        self._curation(claim, node, graph)

    def _curation(self, claim: Claim, node: str, graph: GraphText) -> None:
        """What the curator adds to a claim."""
        p, end = self.properties, graph.end
        if claim.inferred:
            graph.write(f"{node}{p['kg:inferred']}{self.true}{end}")
        if claim.rank != "normal":
            graph.write(node + graph.tails["kg:rank", f"kg:{claim.rank}"])
        if claim.curated_on:
            graph.write(f"{node}{p['kg:curatedOn']}{quoted(claim.curated_on)}{end}")
        for name, others in (("contradicts", claim.contradicts), ("supports", claim.supports)):
            for other in others:
                graph.write(f"{node}{p['kg:' + name]}{self.kgc}{other}>{end}")
        for note in claim.notes:
            graph.write(f"{node}{p['kg:note']}{quoted(note)}{end}")

    def statement(self, statement: Statement, graph: GraphText) -> None:
        """What it says; whether it is projected is for others."""
        p, end, tails = self.properties, graph.end, graph.tails
        node = f"{self.kgs}{statement.id}>"
        subject, object = self._term(statement.subject), self._term(statement.object)
        polarity = "kg:positive" if statement.positive else "kg:negative"
        graph.write(
            f"{node}{tails['rdf:type', 'kg:Statement']}"
            f"{node}{tails['rdf:type', 'rdf:Statement']}"
            f"{node}{p['rdf:subject']}{subject}{end}"
            f"{node}{tails['rdf:predicate', statement.predicate]}"
            f"{node}{p['rdf:object']}{object}{end}"
            f"{node}{tails['kg:polarity', polarity]}"
            f"{node}{p['rdfs:label']}{quoted(self.labels.of(statement))}{end}"
        )
        if isinstance(statement.object, Quantity):
            self._quantity(statement.object, object, graph)
        for name, value in statement.qualifiers:
            self._qualifier(node, name, value, graph)

    def plain_triple(self, statement: Statement, graph: GraphText) -> None:
        subject, object = self._term(statement.subject), self._term(statement.object)
        graph.write(f"{subject}{self.properties[statement.predicate]}{object}{graph.end}")

    def _qualifier(self, node: str, name: str, value: Value, graph: GraphText) -> None:
        if name == "kg:when" and isinstance(value, Edtf):
            self._dated(node, name, value, graph)
            return
        term = self._term(value)
        graph.write(f"{node}{self.properties[name]}{term}{graph.end}")
        if isinstance(value, Quantity):
            self._quantity(value, term, graph)

    def _term(self, value: Value) -> str:
        if isinstance(value, EntityRef):
            return f"{self.kgr}{value.id}>"
        if isinstance(value, StatementRef):
            return f"{self.kgs}{value.id}>"
        if isinstance(value, Literal):
            return quoted(value.text) + self.typed[value.datatype]
        if isinstance(value, Edtf):
            return quoted(value.text) + self.typed["edtf:EDTF"]
        return f"{self.kgq}{names.quantity_id(value)}>"

    def _quantity(self, quantity: Quantity, node: str, graph: GraphText) -> None:
        p, end = self.properties, graph.end
        graph.write(
            f"{node}{graph.tails['rdf:type', 'schema:QuantitativeValue']}"
            f"{node}{p['kg:asWritten']}{quoted(quantity.text)}{end}"
            f"{node}{graph.tails['kg:precision', 'kg:' + quantity.precision]}"
            f'{node}{p["schema:value"]}"{quantity.value}"{self.typed["xsd:decimal"]}{end}'
            f"{node}{p['schema:unitCode']}{quoted(quantity.unit)}{end}"
        )

    def _relay(self, claim: str, relay: Relay, position: int, graph: GraphText) -> None:
        node, p, end = f"{self.kge}{names.relay_id(relay, position)}>", self.properties, graph.end
        graph.write(f"{claim}{p['kg:relay']}{node}{end}")
        if graph.first((relay, position)):
            graph.write(
                f"{node}{graph.tails['rdf:type', 'kg:Relay']}"
                f"{node}{p['kg:relayer']}{self.kgr}{relay.relayer}>{end}"
                f'{node}{p["kg:position"]}"{position}"{self.typed["xsd:integer"]}{end}'
                f"{node}{graph.tails['kg:relayStance', 'kg:' + relay.stance]}"
            )

    def _evidence(self, claim: str, evidence: Evidence, graph: GraphText) -> None:
        passage, credibility = evidence.passage, evidence.credibility
        node = f"{self.kge}{names.evidence_id(passage, credibility)}>"
        p, end = self.properties, graph.end
        graph.write(f"{claim}{p['kg:evidence']}{node}{end}")
        if not graph.first(node):
            return
        selector = f"{self.kge}{names.selector_id(passage)}>"
        graph.write(
            f"{node}{graph.tails['rdf:type', 'oa:SpecificResource']}"
            f"{node}{p['oa:hasSource']}{self.kgd}{passage.document}>{end}"
            f"{node}{p['kg:paragraph']}{self._integer(passage.paragraph)}{end}"
            f"{node}{p['oa:hasSelector']}{selector}{end}"
        )
        if passage.to_paragraph != passage.paragraph:
            graph.write(f"{node}{p['kg:toParagraph']}{self._integer(passage.to_paragraph)}{end}")
        if credibility:
            graph.write(node + graph.tails["kg:credibility", f"kg:credibility-{credibility}"])
        if graph.first(selector):
            self._selector(selector, passage, graph)

    def _selector(self, node: str, passage: Passage, graph: GraphText) -> None:
        """Web Annotation: a TextPositionSelector once the passage is locked."""
        self._texts(node, {"kg:firstWords": passage.first, "kg:lastWords": passage.last}, graph)
        p, end = self.properties, graph.end
        anchor = self.facts.anchors.get((passage.document, passage.locator))
        if anchor is None:
            graph.write(node + graph.tails["rdf:type", "oa:Selector"])
            return
        graph.write(
            f"{node}{graph.tails['rdf:type', 'oa:TextPositionSelector']}"
            f"{node}{p['oa:start']}{self._integer(anchor.start)}{end}"
            f"{node}{p['oa:end']}{self._integer(anchor.end)}{end}"
            f"{node}{p['kg:sha256']}{quoted(anchor.sha256)}{end}"
        )

    def _integer(self, number: int) -> str:
        return f'"{number}"{self.typed["xsd:integer"]}'
