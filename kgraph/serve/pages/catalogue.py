"""The pages of one built graph, by their paths below the base."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ... import api
from ...names import rule_id
from ...problems import cut, near
from . import document, entity, other, statement
from .book import Book
from .records import Page, Section, Word
from .render import render
from .telling import Teller, link


class Catalogue:
    """Made once for a graph; each page is made when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            KgraphError: the graph or the project's ontology cannot be used.
        """
        self.book = Book(api.load(folder))
        report = json.loads((folder / "report.json").read_bytes())
        self.graphs: Mapping[str, Mapping[str, object]] = report["canonical"]["graphs"]
        self.digest: str = report["canonical"]["datasets"]["graph.nq"]["sha256"]
        self._rules = {rule_id(name): name for name in self.book.conclusions.rules}

    def html(self, path: str) -> str | None:
        """The page, or None where nothing has that path; the empty path is the contents."""
        page = self.page(path)
        return render(page) if page else None

    def page(self, path: str) -> Page | None:
        teller = Teller(self.book)
        if not path:
            return other.contents(teller)
        kind, _, id = path.partition("/")
        if kind == "graph":
            known = self.book.base + path in self.graphs
            return other.graph(id, teller, self.graphs) if known else None
        for ids, make in self._kinds.get(kind, ()):
            if id in ids:
                return make(id, teller)
        return None

    @property
    def _kinds(self) -> dict[str, tuple[tuple[Any, Callable[[str, Teller], Page]], ...]]:
        book, facts = self.book, self.book.facts

        def rule(id: str, teller: Teller) -> Page:
            return other.rule(self._rules[id], teller)

        return {
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
