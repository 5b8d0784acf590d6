"""A built graph in Python: rows of a query, an rdflib Dataset, a networkx graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import ontology
from .names import KINDS
from .ontology import OWN
from .problems import BadValue, KgraphError, Report, cut, near
from .publish.output import recover
from .query.parameters import fill
from .query.run import Graph, open_graph, run
from .query.saved import saved_queries

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .explain.records import Explanation
    from .rdf.projection import Policy

_EDGES = """
SELECT ?s ?p ?o ?claim WHERE {
  ?statement kg:projected true ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  ?claim kg:statement ?statement .
  FILTER(isIRI(?o))
}
ORDER BY ?s ?p ?o ?claim
"""

_LABELS = "SELECT ?node ?label { ?node a kg:Entity ; rdfs:label ?label } ORDER BY ?node"


@dataclass(frozen=True, slots=True)
class BuiltGraph:
    """What ``kgraph build`` left in a folder; see :func:`kgraph.load`."""

    files: Graph

    def rows(self, query: str, timeout: float = 30.0) -> list[dict[str, str]]:
        """Rows of a SELECT query, by variable; unbound variables are left out.

        Values are lexical forms: an IRI or the text of a literal. Prefixes such as ``kg:``
        need no declaration.

        Raises:
            KgraphError: the query is at fault or was refused, or time or memory ran out.
        """
        report = Report()
        raw = run(self.files, query, "json", timeout, report)
        if raw is None:
            raise KgraphError(report.as_text())
        if not raw.startswith(b"{") or "results" not in (found := json.loads(raw)):
            raise KgraphError("rows are for SELECT queries")
        return [
            {name: term["value"] for name, term in binding.items()}
            for binding in found["results"]["bindings"]
        ]

    def ask(
        self,
        question: str,
        values: Mapping[str, str | date] | None = None,
        /,
        *,
        timeout: float = 30.0,
    ) -> list[dict[str, str]]:
        """Rows of a saved question, with values for its parameters by their names.

        Questions are those of the project that the output folder lies in; where it lies in none,
        those of the working folder.

        Raises:
            KgraphError: there is no such question or parameter, or as for :meth:`rows`.
        """
        report = Report()
        saved = saved_queries(report, self._ontology())
        if question not in saved:
            hint = near(question, saved, "'kgraph query --list' lists them")
            raise KgraphError(f"there is no saved question '{cut(question)}': {hint}")
        faults = [p.message for p in report if p.where.file == saved[question].source]
        if faults:
            raise KgraphError("; ".join(faults))
        given = {name: str(value) for name, value in (values or {}).items()}
        try:
            query = fill(saved[question], given, self.files, timeout)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None
        return self.rows(query, timeout)

    def explain(self, *what: str, paths: int = 3, policy: Policy | None = None) -> Explanation:
        """Why two things are linked, or what a statement rests on; as ``kgraph explain``.

        Two things by id, label or alias, with or without a predicate between them; or one
        statement, claim or derivation. ``paths`` bounds how many links are told of each kind; the
        policy widens or narrows what may be used.

        Raises:
            KgraphError: something named is not there, or the rules are at fault or ran out of
                time or memory.
        """
        from .explain.answer import explain
        from .explain.known import Known
        from .explain.question import read
        from .rdf.read import read as read_facts
        from .reason import rules

        report = Report()
        vocabulary = ontology.load(self._ontology())
        book = rules.load(vocabulary, report, self._ontology())
        if report.errors:
            raise KgraphError(report.as_text())
        base = self.files.prefixes["kgr"].removesuffix(KINDS["kgr"])
        known = Known(read_facts(self.files.nquads, vocabulary, base), vocabulary, book, policy)
        try:
            return explain(read(what, known), known, paths)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None

    def _ontology(self) -> Path:
        beside = self.files.ntriples.absolute().parent.parent / OWN
        return beside if beside.is_dir() else OWN

    def dataset(self) -> rdflib.Dataset:
        """All quads, in named graphs; rdflib's default graph is the union of them."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(self.files.nquads, format="nquads")
        for prefix, iri in self.files.prefixes.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def network(self) -> networkx.MultiDiGraph[str]:
        """Plain triples between things: an edge for each, the predicate's IRI as its key.

        Nodes are IRIs, with ``label`` where they are entities; edges carry ``claims``, the
        sorted IRIs of the claims behind them.
        """
        import networkx

        network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for row in self.rows(_LABELS):
            network.add_node(row["node"], label=row["label"])
        for row in self.rows(_EDGES):
            source, target, key = row["s"], row["o"], row["p"]
            if not network.has_edge(source, target, key):
                network.add_edge(source, target, key, claims=[])
            network.edges[source, target, key]["claims"].append(row["claim"])
        return network


def load(folder: Path) -> BuiltGraph:
    """Open an output folder."""
    recover(folder)
    return BuiltGraph(open_graph(folder))
