"""A built graph in Python: records, rows, frames, an rdflib Dataset, a networkx graph.

The ``graph`` of the examples is that of the project's own seeds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import ontology
from .names import KINDS
from .ontology import OWN
from .problems import BadValue, KgraphError, Report, cut, near
from .publish.output import check_as_built, recover
from .query.parameters import fill
from .query.run import Graph, open_graph, run
from .query.saved import saved_queries
from .query.scope import Scope

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .explain.records import Explanation
    from .impact.model import Impact
    from .impact.world import World
    from .model import Facts
    from .ontology import Vocabulary
    from .query.frame import Library
    from .rdf.projection import Policy, Projection
    from .reason.rules import Rules


@dataclass(frozen=True)
class BuiltGraph:
    """What ``kgraph build`` left in a folder; see :func:`kgraph.load`."""

    files: Graph

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """That of the project that the output folder lies in; where it lies in none, that of the
        working folder.

        >>> graph.vocabulary.label("con:dependsOnData")
        'depends on data'

        Raises:
            KgraphError: the ontology cannot be used.
        """
        own = self.ontology_folder()
        return ontology.load(own if any(own.glob("*.ttl")) else ontology.packaged())

    @cached_property
    def facts(self) -> Facts:
        """The records that the graph was built from: entities, statements, claims, documents.

        Places in seed files and names of document files are not among them.

        >>> graph.facts.entities["storm-shadow"].label
        'Storm Shadow'

        Raises:
            KgraphError: the graph was changed since it was built, or built with another
                vocabulary than the one in force.
        """
        from .rdf.read import read

        check_as_built(self.files.nquads)
        base = self.files.prefixes["kgr"].removesuffix(KINDS["kgr"])
        return read(self.files.nquads, self.vocabulary, base)

    @cached_property
    def projection(self) -> Projection:
        """Which statements are facts by the policy of builds, and why the others are not.

        >>> statement = min(graph.projection.documents)
        >>> graph.projection.documents[statement]
        ('kursk-analysis',)
        """
        from .rdf.projection import project

        return project(self.facts, self.vocabulary)

    def rows(
        self,
        query: str,
        timeout: float = 30.0,
        *,
        as_of: str | date = "",
        dataset: str = "all",
    ) -> list[dict[str, str]]:
        """Rows of a SELECT query, by variable; unbound variables are left out.

        With ``as_of``, what is known not to have held on that day is no fact; of the dataset
        ``projected``, facts are plain triples, and there is nothing but these and entities.

        Values are lexical forms: an IRI or the text of a literal. Prefixes such as ``kg:``
        need no declaration.

        >>> graph.rows("SELECT ?data { kgr:storm-shadow-guidance con:dependsOnData ?data }")
        [{'data': 'https://w3id.org/kgraph/id/entity/elevation-maps'}]

        Raises:
            KgraphError: the query is at fault or was refused, or time or memory ran out.
        """
        return [
            {name: term["value"] for name, term in binding.items()}
            for binding in self._select(query, timeout, as_of, dataset)["results"]["bindings"]
        ]

    def frame(
        self,
        query: str,
        library: Library = "pandas",
        timeout: float = 30.0,
        *,
        as_of: str | date = "",
        dataset: str = "all",
    ) -> Any:
        """Rows of a SELECT query, as :meth:`rows` finds them, as a pandas or polars ``DataFrame``.

        A column of integers, decimals, floats, booleans or dates has their type, and may have gaps;
        all others are text. The query of a saved question is had by :meth:`question`.

        >>> areas = graph.frame("SELECT ?area { ?q schema:value ?area ; schema:unitCode 'km2' }")
        >>> areas["area"].max()
        Decimal('700')

        Raises:
            KgraphError: the library is not installed, or as for :meth:`rows`.
        """
        from .query.frame import columns, frame

        return frame(columns(self._select(query, timeout, as_of, dataset)), library)

    def _select(
        self, query: str, timeout: float, as_of: str | date, dataset: str
    ) -> dict[str, Any]:
        """SPARQL JSON results."""
        report = Report()
        try:
            scope = Scope(str(as_of), dataset)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None
        raw = run(self.files, query, "json", timeout, report, scope=scope)
        if raw is None:
            raise KgraphError(report.as_text())
        if not raw.startswith(b"{") or "results" not in (found := json.loads(raw)):
            raise KgraphError("rows are for SELECT queries")
        return dict(found)

    def ask(
        self,
        question: str,
        values: Mapping[str, str | date] | None = None,
        /,
        *,
        timeout: float = 30.0,
        as_of: str | date = "",
        dataset: str = "all",
    ) -> list[dict[str, str]]:
        """Rows of a saved question, with values for its parameters by their names.

        >>> [row["on"] for row in graph.ask("depends-on", {"thing": "storm-shadow-guidance"})]
        ['elevation maps owned by the United States']

        Raises:
            KgraphError: as for :meth:`question` and :meth:`rows`.
        """
        query = self.question(question, values, timeout=timeout)
        return self.rows(query, timeout, as_of=as_of, dataset=dataset)

    def question(
        self,
        name: str,
        values: Mapping[str, str | date] | None = None,
        /,
        *,
        timeout: float = 30.0,
    ) -> str:
        """The query of a saved question, with values for its parameters put in.

        Questions are those of the project that the output folder lies in; where it lies in none,
        those of the working folder.

        >>> graph.frame(graph.question("depends-on", {"thing": "storm-shadow"}))["on"].tolist()
        ['guidance systems of Storm Shadow']

        Raises:
            KgraphError: there is no such question or parameter, or time or memory ran out while
                things were looked up.
        """
        report = Report()
        saved = saved_queries(report, self.ontology_folder())
        if name not in saved:
            hint = near(name, saved, "'kgraph query --list' lists them")
            raise KgraphError(f"there is no saved question '{cut(name)}': {hint}")
        faults = [p.message for p in report if p.where.file == saved[name].source]
        if faults:
            raise KgraphError("; ".join(faults))
        given = {name: str(value) for name, value in (values or {}).items()}
        try:
            return fill(saved[name], given, self.files, timeout)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None

    def explain(self, *what: str, paths: int = 3, policy: Policy | None = None) -> Explanation:
        """Why two things are linked, or what a statement rests on; as ``kgraph explain``.

        Two things by id, label or alias, with or without a predicate between them; or one
        statement, claim or derivation. ``paths`` bounds how many links are told of each kind; the
        policy widens or narrows what may be used.

        >>> found = graph.explain("storm-shadow", "united-states")
        >>> found.steps[found.derived[0].statement].text
        'Storm Shadow relies on United States'

        Raises:
            KgraphError: something named is not there, or the rules are at fault or ran out of
                time or memory.
        """
        from .explain.answer import explain
        from .explain.known import Known
        from .explain.question import read

        known = Known(self.facts, self.vocabulary, self.rules, policy)
        try:
            return explain(read(what, known), known, paths)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None

    def ontology_folder(self) -> Path:
        beside = self.files.ntriples.absolute().parent.parent / OWN
        return beside if beside.is_dir() else OWN

    def dataset(self) -> rdflib.Dataset:
        """All triples in rdflib, which is quick as its store is Oxigraph.

        The default graph holds each triple once, as for :meth:`rows`; the named graphs hold them
        document by document. Its queries are not bounded, nor kept from asking other servers; its
        plain text bears ``xsd:string``, so compare texts and not literals.

        >>> dataset = graph.dataset()
        >>> missile = rdflib.URIRef("https://w3id.org/kgraph/id/entity/storm-shadow")
        >>> str(dataset.value(missile, rdflib.RDFS.label))
        'Storm Shadow'
        """
        from .query.dataset import dataset

        return dataset(self.files)

    def network(self) -> networkx.MultiDiGraph[str]:
        """Plain triples between things in networkx: an edge for each, the predicate's IRI its key.

        Nodes are IRIs of entities, and of statements that others are about. They have ``label``
        and ``type``, the IRI of their class; edges have ``label``, ``claims``, the sorted IRIs of
        the claims that make them facts, and ``citations``, which tell who says so and where.

        >>> network = graph.network()
        >>> guidance, maps = (
        ...     f"https://w3id.org/kgraph/id/entity/{id}"
        ...     for id in ("storm-shadow-guidance", "elevation-maps")
        ... )
        >>> for edge in network.get_edge_data(guidance, maps).values():
        ...     for citation in edge["citations"]:
        ...         print(edge["label"], citation.claimant, citation.paragraphs)
        depends on data speaker quoted on Storm Shadow (13,)

        Raises:
            KgraphError: as for :attr:`facts`.
        """
        from .analyse.network import network

        return network(self.facts, self.vocabulary, self.projection)

    @cached_property
    def rules(self) -> Rules:
        """The rules in force, those for suppositions included; a fault is a KgraphError."""
        from .reason import rules

        report = Report()
        found = rules.load(self.vocabulary, report, self.ontology_folder())
        if report.errors:
            raise KgraphError(report.as_text())
        return found

    @cached_property
    def world(self) -> World:
        """Facts, projection, and what the rules conclude."""
        from .impact.world import world

        return world(self.facts, self.vocabulary, self.rules, self.projection)

    def impact(
        self,
        without: Iterable[str] = (),
        without_permission: Iterable[str] = (),
        without_source: Iterable[str] = (),
    ) -> Impact:
        """What would be otherwise, as ``kgraph impact`` tells it; saved questions are not asked.

        >>> found = graph.impact(without=["elevation-maps"])
        >>> [affected.entity.label for affected in found.supposition.affected]
        ['Storm Shadow', 'guidance systems of Storm Shadow', 'Ukraine']

        Raises:
            KgraphError: a name fits nothing, or several things; or time or memory ran out.
        """
        from .impact.run import impact
        from .impact.sources import Finder

        finder = Finder(self.facts, self.vocabulary)
        try:
            supposed = finder.without(without, without_permission, without_source)
        except BadValue as error:
            raise KgraphError(f"{error}: {error.help}") from None
        return impact(self.world, supposed, self.vocabulary, self.rules)


def load(folder: Path) -> BuiltGraph:
    """Open an output folder."""
    recover(folder)
    return BuiltGraph(open_graph(folder))
