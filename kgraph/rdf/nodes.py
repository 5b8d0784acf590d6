"""The N-Quads of a build, read back subject by subject.

Lines are split by hand: they are of our own writing, and a parser would make a term object of
each of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..model import EntityRef, Reference, StatementRef
from ..names import Names
from ..problems import cut


class NotOurs(ValueError):
    """Something that no build writes, or not with the vocabulary in force."""


class Node(dict[str, list[str]]):
    """What is said of one subject: terms as they stand in the file, by CURIE of the predicate."""

    def one(self, predicate: str) -> str:
        """The only term; the statements of two documents may give it twice."""
        terms = self.get(predicate)
        if terms is None:
            raise NotOurs(f"it has no {predicate}")
        if len(terms) > 1 and len(set(terms)) > 1:
            raise NotOurs(f"it has more than one {predicate}")
        return terms[0]

    def all(self, predicate: str) -> list[str]:
        return self.get(predicate, [])


class Known(dict[str, str]):
    """What terms mean; one that means nothing here is a fault."""

    def __init__(self, what: str, meanings: Mapping[str, str]) -> None:
        super().__init__(meanings)
        self.what = what

    def __missing__(self, term: str) -> str:
        raise NotOurs(f"{cut(term)} is no {self.what}")


class Ids(dict[str, str]):
    """Ids by IRI of things of one kind: all that were asked for."""

    def __init__(self, what: str, home: str) -> None:
        super().__init__()
        self.what, self.head = what, f"<{home}"

    def __missing__(self, term: str) -> str:
        if not term.startswith(self.head):
            raise NotOurs(f"{cut(term)} is no {self.what}")
        self[term] = id = term[len(self.head) : -1]
        return id


class References(dict[str, Reference]):
    """Entities and statements by IRI, as values refer to them."""

    def __init__(self, entity: Ids, statement: Ids) -> None:
        super().__init__()
        self.entity, self.statement = entity, statement

    def __missing__(self, term: str) -> Reference:
        of_statement = term.startswith(self.statement.head)
        found = StatementRef(self.statement[term]) if of_statement else EntityRef(self.entity[term])
        self[term] = found
        return found


def nodes(
    lines: Iterable[str], names: Names, curie: Callable[[str], str]
) -> Iterator[tuple[str, Node]]:
    """The subjects in the order of the file, each once, with what the seeds have them say.

    Left out are plain triples about entities, and all that rules conclude. The plain triples
    about a statement stand in its node.

    Raises:
        NotOurs: the lines are not sorted, or no quads of the graphs that a build writes.
    """
    graphs, predicates = _Graphs(names), _Predicates(curie)
    entity = f"<{names.prefixes['kgr']}"
    current, wanted, node = "", "", Node()
    for line in lines:
        try:
            subject, predicate, rest = line.split(" ", 2)
            object, graph, _ = rest.rsplit(" ", 2)
        except ValueError:
            raise NotOurs(f"'{cut(line.strip())}' is no quad") from None
        if subject != current:
            if subject < current:
                raise NotOurs("its lines are not sorted")
            if node:
                yield current, node
            current, node = subject, Node()
            wanted = ENTITIES if subject.startswith(entity) else DOCUMENT
        found = graphs[graph]
        if found != wanted:
            if found == ENTITIES:
                raise NotOurs(f"{cut(subject)} is no entity, and stands among them")
            continue
        predicate = predicates[predicate]
        if predicate in node:
            node[predicate].append(object)
        else:
            node[predicate] = [object]
    if node:
        yield current, node


ENTITIES, DOCUMENT, DERIVED = "entities", "document", "derived"


class _Graphs(dict[str, str]):
    """What each named graph is for."""

    def __init__(self, names: Names) -> None:
        own = {names.entities_graph: ENTITIES, names.derived_graph: DERIVED}
        super().__init__((f"<{iri}>", kind) for iri, kind in own.items())
        self.documents = f"<{names.document_graph('')}"

    def __missing__(self, term: str) -> str:
        if not term.startswith(self.documents):
            raise NotOurs(f"the graph {cut(term)} is none that a build writes")
        self[term] = DOCUMENT
        return DOCUMENT


class _Predicates(dict[str, str]):
    """CURIEs by IRI as it stands in a line."""

    def __init__(self, curie: Callable[[str], str]) -> None:
        super().__init__()
        self.curie = curie

    def __missing__(self, term: str) -> str:
        self[term] = curie = self.curie(term[1:-1])
        return curie
