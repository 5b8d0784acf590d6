"""Records to N-Quads text, graph by graph.

Lines are made by formatting, without term objects in between, and several at a time: that is
what makes a build fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

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
    StatementRef,
    Value,
)
from ..ontology import Vocabulary
from .labels import Labels
from .projection import Projection

_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f]')
_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def quoted(text: str) -> str:
    """The text as a literal in canonical N-Triples (RDF 1.2 N-Triples, section 4).

    >>> quoted('say "no"')
    '"say \\\\"no\\\\""'
    """
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)
    return f'"{text}"'


def quads(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """N-Quads text by the IRI of the graph, in pieces of one or more whole lines.

    The lines are in no order, and some may stand there more than once.
    """
    writer = _Writer(facts, projection, vocabulary)
    graphs = {writer.names.entities_graph: _Graph(writer.names.entities_graph)}
    for entity in facts.entities.values():
        writer.entity(entity, graphs[writer.names.entities_graph])
    by_document = {}
    for document in facts.documents.values():
        iri = writer.names.document_graph(document.id)
        by_document[document.id] = graphs[iri] = _Graph(iri)
        writer.document(document, graphs[iri])
    for claim in facts.claims.values():
        writer.claim(claim, by_document[claim.document])
    return {iri: graph.pieces for iri, graph in graphs.items()}


class _Graph:
    """Text that gathers for one named graph."""

    def __init__(self, iri: str) -> None:
        self.end = f" <{iri}> .\n"
        self.pieces: list[str] = []
        self.write = self.pieces.append
        self.described: set[str | tuple[Relay, int]] = set()
        """What was written in full already: statements, evidence, relays."""

    def first(self, key: str | tuple[Relay, int]) -> bool:
        if key in self.described:
            return False
        self.described.add(key)
        return True


class _Terms(dict[str, str]):
    """IRIs by CURIE, ready to paste."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, curie: str) -> str:
        self[curie] = self.form(curie)
        return self[curie]


class _Writer:
    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.projection = projection
        self.names = names.Names(facts.base, vocabulary.domains)
        self.labels = Labels(facts, vocabulary)
        self.terms = _Terms(_expander(self.names.prefixes, "<{}>"))
        self.properties = _Terms(_expander(self.names.prefixes, " <{}> "))
        self.type_ = _Terms(lambda curie: self.properties["rdf:type"] + self.terms[curie])
        self.typed = _Terms(lambda curie: "^^" + self.terms[curie])
        self.typed["xsd:string"] = ""
        for derived in ("xsd:positiveInteger", "xsd:nonNegativeInteger"):
            # stores keep the value and forget the derived type: what they give back must be equal
            self.typed[derived] = self.typed["xsd:integer"]
        self.true = '"true"' + self.typed["xsd:boolean"]
        heads = (f"<{self.names.prefixes[kind]}" for kind in names.KINDS)
        self.kgr, self.kgs, self.kgc, self.kgd, self.kge, self.kgq = heads

    def entity(self, entity: Entity, graph: _Graph) -> None:
        node, p, end = f"{self.kgr}{entity.id}>", self.properties, graph.end
        if entity.id in self.projection.scenarios:
            scenario_of = f"{p['kg:scenarioOf']}{self.terms[entity.type]}"
            graph.write(f"{node}{self.type_['kg:Scenario']}{end}{node}{scenario_of}{end}")
        else:
            graph.write(f"{node}{self.type_[entity.type]}{end}")
        graph.write(
            f"{node}{self.type_['kg:Entity']}{end}"
            f"{node}{p['rdfs:label']}{quoted(entity.label)}{end}"
        )
        for alias in entity.aliases:
            graph.write(f"{node}{p['skos:altLabel']}{quoted(alias)}{end}")
        for iri in entity.matches:
            graph.write(f"{node}{p['skos:exactMatch']}<{iri}>{end}")
        if entity.unnamed:
            graph.write(f"{node}{p['kg:unnamed']}{self.true}{end}")
        self._texts(node, {"kg:note": entity.note}, graph)

    def document(self, document: Document, graph: _Graph) -> None:
        node, p, end = f"{self.kgd}{document.id}>", self.properties, graph.end
        graph.write(f"{node}{self.type_['kg:Document']}{end}")
        if document.author:
            graph.write(f"{node}{p['kg:author']}{self.kgr}{document.author}>{end}")
        if document.published:
            self._dated(node, "kg:published", document.published, graph)
        if document.reliability:
            grade = self.terms[f"kg:reliability-{document.reliability}"]
            graph.write(f"{node}{p['kg:reliability']}{grade}{end}")
        texts = {
            "rdfs:label": document.title,
            "kg:documentKind": document.kind,
            "kg:sha256": document.sha256,
            "kg:curatedOn": document.curated_on,
            "kg:note": document.note,
        }
        self._texts(node, texts, graph)

    def _texts(self, node: str, texts: Mapping[str, str], graph: _Graph) -> None:
        for curie, text in texts.items():
            if text:
                graph.write(f"{node}{self.properties[curie]}{quoted(text)}{graph.end}")

    def _dated(self, node: str, curie: str, date: Edtf, graph: _Graph) -> None:
        p, end, day = self.properties, graph.end, self.typed["xsd:date"]
        graph.write(f"{node}{p[curie]}{quoted(date.text)}{self.typed['edtf:EDTF']}{end}")
        if date.earliest:
            graph.write(f'{node}{p["kg:earliest"]}"{date.earliest}"{day}{end}')
        if date.latest:
            graph.write(f'{node}{p["kg:latest"]}"{date.latest}"{day}{end}')

    def claim(self, claim: Claim, graph: _Graph) -> None:
        if graph.first(claim.statement):
            self._statement(claim, graph)
        p, end, kgr = self.properties, graph.end, self.kgr
        node = f"{self.kgc}{claim.id}>"
        graph.write(
            f"{node}{self.type_['kg:Claim']}{end}"
            f"{node}{p['kg:statement']}{self.kgs}{claim.statement}>{end}"
            f"{node}{p['kg:document']}{self.kgd}{claim.document}>{end}"
            f"{node}{p['kg:claimant']}{kgr}{claim.claimant}>{end}"
            f"{node}{p['kg:origin']}{kgr}{claim.origin}>{end}"
            f"{node}{p['kg:modality']}{self.terms['kg:' + claim.modality]}{end}"
            f"{node}{p['kg:certainty']}{self.terms['kg:' + claim.certainty]}{end}"
        )
        for evidence in claim.evidence:
            self._evidence(node, evidence, graph)
        for position, relay in enumerate(claim.relays, 1):
            self._relay(node, relay, position, graph)
        for condition in claim.conditions:
            graph.write(f"{node}{p['kg:condition']}{self.kgs}{condition}>{end}")
        if claim.reliability:
            grade = self.terms[f"kg:reliability-{claim.reliability}"]
            graph.write(f"{node}{p['kg:reliability']}{grade}{end}")
        if claim.hearsay:
            graph.write(f"{node}{p['kg:hearsay']}{self.true}{end}")
        if claim.stated_on:
            self._dated(node, "kg:statedOn", claim.stated_on, graph)
        self._curation(claim, node, graph)

    def _curation(self, claim: Claim, node: str, graph: _Graph) -> None:
        """What the curator adds to a claim."""
        p, end = self.properties, graph.end
        if claim.inferred:
            graph.write(f"{node}{p['kg:inferred']}{self.true}{end}")
        if claim.rank != "normal":
            graph.write(f"{node}{p['kg:rank']}{self.terms['kg:' + claim.rank]}{end}")
        if claim.curated_on:
            graph.write(f"{node}{p['kg:curatedOn']}{quoted(claim.curated_on)}{end}")
        for other in claim.contradicts:
            graph.write(f"{node}{p['kg:contradicts']}{self.kgc}{other}>{end}")
        for note in claim.notes:
            graph.write(f"{node}{p['kg:note']}{quoted(note)}{end}")

    def _statement(self, claim: Claim, graph: _Graph) -> None:
        """The statement, and its plain triple where the claim's document projects it."""
        statement = self.facts.statements[claim.statement]
        p, end, node = self.properties, graph.end, f"{self.kgs}{statement.id}>"
        subject, object = self._term(statement.subject), self._term(statement.object)
        polarity = self.terms["kg:positive" if statement.positive else "kg:negative"]
        graph.write(
            f"{node}{self.type_['kg:Statement']}{end}"
            f"{node}{self.type_['rdf:Statement']}{end}"
            f"{node}{p['rdf:subject']}{subject}{end}"
            f"{node}{p['rdf:predicate']}{self.terms[statement.predicate]}{end}"
            f"{node}{p['rdf:object']}{object}{end}"
            f"{node}{p['kg:polarity']}{polarity}{end}"
            f"{node}{p['rdfs:label']}{quoted(self.labels.of(statement))}{end}"
        )
        if claim.document in self.projection.documents.get(statement.id, ()):
            graph.write(
                f"{node}{p['kg:projected']}{self.true}{end}"
                f"{subject}{p[statement.predicate]}{object}{end}"
            )
        if isinstance(statement.object, Quantity):
            self._quantity(statement.object, object, graph)
        for name, value in statement.qualifiers:
            self._qualifier(node, name, value, graph)

    def _qualifier(self, node: str, name: str, value: Value, graph: _Graph) -> None:
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

    def _quantity(self, quantity: Quantity, node: str, graph: _Graph) -> None:
        p, end = self.properties, graph.end
        graph.write(
            f"{node}{self.type_['schema:QuantitativeValue']}{end}"
            f"{node}{p['kg:asWritten']}{quoted(quantity.text)}{end}"
            f"{node}{p['kg:precision']}{self.terms['kg:' + quantity.precision]}{end}"
            f'{node}{p["schema:value"]}"{quantity.value}"{self.typed["xsd:decimal"]}{end}'
            f"{node}{p['schema:unitCode']}{quoted(quantity.unit)}{end}"
        )

    def _relay(self, claim: str, relay: Relay, position: int, graph: _Graph) -> None:
        node, p, end = f"{self.kge}{names.relay_id(relay, position)}>", self.properties, graph.end
        graph.write(f"{claim}{p['kg:relay']}{node}{end}")
        if graph.first((relay, position)):
            graph.write(
                f"{node}{self.type_['kg:Relay']}{end}"
                f"{node}{p['kg:relayer']}{self.kgr}{relay.relayer}>{end}"
                f'{node}{p["kg:position"]}"{position}"{self.typed["xsd:integer"]}{end}'
                f"{node}{p['kg:relayStance']}{self.terms['kg:' + relay.stance]}{end}"
            )

    def _evidence(self, claim: str, evidence: Evidence, graph: _Graph) -> None:
        passage, credibility = evidence.passage, evidence.credibility
        node = f"{self.kge}{names.evidence_id(passage, credibility)}>"
        p, end = self.properties, graph.end
        graph.write(f"{claim}{p['kg:evidence']}{node}{end}")
        if not graph.first(node):
            return
        selector = f"{self.kge}{names.selector_id(passage)}>"
        graph.write(
            f"{node}{self.type_['oa:SpecificResource']}{end}"
            f"{node}{p['oa:hasSource']}{self.kgd}{passage.document}>{end}"
            f"{node}{p['kg:paragraph']}{self._integer(passage.paragraph)}{end}"
            f"{node}{p['oa:hasSelector']}{selector}{end}"
        )
        if passage.to_paragraph != passage.paragraph:
            graph.write(f"{node}{p['kg:toParagraph']}{self._integer(passage.to_paragraph)}{end}")
        if credibility:
            grade = self.terms[f"kg:credibility-{credibility}"]
            graph.write(f"{node}{p['kg:credibility']}{grade}{end}")
        if graph.first(selector):
            self._selector(selector, passage, graph)

    def _selector(self, node: str, passage: Passage, graph: _Graph) -> None:
        """Web Annotation: a TextPositionSelector once the passage is locked."""
        self._texts(node, {"kg:firstWords": passage.first, "kg:lastWords": passage.last}, graph)
        p, end = self.properties, graph.end
        anchor = self.facts.anchors.get((passage.document, passage.locator))
        if anchor is None:
            graph.write(f"{node}{self.type_['oa:Selector']}{end}")
            return
        graph.write(
            f"{node}{self.type_['oa:TextPositionSelector']}{end}"
            f"{node}{p['oa:start']}{self._integer(anchor.start)}{end}"
            f"{node}{p['oa:end']}{self._integer(anchor.end)}{end}"
            f"{node}{p['kg:sha256']}{quoted(anchor.sha256)}{end}"
        )

    def _integer(self, number: int) -> str:
        return f'"{number}"{self.typed["xsd:integer"]}'


def _expander(prefixes: Mapping[str, str], form: str) -> Callable[[str], str]:
    def expand(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return form.format(prefixes[prefix] + local)

    return expand
