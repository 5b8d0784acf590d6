"""What part of a graph is asked: as of a day, or plain triples alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..names import EXTERNAL, KINDS, Names
from ..problems import BadValue, cut, listed

if TYPE_CHECKING:
    import pyoxigraph as ox

DATASETS = ("all", "projected")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_PLAIN = """
SELECT DISTINCT ?g ?s ?p ?o {
  GRAPH ?g {
    { ?statement kg:projected true }
    UNION
    { ?derivation kg:concludes ?statement FILTER NOT EXISTS { ?derivation kg:condition ?if } }
    ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
    ?s ?p ?o
  }
}
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked; by default all that was built.

    Raises:
        BadValue: there is no such day or dataset.
    """

    as_of: str = ""
    """A day, in ISO 8601: facts known not to have held then are none."""
    dataset: str = "all"
    """``all``, or ``projected``: plain triples and what curators say of entities."""

    def __post_init__(self) -> None:
        if self.as_of:
            day(self.as_of, "a day")
        if self.dataset not in DATASETS:
            raise BadValue(
                f"there is no dataset '{cut(self.dataset)}'", f"expected {listed(DATASETS)}"
            )


def day(value: str, what: str) -> str:
    """The value, if it is a day of the calendar.

    Raises:
        BadValue: it is none.
    """
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise BadValue(
        f"{what} cannot be '{cut(value)}'", "expected a day of the calendar, such as 2024-11-05"
    )


def leave_out(store: ox.Store, as_of: str) -> None:
    """Take from the store what no longer, or not yet, held on the day.

    As with ``Policy.as_of``, a statement told of another time loses its plain triple, unless
    another statement still makes it, and the marks of what is projected; its claims remain. What
    rules concluded from it is gone. Entities keep their classes.
    """
    _Past(store).leave_out(as_of)


def plain_triples(store: ox.Store, prefixes: Mapping[str, str]) -> ox.Store:
    """A store with plain triples alone, in their graphs, and all that is said of entities.

    Quantities keep their numbers, and statements that facts are about keep their labels.
    """
    import pyoxigraph as ox

    base = prefixes["kgr"].removesuffix(KINDS["kgr"])
    entities = ox.NamedNode(Names(base, {}).entities_graph)
    label = _node("rdfs", "label")
    found = ox.Store()

    def add(quad: ox.Quad) -> None:
        found.add(quad)
        found.add(ox.Quad(quad.subject, quad.predicate, quad.object))

    for quad in store.quads_for_pattern(None, None, None, entities):
        add(quad)
    facts: Any = store.query(_PLAIN, prefixes=dict(prefixes))
    for g, s, p, o in facts:
        add(ox.Quad(s, p, o, g))
        for term in (s, o):
            if isinstance(term, ox.NamedNode) and term.value.startswith(prefixes["kgq"]):
                described = store.quads_for_pattern(term, None, None, g)
            elif isinstance(term, ox.NamedNode) and term.value.startswith(prefixes["kgs"]):
                described = store.quads_for_pattern(term, label, None, None)
            else:
                continue
            for quad in described:
                add(quad)
    return found


def _node(prefix: str, name: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(EXTERNAL[prefix] + name)


class _Past:
    """A store from which statements fall that did not hold on a day."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        names = "Statement concludes condition earliest latest premise projected projects statement"
        self.kg = {name: _node("kg", name) for name in names.split()}
        self.type = _node("rdf", "type")
        self.parts = tuple(_node("rdf", name) for name in ("subject", "predicate", "object"))

    def leave_out(self, as_of: str) -> None:
        past = set(self._told_of_another_time(as_of))
        for statement in past:
            self._remove(self.store.quads_for_pattern(statement, self.kg["projected"], None))
            self._remove(self.store.quads_for_pattern(None, self.kg["projects"], statement))
        todo = list(past)
        lost = set()
        while todo:
            statement = todo.pop()
            if parts := self._triple(statement):
                lost.add(parts)
            todo += self._drop_derivations(statement)
            if not self._has(None, "statement", statement):  # no claim: only rules told of it
                self._remove(self.store.quads_for_pattern(statement, None, None))
        for subject, predicate, object in lost:
            self._drop_plain(subject, predicate, object)

    def _told_of_another_time(self, as_of: str) -> Iterator[ox.NamedNode]:
        for name, excluded in (("earliest", as_of.__lt__), ("latest", as_of.__gt__)):
            for quad in self.store.quads_for_pattern(None, self.kg[name], None, _flat()):
                if excluded(quad.object.value) and self._is_statement(quad.subject):  # type: ignore[union-attr]
                    yield quad.subject  # type: ignore[misc]

    def _is_statement(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
        return any(self.store.quads_for_pattern(node, self.type, self.kg["Statement"], _flat()))

    def _has(self, subject: Any, name: str, object: Any, graph: Any = None) -> bool:
        return any(self.store.quads_for_pattern(subject, self.kg[name], object, graph))

    def _triple(self, statement: ox.NamedNode) -> tuple[Any, Any, Any] | None:
        found = [
            next((q.object for q in self.store.quads_for_pattern(statement, part, None)), None)
            for part in self.parts
        ]
        return None if None in found else (found[0], found[1], found[2])

    def _drop_derivations(self, statement: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Derivations of the statement and from it go; given are conclusions left with none."""
        for name in ("concludes", "premise"):
            for quad in list(self.store.quads_for_pattern(None, self.kg[name], statement)):
                about = list(self.store.quads_for_pattern(quad.subject, None, None))
                self._remove(about)
                for conclusion in {q.object for q in about if q.predicate == self.kg["concludes"]}:
                    if conclusion != statement and not self._has(None, "concludes", conclusion):
                        yield conclusion  # type: ignore[misc]

    def _drop_plain(self, subject: Any, predicate: Any, object: Any) -> None:
        """Each plain triple that no statement of its graph makes any more."""
        for quad in list(self.store.quads_for_pattern(subject, predicate, object)):
            if quad.graph_name != _flat() and not self._stands(quad):
                self.store.remove(quad)
        left = self.store.quads_for_pattern(subject, predicate, object)
        if all(quad.graph_name == _flat() for quad in left):
            self._remove(self.store.quads_for_pattern(subject, predicate, object))

    def _stands(self, plain: ox.Quad) -> bool:
        graph = plain.graph_name
        subject, predicate, object = self.parts
        for quad in self.store.quads_for_pattern(None, object, plain.object, graph):
            statement: Any = quad.subject
            others = ((subject, plain.subject), (predicate, plain.predicate))
            if all(any(self.store.quads_for_pattern(statement, *o, graph)) for o in others) and (
                self._has(statement, "projected", None, graph) or self._concluded(statement)
            ):
                return True
        return False

    def _concluded(self, statement: Any) -> bool:
        return any(
            not self._has(quad.subject, "condition", None)
            for quad in self.store.quads_for_pattern(None, self.kg["concludes"], statement)
        )

    def _remove(self, quads: Iterable[ox.Quad]) -> None:
        for quad in list(quads):
            self.store.remove(quad)


def _flat() -> ox.DefaultGraph:
    import pyoxigraph as ox

    return ox.DefaultGraph()
