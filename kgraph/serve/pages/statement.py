"""Pages of statements and of claims."""

from __future__ import annotations

from collections.abc import Iterator

from ...explain.records import fragment
from ...model import Claim
from .entity import MOST
from .records import Page, Section, Word, Words
from .telling import Teller, link

PROOFS = 5
_LEADS = {
    "fact": "A fact: at least one claim asserts it outright, and nothing speaks against taking it.",
    "derived": "A derived fact: nobody claims it outright, but a rule concludes it from facts.",
    "conditional": "No fact: it holds, or would follow, only under a condition.",
    "no fact": "Claimed, but no fact.",
}


def page(id: str, teller: Teller) -> Page:
    book = teller.book
    said, standing = book.statements[id], teller.standing(id)
    rows: list[tuple[str, Words]] = [
        ("subject", teller.value(said.subject)),
        ("predicate", (Word(teller.vocabulary.label(said.predicate)),)),
        ("object", teller.value(said.object)),
        *((teller.vocabulary.label(name), teller.value(v)) for name, v in said.qualifiers),
        ("polarity", (Word("positive" if said.positive else "negative: it denies"),)),
    ]
    path = f"statement/{id}"
    return Page(
        path,
        "statement",
        teller.statement(id),
        standing,
        book.base + path,
        _LEADS[standing],
        tuple(rows),
        tuple(_sections(id, teller)),
        fragment((id,)),
    )


def _sections(id: str, teller: Teller) -> Iterator[Section]:
    book = teller.book
    if id in book.facts.statements:
        entry = teller.claimed(id, MOST)
        yield Section("Who says so", cited=entry.cited, more=entry.more)
        if entry.why and entry.standing != "fact":
            yield Section("Why it is no fact", lines=tuple((Word(why),) for why in entry.why))
        if entry.denied:
            yield Section("Who denies it", cited=entry.denied)
    proofs = book.conclusions.proofs.get(id, ())
    if proofs:
        entries = tuple(teller.proved(id, derivation.id) for derivation in proofs[:PROOFS])
        more = max(0, len(proofs) - PROOFS)
        yield Section("How it is concluded", tuple(dict.fromkeys(entries)), more=more)
    used = book.derivations_by_premise.get(id, ())
    follow = dict.fromkeys(book.conclusions.derivations[d].conclusion for d in used)
    yield from brief("What follows from it", list(follow), teller)
    yield from brief("Said about it", book.naming.get(id, ()), teller)
    under = dict.fromkeys(claim.statement for claim in book.claims_on_condition.get(id, ()))
    yield from brief("Claimed on the condition that it holds", list(under), teller)


def brief(title: str, statements: list[str] | tuple[str, ...], teller: Teller) -> Iterator[Section]:
    if statements:
        entries = tuple(map(teller.brief, statements[:MOST]))
        yield Section(title, entries, more=max(0, len(statements) - MOST))


def claim_page(id: str, teller: Teller) -> Page:
    book = teller.book
    claim = book.facts.claims[id]
    path = f"claim/{id}"
    counts = id in teller.known.projection.claims
    return Page(
        path,
        "claim",
        teller.statement(claim.statement),
        iri=book.base + path,
        lead="A claim that makes its statement a fact."
        if counts
        else "A claim that does not make its statement a fact.",
        rows=tuple(_rows(claim, teller)),
        sections=tuple(_claim_sections(claim, teller)),
        explorer=fragment((claim.statement,)),
    )


def _rows(claim: Claim, teller: Teller) -> Iterator[tuple[str, Words]]:
    facts, meanings = teller.facts, teller.vocabulary.meanings
    yield "claimant", (teller.entity(claim.claimant),)
    for relay in claim.relays:
        yield "passed on by", (teller.entity(relay.relayer), Word(f" ({relay.stance})"))
    yield "origin", (teller.entity(claim.origin),)
    yield "document", (teller.document(claim.document),)
    yield "modality", (Word(claim.modality),)
    yield "certainty", (Word(claim.certainty),)
    for condition in claim.conditions:
        yield "condition", teller.statement(condition)
    if claim.hearsay:
        yield "hearsay", (Word("yes"),)
    if claim.stated_on:
        yield "stated on", (Word(claim.stated_on.text),)
    if claim.reliability:
        grade = f"{claim.reliability}: {meanings.get(claim.reliability, '')}"
        yield "reliability of the source", (Word(grade),)
    if claim.inferred:
        yield "inferred", (Word("yes: a curator read between the lines"),)
    if claim.rank != "normal":
        yield "rank", (Word(claim.rank),)
    for note in claim.notes:
        yield "curator's note", (Word(note),)
    curated_on = claim.curated_on or facts.documents[claim.document].curated_on
    if curated_on:
        yield "curated on", (Word(curated_on),)


def _claim_sections(claim: Claim, teller: Teller) -> Iterator[Section]:
    from .document import evidence_line

    if claim.evidence:
        lines = tuple(evidence_line(evidence, teller) for evidence in claim.evidence)
        yield Section("Where it stands", lines=lines)
    yield Section("Its statement", (teller.claimed(claim.statement),))
    claims = teller.facts.claims
    for title, ids in (("Contradicts", claim.contradicts), ("Supports", claim.supports)):
        if ids:
            yield Section(title, lines=tuple(_claim_line(claims[id], teller) for id in ids))


def _claim_line(claim: Claim, teller: Teller) -> Words:
    words = (teller.entity(claim.claimant), Word(": "), *teller.statement(claim.statement))
    return (*words, Word(" "), Word("(claim)", link(f"claim/{claim.id}")))
