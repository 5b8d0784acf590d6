"""Pages of entities: what is a fact of them, who says so, and what is said besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...model import Claim, EntityRef
from .records import Entry, Page, Section, Standing, Word, Words
from .telling import Teller

MOST = 200
"""Entries under one heading."""


def page(id: str, teller: Teller) -> Page:
    book, vocabulary = teller.book, teller.vocabulary
    entity = book.facts.entities[id]
    path = f"entity/{id}"
    scenario = id in teller.known.projection.scenarios
    rows: list[tuple[str, Words]] = []
    if entity.aliases:
        rows.append(("also called", _apart(Word(alias) for alias in sorted(entity.aliases))))
    if entity.matches:
        rows.append(("same as", _apart(map(_elsewhere, sorted(entity.matches)))))
    if entity.unnamed:
        rows.append(("name", (Word("not told by any source"),)))
    if entity.note:
        rows.append(("curator's note", (Word(entity.note),)))
    return Page(
        path,
        vocabulary.label(entity.type) + (", hypothetical" if scenario else ""),
        (Word(entity.label),),
        iri=book.base + path,
        lead="Nothing that is a fact tells of it: it occurs only in plans, predictions and the "
        "like."
        if scenario
        else "",
        rows=tuple(rows),
        sections=tuple(_sections(id, teller)),
        explorer=f"#focus={id}&select={id}&derived=1",
    )


def _elsewhere(iri: str) -> Word:
    """A link where it leads to a page, and does nothing else, as ``javascript:`` would."""
    return Word(iri, iri if iri.startswith(("http://", "https://")) else "")


def _apart(words: Iterator[Word]) -> Words:
    found: list[Word] = []
    for word in words:
        found += [Word(", "), word] if found else [word]
    return tuple(found)


def _sections(id: str, teller: Teller) -> Iterator[Section]:
    book = teller.book
    by_standing: dict[Standing, list[str]] = {}
    for statement in _ordered(id, teller):
        by_standing.setdefault(teller.standing(statement), []).append(statement)
    kinds: tuple[tuple[Standing, str, str, Callable[[str], Entry]], ...] = (
        ("fact", "Facts", "", teller.claimed),
        (
            "derived",
            "Derived facts",
            "Nobody claims these: rules conclude them from facts.",
            teller.proved,
        ),
        (
            "conditional",
            "Under a condition",
            "Not facts: they hold, or would follow, only if something else held.",
            lambda id: teller.claimed(id) if id in book.facts.statements else teller.proved(id),
        ),
        ("no fact", "Claimed, but no facts", "", teller.claimed),
    )
    for standing, title, note, tell in kinds:
        yield from _cut(title, by_standing.get(standing, ()), tell, note)
    for title, claims in (
        ("What it says", book.claims_by_claimant.get(id, ())),
        ("What it passes on", book.claims_by_relayer.get(id, ())),
    ):
        yield from _said(title, claims, teller)
    written = sorted(d.id for d in book.facts.documents.values() if d.author == id)
    if written:
        lines = tuple((teller.document(document),) for document in written[:MOST])
        yield Section("What it wrote", lines=lines, more=max(0, len(written) - MOST))


def _ordered(id: str, teller: Teller) -> list[str]:
    """What it is the subject of, then the rest, each by predicate."""
    statements = teller.book.statements

    def order(statement: str) -> tuple[bool, str, str]:
        said = statements[statement]
        return said.subject != EntityRef(id), teller.vocabulary.label(said.predicate), statement

    return sorted(teller.book.naming.get(id, ()), key=order)


def _said(title: str, claims: Sequence[Claim], teller: Teller) -> Iterator[Section]:
    statements = list(dict.fromkeys(claim.statement for claim in claims))
    yield from _cut(title, statements, teller.brief)


def _cut(
    title: str, statements: Sequence[str], tell: Callable[[str], Entry], note: str = ""
) -> Iterator[Section]:
    if statements:
        entries = tuple(map(tell, statements[:MOST]))
        yield Section(title, entries, note=note, more=max(0, len(statements) - MOST))
