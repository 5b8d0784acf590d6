"""Pages of documents, of the evidence in them, and of what evidence points with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Claim, Evidence, Passage
from ...names import evidence_id, selector_id
from ...rdf.citation import Place
from .entity import MOST
from .records import Entry, Page, Section, Word, Words
from .telling import Teller, link

CLAIMS = 500


def page(id: str, teller: Teller) -> Page:
    book, document = teller.book, teller.facts.documents[id]
    rows: list[tuple[str, Words]] = []
    if document.author:
        rows.append(("author", (teller.entity(document.author),)))
    reliability = document.reliability
    if reliability:
        meaning = teller.vocabulary.meanings.get(reliability, "")
        rows.append(("reliability of the source", (Word(f"{reliability}: {meaning}"),)))
    texts = {
        "kind": document.kind,
        "published": document.published.text if document.published else "",
        "curated on": document.curated_on,
        "curator's note": document.note,
        "SHA-256 of its text": document.sha256,
    }
    rows += [(name, (Word(text),)) for name, text in texts.items() if text]
    graph = f"graph/document/{id}"
    rows.append(("named graph", (Word(book.base + graph, link(graph)),)))
    path = f"document/{id}"
    return Page(
        path,
        "document",
        (Word(document.title),),
        iri=book.base + path,
        lead="Its text is not part of the graph: claims point to paragraphs of it.",
        rows=tuple(rows),
        sections=tuple(_claims(book.claims_by_document.get(id, ()), teller)),
    )


def _claims(claims: Iterable[Claim], teller: Teller) -> Iterator[Section]:
    """A section for each paragraph that claims were read out of."""
    places: dict[int, dict[str, None]] = {}
    for claim in claims:
        for evidence in claim.evidence:
            places.setdefault(evidence.passage.paragraph, {})[claim.id] = None
    left = CLAIMS
    for paragraph in sorted(places):
        ids = list(places[paragraph])
        shown = [teller.facts.claims[id] for id in ids[:left]]
        left -= len(shown)
        entries = tuple(_claim(claim, teller) for claim in shown)
        yield Section(f"Paragraph {paragraph}", entries, more=len(ids) - len(shown))


def _claim(claim: Claim, teller: Teller) -> Entry:
    return Entry(
        teller.statement(claim.statement),
        link(f"statement/{claim.statement}"),
        teller.standing(claim.statement),
        tuple(teller.cited((claim,))),
    )


def evidence_line(evidence: Evidence, teller: Teller) -> Words:
    passage = evidence.passage
    id = evidence_id(passage, evidence.credibility)
    place = Word(_place(passage), link(f"evidence/{id}"))
    words = Word(f" {_ends(passage)}", role="quiet")
    if not evidence.credibility:
        return teller.document(passage.document), Word(" "), place, words
    grade = Word(f"; credibility {_credibility(evidence, teller)}")
    return teller.document(passage.document), Word(" "), place, words, grade


def _place(passage: Passage) -> str:
    return str(Place(passage.paragraph, passage.to_paragraph))


def _ends(passage: Passage) -> str:
    """First and last words."""
    return passage.first + (f" … {passage.last}" if passage.last else "")


def _credibility(evidence: Evidence, teller: Teller) -> str:
    return f"{evidence.credibility}: {teller.vocabulary.meanings.get(evidence.credibility, '')}"


def evidence_page(id: str, teller: Teller) -> Page:
    evidence, claims = teller.book.evidence[id]
    rows = [*_passage(evidence.passage, teller)]
    if evidence.credibility:
        rows.append(("credibility of the information", (Word(_credibility(evidence, teller)),)))
    path = f"evidence/{id}"
    shown = tuple(_claim(claim, teller) for claim in claims[:MOST])
    return Page(
        path,
        "evidence",
        (teller.document(evidence.passage.document), Word(f" {_place(evidence.passage)}")),
        iri=teller.book.base + path,
        rows=tuple(rows),
        sections=(Section("Read out of it", shown, more=len(claims) - len(shown)),),
    )


def selector_page(id: str, teller: Teller) -> Page:
    passage = teller.book.selectors[id]
    path = f"evidence/{id}"
    return Page(
        path,
        "selector",
        (Word("Where a passage stands"),),
        iri=teller.book.base + path,
        rows=tuple(_passage(passage, teller)),
    )


def _passage(passage: Passage, teller: Teller) -> Iterator[tuple[str, Words]]:
    yield "document", (teller.document(passage.document),)
    yield "paragraph", (Word(_place(passage)),)
    yield "first and last words", (Word(_ends(passage)),)
    anchor = teller.facts.anchors.get((passage.document, passage.locator))
    if anchor:
        yield "characters", (Word(f"{anchor.start} to {anchor.end}, counted from 0"),)
        yield "SHA-256 of them", (Word(anchor.sha256),)
    selector = f"evidence/{selector_id(passage)}"
    yield "selector", (Word(teller.book.base + selector, link(selector)),)
