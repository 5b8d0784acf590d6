"""Which triples a property path goes through, from one end to the other."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from .paths import Choice, Other, Path, Repeated, Sequence, Step

if TYPE_CHECKING:
    import pyoxigraph as ox

Triple: TypeAlias = tuple[Any, Any, Any]
"""Subject, predicate and object, as the engine's terms."""


Place: TypeAlias = tuple[Any, int]
"""A node, and how far along the path it is."""

Tree: TypeAlias = dict[Place, tuple[Place, Triple | None] | None]
"""By place: where it was reached from, and by which triple."""


class Steps:
    """Shortest ways along one path; of several, the same every time."""

    def __init__(self, path: Path, store: ox.Store, terms: dict[str, Any]) -> None:
        self.store, self.terms = store, terms
        self.edges: dict[int, list[tuple[Step | Other | None, int]]] = {}
        """From state to state; None goes nowhere in the graph."""
        self.states = 0
        self.first, self.last = self._state(), self._state()
        self._build(path, self.first, self.last)
        self.trees: dict[Any, Tree] = {}

    def between(self, start: Any, end: Any) -> list[Triple] | None:
        """Triples in the order of the path; None if it does not lead there."""
        if start not in self.trees:
            self.trees[start] = self._tree(start)
        tree, at = self.trees[start], (end, self.last)
        if at not in tree:
            return None
        found = []
        while before := tree[at]:
            at, triple = before
            if triple:
                found.append(triple)
        return found[::-1]

    def _state(self) -> int:
        self.states += 1
        self.edges[self.states] = []
        return self.states

    def _build(self, path: Path, start: int, end: int) -> None:
        """Edges that lead along the path from one state to the other (Thompson's automaton)."""
        match path:
            case Step() | Other():
                self.edges[start].append((path, end))
            case Sequence(parts):
                states = [start, *(self._state() for _ in parts[1:]), end]
                for part, (here, there) in zip(parts, pairwise(states), strict=True):
                    self._build(part, here, there)
            case Choice(parts):
                for part in parts:
                    self._build(part, start, end)
            case Repeated(part, least, many):
                inside, done = self._state(), self._state()
                self.edges[start].append((None, inside))
                self._build(part, inside, done)
                self.edges[done].append((None, end))
                if many:
                    self.edges[done].append((None, inside))
                if not least:
                    self.edges[start].append((None, end))

    def _tree(self, start: Any) -> Tree:
        """How each place is reached with the fewest triples."""
        tree: Tree = {(start, self.first): None}
        level = [(start, self.first)]
        while level:
            self._close(level, tree)
            following = []
            for at in level:
                for edge, state in self.edges[at[1]]:
                    for reached, triple in self._from(at[0], edge) if edge else ():
                        if (reached, state) not in tree:
                            tree[reached, state] = (at, triple)
                            following.append((reached, state))
            level = following
        return tree

    def _close(self, level: list[Place], tree: Tree) -> None:
        """Add the places that no triple leads to from these."""
        for at in level:  # grows
            for edge, state in self.edges[at[1]]:
                if edge is None and (at[0], state) not in tree:
                    tree[at[0], state] = (at, None)
                    level.append((at[0], state))

    def _from(self, node: Any, edge: Step | Other) -> list[tuple[Any, Triple]]:
        """Nodes that one triple leads to, sorted."""
        predicate = self.terms[edge.predicate] if isinstance(edge, Step) else None
        if edge.backwards:
            quads = self.store.quads_for_pattern(None, predicate, node, self.graph)
        elif isinstance(node, self.literal):
            return []
        else:
            quads = self.store.quads_for_pattern(node, predicate, None, self.graph)
        triples = [(quad.subject, quad.predicate, quad.object) for quad in quads]
        if isinstance(edge, Other):
            none_of = {self.terms[name] for name in edge.predicates}
            triples = [triple for triple in triples if triple[1] not in none_of]
        return sorted(((t[0 if edge.backwards else 2], t) for t in triples), key=str)

    @cached_property
    def graph(self) -> ox.DefaultGraph:
        import pyoxigraph

        return pyoxigraph.DefaultGraph()

    @cached_property
    def literal(self) -> type:
        import pyoxigraph

        return pyoxigraph.Literal
