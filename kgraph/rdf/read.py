"""A built graph back to the records that it was written from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path

from .. import names
from ..facts.dates import edtf
from ..garbage import no_cyclic_gc
from ..model import (
    Anchor,
    Claim,
    Document,
    Entity,
    Evidence,
    Facts,
    Literal,
    Passage,
    Quantity,
    Relay,
    Statement,
    Value,
)
from ..ontology import EDTF, ENTITY, Property, Vocabulary
from ..problems import KgraphError, cut, printable
from .meanings import Meanings
from .nodes import Ids, Node, NotOurs, nodes

_OF_STATEMENTS = frozenset(
    {
        "kg:earliest",
        "kg:latest",
        "kg:polarity",
        "kg:projected",
        "rdf:object",
        "rdf:predicate",
        "rdf:subject",
        "rdf:type",
        "rdfs:label",
    }
)
"""What a statement has besides its qualifiers and the plain triples about it."""

_NOT_THERE = Node()
"""Of a selector, until it is reported."""


def read(nquads: Path, vocabulary: Vocabulary, base: str) -> Facts:
    """The facts behind ``graph.nq``, with the ids that they had when it was built.

    They equal those of the seeds but for what no graph holds: places in seed files and the names
    of document files. What rules concluded is left out, as it is nobody's claim.

    Raises:
        KgraphError: the file cannot be read, was built with another vocabulary or base, or holds
            what no build writes.
    """
    reader = _Reader(vocabulary, base)
    try:
        with no_cyclic_gc(), open(nquads, encoding="utf-8", newline="\n") as lines:
            for subject, node in nodes(lines, reader.names, reader.curie):
                reader.take(subject, node)
            return reader.facts()
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        fault = "is not in UTF-8"
    except ValueError as error:
        fault = str(error)
    raise KgraphError(f"{nquads.as_posix()}: {printable(fault)}; run 'kgraph build' again")


class _Reader(Meanings):
    """Gathers records from nodes; what they refer to may come later in the file."""

    def __init__(self, vocabulary: Vocabulary, base: str) -> None:
        self.names = names.Names(base, vocabulary.domains)
        super().__init__(vocabulary, self.names)
        self.vocabulary = vocabulary
        self.entities: dict[str, Entity] = {}
        self.documents: dict[str, Document] = {}
        self.statements: dict[str, Statement] = {}
        self.quantities: dict[str, Quantity] = {}
        self.claims: dict[str, tuple[Callable[..., Claim], tuple[str, ...], tuple[str, ...]]] = {}
        """How to make each claim, with the ids of its relays and of its evidence."""
        self.relays: dict[str, tuple[int, Relay]] = {}
        self.selectors: dict[str, Node] = {}
        self.evidences: dict[str, Node] = {}
        self.takers: tuple[tuple[Ids, Callable[[str, Node], object]], ...] = (
            (self.claim, self._claim),
            (self.statement, self._statement),
            (self.relay, self._relay),
            (self.selector, self.selectors.__setitem__),
            (self.evidence, self.evidences.__setitem__),  # after those that begin as it does
            (self.entity, self._entity),
            (self.quantity, self._quantity),
            (self.document, self._document),
        )

    def take(self, subject: str, node: Node) -> None:
        """Make a record of the node.

        Raises:
            NotOurs: no build writes it, or not with this vocabulary or base.
        """
        for ids, taker in self.takers:
            if subject.startswith(ids.head):
                try:
                    taker(subject[len(ids.head) : -1], node)
                except ValueError as fault:
                    raise NotOurs(f"{cut(subject)}: {fault}") from None
                return
        raise NotOurs(f"{cut(subject)} is nothing below <{self.names.base}>")

    def _entity(self, id: str, node: Node) -> None:
        types = [*node.all("kg:scenarioOf"), *node.all("rdf:type")]
        classes = [self.classes[term] for term in types if term not in self.no_classes]
        self.entities[id] = Entity(
            id=id,
            type=classes[0] if classes else ENTITY,
            label=self.text(node, "rdfs:label"),
            aliases=self.texts(node, "skos:altLabel"),
            note=self.text(node, "kg:note"),
            unnamed=self.flag(node, "kg:unnamed"),
            matches=tuple(sorted(term[1:-1] for term in node.all("skos:exactMatch"))),
        )

    def _document(self, id: str, node: Node) -> None:
        self.documents[id] = Document(
            id=id,
            title=self.text(node, "rdfs:label"),
            kind=self.text(node, "kg:documentKind"),
            author=self.entity[node.one("kg:author")] if "kg:author" in node else "",
            published=self.date(node, "kg:published"),
            curated_on=self.text(node, "kg:curatedOn"),
            sha256=self.text(node, "kg:sha256"),
            reliability=self.member(node, "kg:reliability", "kg:Reliability"),
            note=self.text(node, "kg:note"),
        )

    def _claim(self, id: str, node: Node) -> None:
        claim = partial(
            Claim,
            id=id,
            statement=self.statement[node.one("kg:statement")],
            document=self.document[node.one("kg:document")],
            claimant=self.entity[node.one("kg:claimant")],
            modality=self.lists["kg:Modality"][node.one("kg:modality")],
            certainty=self.lists["kg:Certainty"][node.one("kg:certainty")],
            conditions=self.ids(node, "kg:condition", self.statement),
            hearsay=self.flag(node, "kg:hearsay"),
            stated_on=self.date(node, "kg:statedOn"),
            origin=self.entity[node.one("kg:origin")],
            reliability=self.member(node, "kg:reliability", "kg:Reliability"),
            inferred=self.flag(node, "kg:inferred"),
            rank=self.member(node, "kg:rank", "kg:Rank") or "normal",
            contradicts=self.ids(node, "kg:contradicts", self.claim),
            supports=self.ids(node, "kg:supports", self.claim),
            notes=self.texts(node, "kg:note"),
            curated_on=self.text(node, "kg:curatedOn"),
        )
        relays = self.ids(node, "kg:relay", self.relay)
        evidence = self.ids(node, "kg:evidence", self.evidence)
        self.claims[id] = claim, relays, evidence

    def _statement(self, id: str, node: Node) -> None:
        predicate = self.predicates[node.one("rdf:predicate")]
        qualifiers = []
        for name in node.keys() - _OF_STATEMENTS:
            if qualifier := self.vocabulary.qualifiers.get(name):
                values = {self._value(term, qualifier) for term in node[name]}
                qualifiers += [(name, value) for value in values]
            elif name not in self.vocabulary.predicates:
                raise NotOurs(f"{name} is no qualifier of the vocabulary")
        self.statements[id] = Statement(
            id,
            self.references[node.one("rdf:subject")],
            predicate,
            self._value(node.one("rdf:object"), self.vocabulary.predicates[predicate]),
            self.polarities[node.one("kg:polarity")] == "positive",
            tuple(sorted(qualifiers, key=lambda q: (q[0], names.value_key(q[1])))),
        )

    def _value(self, term: str, property: Property) -> Value:
        """Literals are typed as the ontology has it, as graphs have integers of one type only."""
        if not term.startswith('"'):
            return self.quantities.get(term) or self.references[term]
        text = self.lexical(term, property.range)
        return edtf(text) if property.range == EDTF else Literal(text, property.range)

    def _quantity(self, id: str, node: Node) -> None:
        self.quantities[f"{self.quantity.head}{id}>"] = Quantity(
            text=self.lexical(node.one("kg:asWritten")),
            value=self.lexical(node.one("schema:value"), "xsd:decimal"),
            unit=self.lexical(node.one("schema:unitCode")),
            precision=self.member(node, "kg:precision", "kg:Precision"),
        )

    def _relay(self, id: str, node: Node) -> None:
        stance = self.member(node, "kg:relayStance", "kg:RelayStance")
        relay = Relay(self.entity[node.one("kg:relayer")], stance)
        self.relays[id] = self.number(node, "kg:position"), relay

    def facts(self) -> Facts:
        """All that was taken, put together.

        Raises:
            ValueError: something is referred to that is not there.
        """
        evidence, anchors = {}, {}
        for id, node in self.evidences.items():
            passage = self._passage(node)
            evidence[id] = Evidence(passage, self.member(node, "kg:credibility", "kg:Credibility"))
            if anchor := self._anchor(node):
                anchors[passage.document, passage.locator] = anchor
        self._check_whole()
        claims = {}
        for claim_id, (claim, relay_ids, evidence_ids) in sorted(self.claims.items()):
            chain = sorted((self.relays[id] for id in relay_ids), key=itemgetter(0))
            found = [evidence[id] for id in evidence_ids]
            if len(found) > 1:
                found.sort(key=lambda it: it.passage.locator)
            relays = tuple(relay for _, relay in chain)
            claims[claim_id] = claim(relays=relays, evidence=tuple(found))
        passages = {
            (it.passage.document, it.passage.locator): it.passage for it in evidence.values()
        }
        return Facts(
            base=self.names.base,
            documents=dict(sorted(self.documents.items())),
            entities=dict(sorted(self.entities.items())),
            statements=self.statements,
            claims=claims,
            passages=tuple(passage for _, passage in sorted(passages.items())),
            anchors=anchors,
        )

    def _passage(self, node: Node) -> Passage:
        selector, paragraph = self._selector(node), self.number(node, "kg:paragraph")
        return Passage(
            document=self.document[node.one("oa:hasSource")],
            paragraph=paragraph,
            to_paragraph=self.number(node, "kg:toParagraph", paragraph),
            first=self.text(selector, "kg:firstWords"),
            last=self.text(selector, "kg:lastWords"),
        )

    def _anchor(self, node: Node) -> Anchor | None:
        """Where the passage stands, if it was locked."""
        selector = self._selector(node)
        if "oa:start" not in selector:
            return None
        start, end = (self.number(selector, f"oa:{side}") for side in ("start", "end"))
        return Anchor(start, end, self.text(selector, "kg:sha256"))

    def _selector(self, node: Node) -> Node:
        return self.selectors.get(self.selector[node.one("oa:hasSelector")], _NOT_THERE)

    def _check_whole(self) -> None:
        for ids, there in (
            (self.entity, self.entities),
            (self.document, self.documents),
            (self.statement, self.statements),
            (self.claim, self.claims),
            (self.relay, self.relays),
            (self.selector, self.selectors),
            (self.evidence, self.evidences),
        ):
            lost = set(ids.values()).difference(there)
            if lost:
                raise NotOurs(f"there is no {ids.what} '{cut(min(lost))}', which others refer to")
