"""Facts and what follows from them, as the text of named graphs."""

from __future__ import annotations

from .. import names
from ..model import Facts
from ..ontology import Vocabulary
from ..problems import Location
from ..rdf.labels import Labels
from ..rdf.nquads import GraphText, quoted
from ..rdf.projection import Projection
from ..rdf.quads import Writer, quads
from .model import Conclusions, Derivation, RuleText


def graphs(
    facts: Facts, projection: Projection, conclusions: Conclusions, vocabulary: Vocabulary
) -> dict[str, list[str]]:
    """N-Quads text by the IRI of the graph, as :func:`kgraph.rdf.quads.quads` gives it, with the
    graph of what is derived."""
    writer = _DerivedWriter(facts, projection, vocabulary)
    text = GraphText(writer.names.derived_graph, writer.terms)
    said, in_full = writer.labels, Labels(facts, vocabulary, in_full=True)
    for statement in conclusions.statements.values():
        # what no claim says has all its words in its label; what one says, the same as there
        writer.labels = said if statement.id in facts.statements else in_full
        writer.statement(statement, text)
        if statement.id in conclusions.facts:
            writer.plain_triple(statement, text)
    for derivation in conclusions.derivations.values():
        writer.derivation(derivation, text)
    for name in sorted({derivation.rule for derivation in conclusions.derivations.values()}):
        writer.rule(conclusions.rules[name], text)
    found = quads(facts, projection, vocabulary)
    return {**found, writer.names.derived_graph: text.pieces} if text.pieces else found


class _DerivedWriter(Writer):
    def derivation(self, derivation: Derivation, graph: GraphText) -> None:
        p, end, tails, kgs = self.properties, graph.end, graph.tails, self.kgs
        node = f"{self.kge}{derivation.id}>"
        graph.write(
            f"{node}{tails['rdf:type', 'kg:Derivation']}"
            f"{node}{p['kg:rule']}{self.kge}{names.rule_id(derivation.rule)}>{end}"
            f"{node}{p['kg:concludes']}{kgs}{derivation.conclusion}>{end}"
        )
        for premise in derivation.premises:
            graph.write(f"{node}{p['kg:premise']}{kgs}{premise}>{end}")
        for condition in derivation.conditions:
            graph.write(f"{node}{p['kg:condition']}{kgs}{condition}>{end}")
        for origin in derivation.origins:
            graph.write(f"{node}{p['kg:origin']}{self.kgr}{origin}>{end}")
        for axis in ("reliability", "credibility"):
            if grade := getattr(derivation, axis):
                graph.write(node + tails[f"kg:{axis}", f"kg:{axis}-{grade}"])

    def rule(self, rule: RuleText, graph: GraphText) -> None:
        node, p, end = f"{self.kge}{names.rule_id(rule.name)}>", self.properties, graph.end
        graph.write(
            f"{node}{graph.tails['rdf:type', 'kg:Rule']}"
            f"{node}{p['rdfs:label']}{quoted(rule.title)}{end}"
            f"{node}{p['skos:definition']}{quoted(rule.reading)}{end}"
        )


def places_of_derived(
    conclusions: Conclusions, known: dict[str, Location], base: str
) -> dict[str, Location]:
    """Where derived statements and their derivations come from: the place of a claimed premise.

    ``known`` holds the places of what is claimed, by IRI.
    """
    prefixes = names.Names(base, {}).prefixes
    found = dict(known)
    todo = list(conclusions.derivations.values())
    while todo:
        later = []
        for derivation in todo:
            premises = (found.get(prefixes["kgs"] + id) for id in derivation.premises)
            if where := next(filter(None, premises), None):
                found[prefixes["kge"] + derivation.id] = where
                found.setdefault(prefixes["kgs"] + derivation.conclusion, where)
            else:
                later.append(derivation)
        if len(later) == len(todo):
            break
        todo = later
    return found
