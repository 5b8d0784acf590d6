"""What is asked: about two entities, about what one does to the other, or about a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import EntityRef, StatementRef, Value
from ..names import Names
from ..problems import BadValue, cut, listed, near
from ..rdf.labels import Labels
from ..things import called, find, folded
from .known import Known


@dataclass(frozen=True, slots=True)
class Question:
    """Ids of what is asked about."""

    words: str
    ends: tuple[str, ...] = ()
    """The two entities, or the first where the other end is a text or number."""
    predicate: str = ""
    statements: tuple[str, ...] = ()
    derivation: str = ""
    """The proof asked about, where it was one."""


def read(words: Sequence[str], known: Known) -> Question:
    """``A B``, ``A PREDICATE B``, or one statement, claim or derivation.

    Raises:
        BadValue: something named is not there.
    """
    reader = _Reader(known)
    if len(words) == 1:
        return reader.one(words[0])
    if len(words) == 2:
        return reader.two(words[0], words[1])
    return reader.three(words[0], words[1], words[2])


class _Reader:
    def __init__(self, known: Known) -> None:
        self.facts, self.vocabulary = known.facts, known.vocabulary
        self.conclusions = known.conclusions
        self.prefixes = Names(known.facts.base, self.vocabulary.domains).prefixes
        self.labels = Labels(known.facts, known.vocabulary, in_full=True)
        self.home = self.prefixes["kgr"]
        self.entities = called(self._names(), self.home)

    def _names(self) -> Iterator[tuple[str, str]]:
        for entity in self.facts.entities.values():
            for name in (entity.label, *entity.aliases):
                yield self.home + entity.id, name

    def entity(self, value: str) -> str:
        iri = find(value, "entity", self.home, self.prefixes, self.entities)
        return iri.removeprefix(self.home)

    def label(self, entity: str) -> str:
        return self.facts.entities[entity].label

    def one(self, value: str) -> Question:
        id = self._local(value)
        derivation = ""
        if id in self.conclusions.derivations:
            derivation, id = id, self.conclusions.derivations[id].conclusion
        elif id in self.facts.claims:
            id = self.facts.claims[id].statement
        found = self.facts.statements.get(id) or self.conclusions.statements.get(id)
        if found is None:
            ids = (*self.facts.statements, *self.conclusions.statements, *self.facts.claims)
            hint = "give a statement, a claim or a derivation by its id, or two entities"
            if folded(value) in self.entities:
                hint = "that is an entity: give another one to be linked with it"
            raise BadValue(f"the graph has no statement '{cut(value)}'", near(id, ids, hint))
        return Question(self.labels.of(found), (), "", (id,), derivation)

    def _local(self, value: str) -> str:
        """The id at the end of a CURIE or IRI."""
        iri = value.removeprefix("<").removesuffix(">")
        for prefix in ("kgs", "kgc", "kge"):
            iri = iri.removeprefix(self.prefixes[prefix]).removeprefix(f"{prefix}:")
        return iri

    def two(self, first: str, second: str) -> Question:
        ends = self.entity(first), self.entity(second)
        if ends[0] == ends[1]:
            raise BadValue(f"'{cut(first)}' and '{cut(second)}' are the same", "give two entities")
        return Question(f"{self.label(ends[0])} and {self.label(ends[1])}", ends)

    def three(self, first: str, predicate: str, second: str) -> Question:
        subject, curie = self.entity(first), self._predicate(predicate)
        said = [
            statement
            for statements in (self.facts.statements, self.conclusions.statements)
            for statement in statements.values()
            if statement.predicate == curie and statement.subject == EntityRef(subject)
        ]
        other = ""
        texts = {folded(text) for s in said if (text := _text(s.object))}
        if folded(second) not in texts:
            other = self._object(second, texts)
        ids = {s.id for s in said if _is(s.object, other, second)}
        name = self.label(other) if other else second
        words = f"{self.label(subject)} {self.vocabulary.label(curie)} {name}"
        ends = (subject, other) if other else (subject,)
        return Question(words, ends, curie, tuple(sorted(ids)))

    def _object(self, value: str, texts: set[str]) -> str:
        try:
            return self.entity(value)
        except BadValue as error:
            raise BadValue(str(error), near(folded(value), texts, error.help)) from None

    def _predicate(self, value: str) -> str:
        predicates = self.vocabulary.predicates
        by_iri = {term.iri: curie for curie, term in predicates.items()}
        if (iri := value.removeprefix("<").removesuffix(">")) in by_iri:
            return by_iri[iri]
        found = self.vocabulary.find("predicate", value)
        found = found or [
            c for c, term in predicates.items() if folded(term.label) == folded(value)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadValue(f"'{cut(value)}' may be any of {len(found)}", f"choose {listed(found)}")
        names = (*self.vocabulary.local_names("predicate"), *(t.label for t in predicates.values()))
        raise BadValue(
            f"there is no predicate '{cut(value)}'", near(value, names, "give one of the ontology")
        )


def _text(value: Value) -> str:
    return "" if isinstance(value, EntityRef | StatementRef) else value.text


def _is(value: Value, entity: str, text: str) -> bool:
    if entity:
        return value == EntityRef(entity)
    return folded(_text(value)) == folded(text)
