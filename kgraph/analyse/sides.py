"""Who is on one side, as far as projected statements tell."""

from __future__ import annotations

from collections import defaultdict

from ..model import EntityRef, Facts, Reference
from ..ontology import Vocabulary
from ..rdf.projection import Projection


class Sides:
    """Follows the predicates that join sides from whoever serves to whom it serves."""

    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.above: dict[str, set[str]] = defaultdict(set)
        self.known: dict[str, set[str]] = {}
        for id in projection.documents:
            statement = facts.statements[id]
            subject, object = statement.subject, statement.object
            joins = statement.predicate in vocabulary.exclusions.joins_sides
            if joins and isinstance(subject, EntityRef) and isinstance(object, EntityRef):
                self.above[subject.id].add(object.id)

    def same(self, first: Reference, second: Reference) -> bool:
        """Whether one serves the other, at whatever remove, or both serve a third."""
        return not self._reached(first.id).isdisjoint(self._reached(second.id))

    def _reached(self, id: str) -> set[str]:
        if id in self.known:
            return self.known[id]
        found, todo = {id}, [id]
        while todo:
            new = self.above.get(todo.pop(), set()) - found
            found |= new
            todo += new
        self.known[id] = found
        return found
