"""Plain facts as a network for programs that draw: entities are nodes, facts are edges.

An edge for each fact, claimed or derived, so that two facts that differ in time only stay apart;
``BuiltGraph.network`` has one for each plain triple, and no derived ones. All values are text or
booleans, as drawing programs know no lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..impact.world import World
from ..model import Entity, EntityRef, Facts, Passage, StatementRef, Value
from ..names import Names
from ..ontology import STATEMENT, Vocabulary
from ..rdf.labels import Labels
from .plainfacts import Fact, plain_facts

if TYPE_CHECKING:
    import networkx

SEPARATOR = " | "
"""Between values of one attribute."""

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text as XML 1.0 can carry it there and back.

    Line ends are line feeds; characters that cannot stand in XML become replacement characters.

    >>> xml_text("one\\r\\ntwo\\x1b[31m")
    'one\\ntwo\\ufffd[31m'
    """
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def joined(texts: Iterable[str]) -> str:
    """Each once, in order."""
    return xml_text(SEPARATOR.join(dict.fromkeys(texts)))


def network(world: World, vocabulary: Vocabulary) -> networkx.MultiDiGraph[str]:
    """Nodes are CURIEs of entities, and of statements that facts are about; so are keys of edges.

    Facts with literal values are attributes of their subjects, by CURIE of the predicate.
    """
    import networkx

    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    facts = world.facts
    prefixes = Names(facts.base, vocabulary.domains).prefixes
    labels = Labels(facts, vocabulary, in_full=True)
    for entity in facts.entities.values():
        node = f"kgr:{entity.id}"
        hypothetical = entity.id in world.projection.scenarios
        attributes = _entity(entity, prefixes["kgr"], hypothetical)
        found.add_node(node, label=xml_text(entity.label), **_told(attributes))

    def thing(value: Value) -> str:
        """A node; a statement's is there once a fact is about it. Nothing for a literal."""
        if isinstance(value, EntityRef):
            return f"kgr:{value.id}"
        if not isinstance(value, StatementRef):
            return ""
        node = f"kgs:{value.id}"
        if node not in found:
            found.add_node(
                node,
                label=xml_text(labels.of(world.statements[value.id])),
                iri=prefixes["kgs"] + value.id,
                **{"class": STATEMENT},
                fact=value.id in world.holding,
            )
        return node

    for fact in plain_facts(world):
        statement = fact.statement
        subject, object = thing(statement.subject), thing(statement.object)
        if object:
            attributes = _fact(fact, facts, vocabulary)
            found.add_edge(subject, object, f"kgs:{statement.id}", **_told(attributes))
        elif not isinstance(statement.object, EntityRef | StatementRef):
            known = found.nodes[subject].get(statement.predicate)
            texts = [known, statement.object.text] if known else [statement.object.text]
            if text := joined(texts):
                found.nodes[subject][statement.predicate] = text
    return found


def _entity(entity: Entity, home: str, hypothetical: bool) -> dict[str, str | bool]:
    return {
        "iri": home + entity.id,
        "class": entity.type,
        "aliases": joined(entity.aliases),
        "note": xml_text(entity.note),
        "hypothetical": hypothetical,
        "unnamed": entity.unnamed,
    }


def _fact(fact: Fact, facts: Facts, vocabulary: Vocabulary) -> dict[str, str | bool]:
    predicate = vocabulary.predicates[fact.statement.predicate]
    when, claims = fact.when, fact.claims
    passages = {evidence.passage for claim in claims for evidence in claim.evidence}
    return {
        "label": predicate.label,
        "predicate": predicate.curie,
        "claims": joined(f"kgc:{claim.id}" for claim in claims),
        "claimants": joined(facts.entities[claim.claimant].label for claim in claims),
        "documents": joined(facts.documents[id].title for id in fact.documents),
        "paragraphs": joined(
            f"{it.document} {it.paragraph}" for it in sorted(passages, key=_place)
        ),
        "reliability": fact.reliability,
        "credibility": fact.credibility,
        "when": when.text,
        "earliest": when.earliest,
        "latest": when.latest,
        "derived": fact.derived,
        "rules": joined(fact.rules),
    }


def _place(passage: Passage) -> tuple[str, int]:
    return passage.document, passage.paragraph


def _told(attributes: dict[str, str | bool]) -> dict[str, str | bool]:
    """Without those that are empty."""
    return {name: value for name, value in attributes.items() if value != ""}
