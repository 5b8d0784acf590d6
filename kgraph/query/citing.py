"""From triples to the statements, claims and derivations that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..names import EXTERNAL
from .steps import Triple

if TYPE_CHECKING:
    import pyoxigraph as ox

KG = EXTERNAL["kg"]


class Citing:
    """Looks up what a graph says of its own triples; what was cited is described once."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.statements: dict[str, dict[str, Any]] = {}
        self.claims: dict[str, dict[str, Any]] = {}
        self.derivations: dict[str, dict[str, Any]] = {}
        self.known: dict[Triple, list[tuple[str, str]]] = {}
        self.having: dict[tuple[Any, Any], frozenset[Any]] = {}

    def row(self, triples: Iterable[Triple]) -> list[dict[str, Any]]:
        """Statements behind the triples, each with its claims and derivations.

        A row that is about some of a statement's claims cites these alone.
        """
        found: dict[str, set[str]] = {}
        for triple in triples:
            for statement, claim in self._behind(triple):
                found.setdefault(statement, set()).update({claim} - {""})
        return [self._cited(statement, claims) for statement, claims in found.items()]

    def _cited(self, statement: str, claims: set[str]) -> dict[str, Any]:
        all_of_it = self._statement(statement)
        if not claims:
            kept = {name: all_of_it[name] for name in ("claims", "derivations")}
            return {"statement": statement, **kept}
        for claim in claims:
            self._claim(claim)
        return {"statement": statement, "claims": self._sorted(claims), "derivations": []}

    def _behind(self, triple: Triple) -> list[tuple[str, str]]:
        """Statements, each with the claim that the triple is about, if any."""
        if triple not in self.known:
            found = [(statement.value, "") for statement in self._facts(triple)]
            self.known[triple] = found or self._about(triple)
        return self.known[triple]

    def _facts(self, triple: Triple) -> list[Any]:
        """Statements that make it a plain triple."""
        subject, predicate, object = triple
        found = self._having(self._rdf["object"], object)
        if found:
            found &= self._having(self._rdf["subject"], subject)
        return sorted(
            (
                statement
                for statement in found
                if self._value(statement, self._rdf["predicate"]) == predicate
                and (self._one(statement, "projected") or self._proofs(statement))
            ),
            key=str,
        )

    def _about(self, triple: Triple) -> list[tuple[str, str]]:
        """What a triple tells of: claims, statements, or what a rule made of them."""
        subject, predicate, object = triple
        types = {quad.object for quad in self._quads(subject, self._rdf["type"], None)}
        if self._kg["Claim"] in types:
            found = [(self._one(subject, "statement"), subject)]
            if statement := self._one(object, "statement"):  # it contradicts or supports another
                found.append((statement, object))
            return [(statement.value, claim.value) for statement, claim in found if statement]
        if self._kg["Statement"] in types:
            return [(subject.value, "")]
        if self._kg["Derivation"] in types:
            about = object if predicate == self._kg["premise"] else None
            statement = about or self._one(subject, "concludes")
            return [(statement.value, "")] if statement else []
        return []

    # ---- descriptions

    def _statement(self, iri: str) -> dict[str, Any]:
        """Its label, the claims that project it (all where none does), and its derivations."""
        if iri in self.statements:
            return self.statements[iri]
        node = self._node(iri)
        by = self._having(self._kg["projects"], node) or self._having(self._kg["statement"], node)
        claims = {claim.value for claim in by}
        proofs = self._proofs(node) or sorted(
            (d.value for d in self._having(self._kg["concludes"], node)), key=self._length
        )
        self.statements[iri] = found = {
            "label": self._label(node),
            "claims": [],
            "derivations": proofs,
        }
        for claim in claims:
            self._claim(claim)
        found["claims"] = self._sorted(claims)
        for derivation in proofs[:1]:
            self._derivation(derivation)
        return found

    def _derivation(self, iri: str) -> None:
        if iri in self.derivations:
            return
        node = self._node(iri)
        rule = self._one(node, "rule")
        premises = [premise.value for premise in self._all(node, "premise")]
        self.derivations[iri] = {
            "rule": rule.value if rule else "",
            "label": self._label(rule) if rule else "",
            "premises": premises,
            "conditions": [condition.value for condition in self._all(node, "condition")],
        }
        for statement in (*premises, *self.derivations[iri]["conditions"]):
            self._statement(statement)

    def _claim(self, iri: str) -> None:
        if iri in self.claims:
            return
        node = self._node(iri)
        relays = sorted(self._all(node, "relay"), key=lambda relay: self._text(relay, "position"))
        conditions = self._all(node, "condition")
        self.claims[iri] = {
            "claimant": self._named(self._one(node, "claimant")),
            "relays": [
                {
                    **self._named(self._one(relay, "relayer")),
                    "stance": self._local(self._one(relay, "relayStance")),
                }
                for relay in relays
            ],
            "document": self._text(node, "document"),
            "evidence": sorted(
                (self._evidence(evidence) for evidence in self._all(node, "evidence")),
                key=lambda evidence: tuple(map(str, (evidence["paragraph"], evidence))),
            ),
            "reliability": self._local(self._one(node, "reliability"))[-1:],
            "modality": self._local(self._one(node, "modality")),
            "certainty": self._local(self._one(node, "certainty")),
            "hearsay": self._one(node, "hearsay") is not None,
            "inferred": self._one(node, "inferred") is not None,
            "rank": self._local(self._one(node, "rank")) or "normal",
            "conditions": [
                {"iri": condition.value, "label": self._label(condition)}
                for condition in conditions
            ],
            "stated-on": self._text(node, "statedOn"),
            "published": self._text(self._one(node, "document"), "published"),
        }

    def _evidence(self, node: Any) -> dict[str, Any]:
        first = int(self._text(node, "paragraph") or 0)
        return {
            "paragraph": first,
            "to-paragraph": int(self._text(node, "toParagraph") or first),
            "credibility": self._local(self._one(node, "credibility"))[-1:],
        }

    def _sorted(self, claims: Iterable[str]) -> list[str]:
        """By document and paragraph."""

        def place(iri: str) -> tuple[str, int, str]:
            claim = self.claims[iri]
            return claim["document"], min(e["paragraph"] for e in claim["evidence"]), iri

        return sorted(claims, key=place)

    def _proofs(self, statement: Any) -> list[str]:
        """Derivations without conditions, those with the fewest premises first."""
        found = self._having(self._kg["concludes"], statement)
        return sorted(
            (d.value for d in found if self._one(d, "condition") is None), key=self._length
        )

    def _length(self, derivation: str) -> tuple[int, str]:
        return len(self._all(self._node(derivation), "premise")), derivation

    # ---- the store

    def _quads(self, subject: Any, predicate: Any, object: Any) -> Iterable[ox.Quad]:
        return self.store.quads_for_pattern(subject, predicate, object, self._graph)

    def _having(self, predicate: Any, object: Any) -> frozenset[Any]:
        if (predicate, object) not in self.having:
            quads = self._quads(None, predicate, object)
            self.having[predicate, object] = frozenset(quad.subject for quad in quads)
        return self.having[predicate, object]

    def _value(self, subject: Any, predicate: Any) -> Any:
        return next((quad.object for quad in self._quads(subject, predicate, None)), None)

    def _one(self, subject: Any, name: str) -> Any:
        if not self._is_node(subject):
            return None
        return self._value(subject, self._kg[name])

    def _all(self, subject: Any, name: str) -> list[Any]:
        return sorted((q.object for q in self._quads(subject, self._kg[name], None)), key=str)

    def _text(self, subject: Any, name: str) -> str:
        value = self._one(subject, name)
        return value.value if value else ""

    def _named(self, node: Any) -> dict[str, Any]:
        unnamed = self._one(node, "unnamed") is not None
        label = self._label(node) if node else ""
        return {"iri": node.value if node else "", "label": label, "unnamed": unnamed}

    def _label(self, node: Any) -> str:
        label = self._value(node, self._node(EXTERNAL["rdfs"] + "label"))
        return label.value if label else ""

    def _local(self, node: Any) -> str:
        return str(node.value).removeprefix(KG) if node else ""

    def _node(self, iri: str) -> ox.NamedNode:
        import pyoxigraph

        return pyoxigraph.NamedNode(iri)

    def _is_node(self, term: Any) -> bool:
        import pyoxigraph

        return isinstance(term, pyoxigraph.NamedNode)

    @cached_property
    def _graph(self) -> ox.DefaultGraph:
        import pyoxigraph

        return pyoxigraph.DefaultGraph()

    @cached_property
    def _rdf(self) -> Mapping[str, ox.NamedNode]:
        names = ("type", "subject", "predicate", "object")
        return {name: self._node(EXTERNAL["rdf"] + name) for name in names}

    @cached_property
    def _kg(self) -> Mapping[str, ox.NamedNode]:
        return _Core(self._node)


class _Core(dict[str, "ox.NamedNode"]):
    """Terms of the core by their local names."""

    def __init__(self, node: Any) -> None:
        super().__init__()
        self.node = node

    def __missing__(self, name: str) -> ox.NamedNode:
        self[name] = self.node(KG + name)
        return self[name]
