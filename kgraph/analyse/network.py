"""The projected statements as a networkx graph in which every edge cites its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Claim, EntityRef, Facts, StatementRef, Value
from ..names import Names
from ..ontology import STATEMENT, Vocabulary
from ..rdf.labels import Labels
from ..rdf.projection import Projection

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Citation:
    """Who makes a claim, and where it stands; people and documents go by label and title."""

    claim: str
    """Its IRI."""
    claimant: str
    relayed_by: tuple[str, ...]
    """Nearest the claimant first."""
    document: str
    paragraphs: tuple[int, ...]
    reliability: str
    credibility: tuple[str, ...]
    """One for each paragraph; empty where it was not graded."""


def network(
    facts: Facts, vocabulary: Vocabulary, projection: Projection
) -> networkx.MultiDiGraph[str]:
    """An edge for each plain triple between things; see :meth:`kgraph.api.BuiltGraph.network`."""
    import networkx

    prefixes = Names(facts.base, vocabulary.domains).prefixes
    labels = Labels(facts, vocabulary)
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for entity in facts.entities.values():
        cls = vocabulary.iri(entity.type)
        found.add_node(prefixes["kgr"] + entity.id, label=entity.label, type=cls)

    def node(value: Value) -> str:
        """The IRI of a thing; a statement's node is there once something is said of it."""
        if isinstance(value, EntityRef):
            return prefixes["kgr"] + value.id
        if not isinstance(value, StatementRef):
            return ""
        iri = prefixes["kgs"] + value.id
        label = labels.of(facts.statements[value.id])
        found.add_node(iri, label=label, type=vocabulary.iri(STATEMENT))
        return iri

    citations: dict[str, list[Citation]] = defaultdict(list)
    for id in sorted(projection.claims):
        claim = facts.claims[id]
        citations[claim.statement].append(_citation(claim, facts, prefixes["kgc"]))
    for id in sorted(projection.documents):
        statement = facts.statements[id]
        subject, object = (node(value) for value in (statement.subject, statement.object))
        if not object:
            continue
        term = vocabulary.predicates[statement.predicate]
        if not found.has_edge(subject, object, term.iri):
            found.add_edge(subject, object, term.iri, label=term.label, citations=[])
        found.edges[subject, object, term.iri]["citations"] += citations[id]
    for _, _, edge in found.edges(data=True):
        edge["citations"].sort(key=lambda citation: citation.claim)
        edge["claims"] = [citation.claim for citation in edge["citations"]]
    return found


def _citation(claim: Claim, facts: Facts, home: str) -> Citation:
    def label(entity: str) -> str:
        return facts.entities[entity].label

    return Citation(
        claim=home + claim.id,
        claimant=label(claim.claimant),
        relayed_by=tuple(label(relay.relayer) for relay in claim.relays),
        document=facts.documents[claim.document].title,
        paragraphs=tuple(evidence.passage.paragraph for evidence in claim.evidence),
        reliability=claim.reliability,
        credibility=tuple(evidence.credibility for evidence in claim.evidence),
    )
