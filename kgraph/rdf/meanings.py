"""What terms in the file of a build mean: ids, members of closed lists, values of literals."""

from __future__ import annotations

from collections.abc import Collection

from ..facts.dates import edtf
from ..model import Edtf
from ..names import EXTERNAL, Names, shorten
from ..ontology import EDTF, Vocabulary
from ..problems import cut
from .nodes import Ids, Known, Node, NotOurs, References
from .nquads import Terms, datatypes, expander, unquoted

_MEMBERS = {"kg:Reliability": "kg:reliability-", "kg:Credibility": "kg:credibility-"}
"""What the members of closed lists begin with; all others with their prefix alone."""


class Meanings:
    """Looks terms up; whoever asks for one that means nothing here hears of a ValueError."""

    def __init__(self, vocabulary: Vocabulary, names: Names) -> None:
        terms = Terms(expander(names.prefixes, "<{}>"))
        self.typed = datatypes(terms)
        self.no_classes = {terms["kg:Entity"], terms["kg:Scenario"]}
        properties = {**vocabulary.predicates, **vocabulary.qualifiers}
        self.curies = {term.iri: curie for curie, term in properties.items()}

        def known(what: str, curies: Collection[str], prefix: str = "") -> Known:
            return Known(what, {terms[prefix + curie]: curie for curie in curies})

        self.classes = known("class of the vocabulary", vocabulary.classes)
        self.predicates = known("predicate of the vocabulary", vocabulary.predicates)
        self.polarities = known("kg:Polarity", ("positive", "negative"), "kg:")
        self.lists = {
            name: known(name, members, _MEMBERS.get(name, "kg:"))
            for name, members in vocabulary.lists.items()
        }
        home = names.prefixes
        self.entity = Ids("entity", home["kgr"])
        self.statement = Ids("statement", home["kgs"])
        self.claim = Ids("claim", home["kgc"])
        self.document = Ids("document", home["kgd"])
        self.quantity = Ids("quantity", home["kgq"])
        self.relay = Ids("relay", home["kge"] + "relay-")
        self.selector = Ids("selector", home["kge"] + "selector-")
        self.evidence = Ids("evidence", home["kge"])
        self.references = References(self.entity, self.statement)

    def curie(self, iri: str) -> str:
        return self.curies.get(iri) or shorten(iri, EXTERNAL)

    def date(self, node: Node, predicate: str) -> Edtf | None:
        return edtf(self.lexical(node.one(predicate), EDTF)) if predicate in node else None

    def member(self, node: Node, predicate: str, closed_list: str) -> str:
        return self.lists[closed_list][node.one(predicate)] if predicate in node else ""

    def flag(self, node: Node, predicate: str) -> bool:
        return predicate in node and self.lexical(node.one(predicate), "xsd:boolean") == "true"

    def number(self, node: Node, predicate: str, default: int | None = None) -> int:
        if default is not None and predicate not in node:
            return default
        text = self.lexical(node.one(predicate), "xsd:integer")
        if not text.isdecimal():
            raise NotOurs(f"'{cut(text)}' is no {predicate}")
        return int(text)

    def text(self, node: Node, predicate: str) -> str:
        return self.lexical(node.one(predicate)) if predicate in node else ""

    def texts(self, node: Node, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(map(self.lexical, node[predicate]))) if predicate in node else ()

    def lexical(self, term: str, datatype: str = "xsd:string") -> str:
        text, _, suffix = term.rpartition('"')
        if not text.startswith('"') or suffix != self.typed[datatype]:
            raise NotOurs(f"{cut(term)} is no {datatype}")
        return unquoted(text[1:])

    def ids(self, node: Node, predicate: str, kind: Ids) -> tuple[str, ...]:
        return tuple(sorted(kind[term] for term in node[predicate])) if predicate in node else ()
