"""Records to triples in N-Triples syntax, graph by graph.

Lines are made by formatting, without term objects in between: that is what makes a build fast.
Each line is ``subject predicate object`` in canonical N-Triples, without the final dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
    """The text as a literal in canonical N-Triples (RDF 1.1 N-Triples, section 4).

    >>> quoted('say "no"')
    '"say \\\\"no\\\\""'
    """
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)
    return f'"{text}"'


def quads(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Triples by the IRI of their graph, in no order, some of them more than once."""
    return _Writer(facts, projection, vocabulary).write()


class _Spaced(dict[str, str]):
    """Core properties by local name, as IRIs with a space at both ends."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self.namespace = namespace

    def __missing__(self, name: str) -> str:
        self[name] = f" <{self.namespace}{name}> "
        return self[name]


class _Writer:
    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.projection = projection
        self.names = names.Names(facts.base, vocabulary.domains)
        prefixes = self.names.prefixes
        self.heads = {kind: f"<{prefixes[kind]}" for kind in names.KINDS}
        terms = [*vocabulary.classes, *vocabulary.predicates, *vocabulary.qualifiers]
        self.terms = {curie: f"<{vocabulary.iri(curie)}>" for curie in terms}
        self.kg = prefixes["kg"]
        self.own = _Spaced(prefixes["kg"])
        self.statement_lines: dict[str, list[str]] = {}
        self.evidence_nodes: dict[tuple[str, str, str], str] = {}
        self.relays: set[tuple[str, Relay, int]] = set()
        self._prepare(prefixes)

    def _prepare(self, prefixes: Mapping[str, str]) -> None:
        """Predicates and classes that every claim needs, as text that is ready to paste."""

        def term(curie: str) -> str:
            prefix, _, local = curie.partition(":")
            return f"<{prefixes[prefix]}{local}>"

        self.a = f" {term('rdf:type')} "
        self.label = f" {term('rdfs:label')} "
        self.alias = f" {term('skos:altLabel')} "
        self.match = f" {term('skos:exactMatch')} "
        self.subject = f" {term('rdf:subject')} "
        self.predicate = f" {term('rdf:predicate')} "
        self.object = f" {term('rdf:object')} "
        self.rdf_statement = term("rdf:Statement")
        self.source = f" {term('oa:hasSource')} "
        self.selector = f" {term('oa:hasSelector')} "
        self.start = f" {term('oa:start')} "
        self.end = f" {term('oa:end')} "
        self.value_of = f" {term('schema:value')} "
        self.unit_code = f" {term('schema:unitCode')} "
        self.quantitative = term("schema:QuantitativeValue")
        self.specific = term("oa:SpecificResource")
        self.position_selector = term("oa:TextPositionSelector")
        self.plain_selector = term("oa:Selector")
        self.integer = f"^^{term('xsd:integer')}"
        self.offset = f"^^{term('xsd:nonNegativeInteger')}"
        self.true = f'"true"^^{term("xsd:boolean")}'
        self.decimal = f"^^{term('xsd:decimal')}"
        self.date = f"^^{term('xsd:date')}"
        self.edtf = f"^^{term('edtf:EDTF')}"
        self.datatypes = {
            f"xsd:{name}": f"^^{term('xsd:' + name)}"
            for name in ("boolean", "decimal", "integer", "positiveInteger", "nonNegativeInteger")
        } | {"xsd:string": ""}

    def write(self) -> dict[str, list[str]]:
        graphs = {self.names.entities_graph: list(self._entities())}
        by_document: dict[str, list[str]] = {}
        for document in self.facts.documents.values():
            lines = list(self._document(document))
            by_document[document.id] = graphs[self.names.document_graph(document.id)] = lines
        self._claims(by_document)
        return graphs

    def _entities(self) -> Iterator[str]:
        for entity in self.facts.entities.values():
            yield from self._entity(entity)

    def _entity(self, entity: Entity) -> Iterator[str]:
        node = f"{self.heads['kgr']}{entity.id}>"
        yield f"{node}{self.a}<{self.kg}Entity>"
        if entity.id in self.projection.scenarios:
            yield f"{node}{self.a}<{self.kg}Scenario>"
            yield f"{node}{self.own['scenarioOf']}{self.terms[entity.type]}"
        else:
            yield f"{node}{self.a}{self.terms[entity.type]}"
        yield f"{node}{self.label}{quoted(entity.label)}"
        for alias in entity.aliases:
            yield f"{node}{self.alias}{quoted(alias)}"
        for iri in entity.matches:
            yield f"{node}{self.match}<{iri}>"
        if entity.unnamed:
            yield f"{node}{self.own['unnamed']}{self.true}"
        if entity.note:
            yield f"{node}{self.own['note']}{quoted(entity.note)}"

    def _document(self, document: Document) -> Iterator[str]:
        node = f"{self.heads['kgd']}{document.id}>"
        yield f"{node}{self.a}<{self.kg}Document>"
        yield f"{node}{self.label}{quoted(document.title)}"
        if document.author:
            yield f"{node}{self.own['author']}{self.heads['kgr']}{document.author}>"
        if document.published:
            yield from self._dated(node, "published", document.published)
        if document.reliability:
            yield f"{node}{self.own['reliability']}<{self.kg}reliability-{document.reliability}>"
        texts = {
            "documentKind": document.kind,
            "sha256": document.sha256,
            "curatedOn": document.curated_on,
            "note": document.note,
        }
        for name, text in texts.items():
            if text:
                yield f"{node}{self.own[name]}{quoted(text)}"

    def _dated(self, node: str, name: str, date: Edtf) -> Iterator[str]:
        yield f"{node}{self.own[name]}{quoted(date.text)}{self.edtf}"
        if date.earliest:
            yield f'{node}{self.own["earliest"]}"{date.earliest}"{self.date}'
        if date.latest:
            yield f'{node}{self.own["latest"]}"{date.latest}"{self.date}'

    def _claims(self, by_document: Mapping[str, list[str]]) -> None:
        described: set[tuple[str, str]] = set()
        for claim in self.facts.claims.values():
            lines = by_document[claim.document]
            key = (claim.document, claim.statement)
            if key not in described:
                described.add(key)
                self._describe_statement(claim, lines)
            self._claim(claim, lines)
            for evidence in claim.evidence:
                self._evidence(claim, evidence, lines)

    def _describe_statement(self, claim: Claim, lines: list[str]) -> None:
        id = claim.statement
        if id not in self.statement_lines:
            self.statement_lines[id] = list(self._statement(self.facts.statements[id]))
        lines += self.statement_lines[id]
        if claim.document in self.projection.documents.get(id, ()):
            statement = self.facts.statements[id]
            lines.append(f"{self.heads['kgs']}{id}>{self.own['projected']}{self.true}")
            lines.append(
                f"{self._term(statement.subject)} {self.terms[statement.predicate]} "
                f"{self._term(statement.object)}"
            )

    def _statement(self, statement: Statement) -> Iterator[str]:
        node = f"{self.heads['kgs']}{statement.id}>"
        yield f"{node}{self.a}<{self.kg}Statement>"
        yield f"{node}{self.a}{self.rdf_statement}"
        yield f"{node}{self.subject}{self._term(statement.subject)}"
        yield f"{node}{self.predicate}{self.terms[statement.predicate]}"
        yield f"{node}{self.object}{self._term(statement.object)}"
        polarity = "positive" if statement.positive else "negative"
        yield f"{node}{self.own['polarity']}<{self.kg}{polarity}>"
        if isinstance(statement.object, Quantity):
            yield from self._quantity(statement.object)
        for name, value in statement.qualifiers:
            if name == "kg:when" and isinstance(value, Edtf):
                yield from self._dated(node, "when", value)
            else:
                yield f"{node} {self.terms[name]} {self._term(value)}"
            if isinstance(value, Quantity):
                yield from self._quantity(value)

    def _term(self, value: Value) -> str:
        match value:
            case EntityRef(id):
                return f"{self.heads['kgr']}{id}>"
            case StatementRef(id):
                return f"{self.heads['kgs']}{id}>"
            case Literal(text, datatype):
                return quoted(text) + self.datatypes[datatype]
            case Edtf(text):
                return quoted(text) + self.edtf
            case Quantity():
                return f"{self.heads['kgq']}{names.quantity_id(value)}>"

    def _quantity(self, quantity: Quantity) -> Iterator[str]:
        node = self._term(quantity)
        yield f"{node}{self.a}{self.quantitative}"
        yield f"{node}{self.own['asWritten']}{quoted(quantity.text)}"
        yield f"{node}{self.own['precision']}<{self.kg}{quantity.precision}>"
        yield f'{node}{self.value_of}"{quantity.value}"{self.decimal}'
        yield f"{node}{self.unit_code}{quoted(quantity.unit)}"

    def _claim(self, claim: Claim, lines: list[str]) -> None:
        kg, own, head = self.kg, self.own, self.heads
        entity, node = head["kgr"], f"{head['kgc']}{claim.id}>"
        lines += (
            f"{node}{self.a}<{kg}Claim>",
            f"{node}{own['statement']}{head['kgs']}{claim.statement}>",
            f"{node}{own['document']}{head['kgd']}{claim.document}>",
            f"{node}{own['claimant']}{entity}{claim.claimant}>",
            f"{node}{own['origin']}{entity}{claim.origin}>",
            f"{node}{own['modality']}<{kg}{claim.modality}>",
            f"{node}{own['certainty']}<{kg}{claim.certainty}>",
        )
        lines += [f"{node}{own['condition']}{head['kgs']}{id}>" for id in claim.conditions]
        for position, relay in enumerate(claim.relays, 1):
            lines.append(f"{node}{own['relay']}{head['kge']}{names.relay_id(relay, position)}>")
            if (claim.document, relay, position) not in self.relays:
                self.relays.add((claim.document, relay, position))
                lines += self._relay(relay, position)
        if claim.reliability:
            lines.append(f"{node}{own['reliability']}<{kg}reliability-{claim.reliability}>")
        if claim.hearsay:
            lines.append(f"{node}{own['hearsay']}{self.true}")
        if claim.stated_on:
            lines += self._dated(node, "statedOn", claim.stated_on)
        self._curation(claim, node, lines)

    def _curation(self, claim: Claim, node: str, lines: list[str]) -> None:
        """What the curator adds to a claim."""
        own = self.own
        if claim.inferred:
            lines.append(f"{node}{own['inferred']}{self.true}")
        if claim.rank != "normal":
            lines.append(f"{node}{own['rank']}<{self.kg}{claim.rank}>")
        if claim.curated_on:
            lines.append(f"{node}{own['curatedOn']}{quoted(claim.curated_on)}")
        lines += [f"{node}{own['contradicts']}{self.heads['kgc']}{id}>" for id in claim.contradicts]
        lines += [f"{node}{own['note']}{quoted(note)}" for note in claim.notes]

    def _relay(self, relay: Relay, position: int) -> Iterator[str]:
        node = f"{self.heads['kge']}{names.relay_id(relay, position)}>"
        yield f"{node}{self.a}<{self.kg}Relay>"
        yield f"{node}{self.own['relayer']}{self.heads['kgr']}{relay.relayer}>"
        yield f'{node}{self.own["position"]}"{position}"{self.integer}'
        yield f"{node}{self.own['relayStance']}<{self.kg}{relay.stance}>"

    def _evidence(self, claim: Claim, evidence: Evidence, lines: list[str]) -> None:
        passage = evidence.passage
        key = (passage.document, passage.locator, evidence.credibility)
        node = self.evidence_nodes.get(key)
        if node is None:
            id = names.evidence_id(passage, evidence.credibility)
            node = self.evidence_nodes[key] = f"{self.heads['kge']}{id}>"
            lines += self._passage(node, passage, evidence.credibility)
        lines.append(f"{self.heads['kgc']}{claim.id}>{self.own['evidence']}{node}")

    def _passage(self, node: str, passage: Passage, credibility: str) -> Iterator[str]:
        own, selector = self.own, f"{self.heads['kge']}{names.selector_id(passage)}>"
        yield f"{node}{self.a}{self.specific}"
        yield f"{node}{self.source}{self.heads['kgd']}{passage.document}>"
        yield f'{node}{own["paragraph"]}"{passage.paragraph}"{self.integer}'
        if passage.to_paragraph != passage.paragraph:
            yield f'{node}{own["toParagraph"]}"{passage.to_paragraph}"{self.integer}'
        if credibility:
            yield f"{node}{own['credibility']}<{self.kg}credibility-{credibility}>"
        yield f"{node}{self.selector}{selector}"
        yield f"{selector}{own['firstWords']}{quoted(passage.first)}"
        if passage.last:
            yield f"{selector}{own['lastWords']}{quoted(passage.last)}"
        anchor = self.facts.anchors.get((passage.document, passage.locator))
        if anchor is None:
            yield f"{selector}{self.a}{self.plain_selector}"
            return
        yield f"{selector}{self.a}{self.position_selector}"
        yield f'{selector}{self.start}"{anchor.start}"{self.offset}'
        yield f'{selector}{self.end}"{anchor.end}"{self.offset}'
        yield f"{selector}{own['sha256']}{quoted(anchor.sha256)}"
