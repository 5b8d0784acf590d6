"""Turtle as the reference pages need it: in the order of the files, every name a CURIE."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph

from kgraph import names

_NAME = re.compile(r"(?<![\w:.-])[A-Za-z][\w-]*:[A-Za-z][\w-]*")
_NO_NAME = re.compile(r"""<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|\#[^\n]*""")


class Source:
    """Triples by subject and predicate; a literal is its text, a blank node begins with ``_:``."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.prefixes = dict(names.EXTERNAL)
        self._objects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for file in files:
            parser = pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
            triples = list(parser)
            self.prefixes |= parser.prefixes
            for triple in triples:
                self._objects[self._text(triple.subject)][self._text(triple.predicate)].append(
                    self._text(triple.object)
                )

    def _text(self, term: object) -> str:
        if isinstance(term, pyoxigraph.NamedNode):
            return names.shorten(term.value, self.prefixes)
        return term.value if isinstance(term, pyoxigraph.Literal) else str(term)

    def __iter__(self) -> Iterator[str]:
        return iter(self._objects)

    def predicates(self, subject: str) -> dict[str, list[str]]:
        return self._objects.get(subject, {})

    def all(self, subject: str, predicate: str) -> list[str]:
        return self.predicates(subject).get(predicate, [])

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        return next(iter(self.all(subject, predicate)), default)

    def subjects(self, predicate: str, object: str) -> list[str]:
        return [s for s, found in self._objects.items() if object in found.get(predicate, ())]

    def iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else curie

    def listed(self, head: str) -> list[str]:
        """Items of an RDF list."""
        items = []
        while head != "rdf:nil":
            items.append(self.one(head, "rdf:first"))
            head = self.one(head, "rdf:rest", "rdf:nil")
        return items

    def closure(self, subject: str) -> Iterator[str]:
        """Everything said of a node and of the blank nodes that it leads to."""
        for predicate, objects in self.predicates(subject).items():
            yield predicate
            for object in objects:
                yield object
                if object.startswith("_:"):
                    yield from self.closure(object)


def names_in(sparql: str) -> set[str]:
    """The CURIEs in a query, those in comments and strings aside."""
    return set(_NAME.findall(_NO_NAME.sub("", sparql)))
