"""The pages of one built graph, by their paths below the base."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import cached_property
from typing import TypeAlias

from ...names import rule_id
from ...problems import cut, near
from ...rdf.canonical import Digest
from . import document, entity, other, statement
from .book import Book
from .records import Page, Section, Word
from .render import render
from .telling import Teller, link

Maker: TypeAlias = Callable[[str, Teller], Page]


class Catalogue:
    """Made once for a graph; each page is made when it is asked for."""

    def __init__(self, book: Book, graphs: Mapping[str, Digest]) -> None:
        """``graphs`` are the named graphs, by IRI."""
        self.book, self.graphs = book, graphs
        self._rules = {rule_id(name): name for name in book.conclusions.rules}

    def html(self, path: str) -> str:
        """The page of a path that there is; the empty path is that of the contents."""
        return render(self.page(path))

    def __contains__(self, path: str) -> bool:
        return self._maker(path) is not None

    def page(self, path: str) -> Page:
        """
        Raises:
            KeyError: there is nothing of that path.
        """
        if not (make := self._maker(path)):
            raise KeyError(path)
        return make(path.partition("/")[2], Teller(self.book))

    def _maker(self, path: str) -> Maker | None:
        kind, _, id = path.partition("/")
        makers = (make for ids, make in self._kinds.get(kind, ()) if id in ids)
        return next(makers, None)

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[tuple[Container[str], Maker], ...]]:
        """By the first part of paths: sets of what may follow it, and what makes their pages."""
        book, facts = self.book, self.book.facts
        graphs = {iri.removeprefix(f"{book.base}graph/") for iri in self.graphs}

        def rule(id: str, teller: Teller) -> Page:
            return other.rule(self._rules[id], teller)

        def graph(name: str, teller: Teller) -> Page:
            return other.graph(name, teller, self.graphs)

        def contents(_: str, teller: Teller) -> Page:
            return other.contents(teller)

        return {
            "": ((("",), contents),),
            "graph": ((graphs, graph),),
            "entity": ((facts.entities, entity.page),),
            "statement": ((book.statements, statement.page),),
            "claim": ((facts.claims, statement.claim_page),),
            "document": ((facts.documents, document.page),),
            "quantity": ((book.quantities, other.quantity),),
            "evidence": (
                (book.evidence, document.evidence_page),
                (book.conclusions.derivations, other.derivation),
                (self._rules, rule),
                (book.selectors, document.selector_page),
                (book.relays, other.relay),
            ),
        }

    def missing(self, path: str) -> str:
        """The page for a path that nothing has, with what may have been meant."""
        lines = [(Word(self.book.base + near, link(near)),) for near in self.near(path)]
        sections = (Section("Did you mean", lines=tuple(lines)),) if lines else ()
        return render(
            Page(
                cut(path, 200),
                "not found",
                (Word("Nothing goes by this name"),),
                lead=f"There is no {cut(self.book.base + path, 200)} in this graph.",
                sections=sections,
            )
        )

    def near(self, path: str) -> list[str]:
        """Paths like this one; none for ids that are digests, which nobody misspells."""
        kind, _, id = path.rpartition("/")
        facts = self.book.facts
        pools = {"entity": facts.entities, "document": facts.documents}
        pools["graph/document"] = facts.documents
        found = []
        for pool in sorted(pools, key=lambda pool: pool != kind):
            hint = near(id.replace("_", "-").replace(" ", "-"), pools[pool])
            found += [f"{pool}/{name}" for name in hint.split("'")[1::2]]
            if found:
                break
        return found
