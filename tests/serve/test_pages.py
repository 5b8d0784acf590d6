"""Pages of things: each one there is, what it tells, and that text on it is only ever text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kgraph import ontology
from kgraph.explain.grounds import Grounds
from kgraph.explain.known import Known
from kgraph.problems import Report
from kgraph.rdf.canonical import Digest
from kgraph.reason import rules
from kgraph.serve.pages.book import Book
from kgraph.serve.pages.catalogue import Catalogue
from kgraph.serve.pages.process import catalogued
from kgraph.serve.pages.records import Entry, Page, Words
from tests.views import concluded, sample


@pytest.fixture(scope="module")
def catalogue(built: Path) -> Catalogue:
    return catalogued(built)[0]


@pytest.fixture(scope="module")
def hostile() -> Catalogue:
    facts = sample.hostile()
    vocabulary = ontology.load()
    known = Known(facts, vocabulary, rules.load(vocabulary, Report()))
    known.conclusions, known.projection = concluded.hostile(), sample.projection(facts)
    known.grounds = Grounds(facts, known.projection, vocabulary)
    graphs = {f"{facts.base}graph/{name}": Digest(1, "0" * 64) for name in ("entities", "derived")}
    return Catalogue(Book(known), graphs)


def paths(catalogue: Catalogue) -> Iterator[str]:
    """Of everything that the graph speaks of."""
    book, facts = catalogue.book, catalogue.book.facts
    yield ""
    for kind, ids in (
        ("entity", facts.entities),
        ("statement", book.statements),
        ("claim", facts.claims),
        ("document", facts.documents),
        ("quantity", book.quantities),
        ("evidence", book.evidence),
        ("evidence", book.selectors),
        ("evidence", book.relays),
        ("evidence", book.conclusions.derivations),
    ):
        for id in ids:
            yield f"{kind}/{id}"
    for iri in catalogue.graphs:
        yield iri.removeprefix(facts.base)


def text(words: Words) -> str:
    return "".join(word.text for word in words)


def entries(page: Page, title: str) -> tuple[Entry, ...]:
    (found,) = (section.entries for section in page.sections if section.title == title)
    return found


def test_an_entity_is_told_by_its_facts_and_who_says_so(catalogue: Catalogue) -> None:
    page = catalogue.page("entity/storm-shadow")
    assert (text(page.title), page.kind) == ("Storm Shadow", "weapon type")
    assert ("also called", "Storm Shadow missile") in [(n, text(v)) for n, v in page.rows]
    fact = entries(page, "Facts")[0]
    assert (
        text(fact.words) == "Storm Shadow depends on function of guidance systems of Storm Shadow"
    )
    (cited,) = fact.cited
    assert text(cited.who) == (
        "speaker quoted on Storm Shadow (unnamed), endorsed by author of the analysis (unnamed)"
    )
    assert text(cited.where).endswith(" ¶13")
    assert cited.grades[0][0] == "F6"
    assert "Cannot be judged" in cited.grades[0][1]
    assert page.explorer == "#focus=storm-shadow&select=storm-shadow&derived=1"


def test_what_follows_is_told_with_its_proof_down_to_claims(catalogue: Catalogue) -> None:
    page = catalogue.page("entity/storm-shadow")
    derived = entries(page, "Derived facts")
    assert derived
    for entry in derived:
        assert entry.standing == "derived"
        assert entry.rule
        assert not entry.cited
        assert all(step.cited or step.rule or step.told for step in entry.premises)


def test_what_is_no_fact_is_told_with_the_reason(catalogue: Catalogue) -> None:
    book = catalogue.book
    for id, reasons in book.known.projection.reasons.items():
        if id not in book.conclusions.statements and id not in book.known.projection.conditional:
            page = catalogue.page(f"statement/{id}")
            assert page.standing == "no fact"
            why = [
                line[0].text for s in page.sections if s.title.startswith("Why") for line in s.lines
            ]
            assert why == list(dict.fromkeys(reason.text for reason in reasons))


def test_every_statement_has_the_standing_that_the_graph_gives_it(catalogue: Catalogue) -> None:
    book = catalogue.book
    found = {id: catalogue.page(f"statement/{id}").standing for id in book.statements}
    facts = set(book.known.projection.documents)
    assert {id for id, standing in found.items() if standing == "fact"} == facts
    derived = book.conclusions.facts - facts
    assert {id for id, standing in found.items() if standing == "derived"} == derived


def test_each_link_leads_to_a_page(catalogue: Catalogue) -> None:
    there = set(paths(catalogue))
    rules = {f"evidence/rule-{name}" for name in catalogue.book.conclusions.rules}
    for path in there:
        html = catalogue.html(path)
        for href in re.findall(r'href="/id/([^"]*)"', html):
            assert re.sub(r"\.(html|ttl|jsonld)$", "", href) in there | rules, (path, href)


def test_a_document_tells_its_claims_by_paragraph(catalogue: Catalogue) -> None:
    page = catalogue.page("document/kursk-analysis")
    told = {cited.href for s in page.sections for entry in s.entries for cited in entry.cited}
    assert len(told) == len(catalogue.book.facts.claims)
    numbers = [int(section.title.split()[1]) for section in page.sections]
    assert numbers == sorted(numbers)


def test_what_is_not_there_has_no_page(catalogue: Catalogue) -> None:
    assert "entity/storm-shadow" in catalogue
    for path in ("entity/storm", "entity", "storm-shadow", "claim/storm-shadow", "graph", "x/y/z"):
        assert path not in catalogue
        with pytest.raises(KeyError):
            catalogue.page(path)


class _Elements(HTMLParser):
    """Names of the elements and attributes, and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        self.links |= {value or "" for name, value in attrs if name == "href"}


def elements(html: str) -> _Elements:
    parser = _Elements()
    parser.feed(html)
    return parser


ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "body",
    "nav",
    "a",
    "main",
    "header",
    "p",
    "h1",
    "h2",
    "section",
    "dl",
    "div",
    "dt",
    "dd",
    "ul",
    "ol",
    "li",
    "span",
    "bdi",
    "abbr",
    "code",
    "details",
    "summary",
}
ATTRIBUTES = {"lang", "charset", "name", "content", "rel", "href", "type", "class", "title", "dir"}


def test_hostile_text_is_text(hostile: Catalogue) -> None:
    for path in paths(hostile):
        found = elements(hostile.html(path))
        odd = {name for name in found.names - ELEMENTS - ATTRIBUTES if name[:5] != "aria-"}
        assert not odd
        assert not {link for link in found.links if not re.match(r"/|https?://|data:,$", link)}
    documents = hostile.page("").sections[0]
    assert [text(line) for line in documents.lines] == [sample.HOSTILE]
