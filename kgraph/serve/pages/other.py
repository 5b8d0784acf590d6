"""Pages of derivations, rules, relays, quantities and named graphs; the list of all there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from ...names import rule_id
from ...problems import count
from ...rdf.canonical import Digest
from .records import Page, Section, Word, Words
from .statement import brief
from .telling import Teller, link

LISTED = 2000
"""Entities in the list of all."""


def derivation(id: str, teller: Teller) -> Page:
    book = teller.book
    found = book.conclusions.derivations[id]
    rule = book.conclusions.rules[found.rule]
    rows: list[tuple[str, Words]] = [
        ("rule", (Word(rule.title, link(f"evidence/{rule_id(rule.name)}")),)),
        ("it reads", (Word(rule.reading),)),
        *((("condition"), teller.statement(condition)) for condition in found.conditions),
        *(("origin", (teller.entity(origin),)) for origin in found.origins),
    ]
    for name, grade in (("reliability", found.reliability), ("credibility", found.credibility)):
        if grade:
            meaning = teller.vocabulary.meanings.get(grade, "")
            rows.append((f"weakest {name}", (Word(f"{grade}: {meaning}"),)))
    path = f"evidence/{id}"
    return Page(
        path,
        "derivation",
        teller.statement(found.conclusion),
        teller.standing(found.conclusion),
        book.base + path,
        "One instance of a rule: the conclusion follows if the premises hold.",
        tuple(rows),
        (
            *brief("Premises", found.premises, teller),
            Section("The whole proof", (teller.proved(found.conclusion, id),)),
        ),
        f"#path={','.join((*found.premises, found.conclusion))}",
    )


def rule(name: str, teller: Teller) -> Page:
    book = teller.book
    found = book.conclusions.rules[name]
    path = f"evidence/{rule_id(name)}"
    derivations = book.derivations_by_rule.get(name, [])
    conclusions = dict.fromkeys(book.conclusions.derivations[d].conclusion for d in derivations)
    return Page(
        path,
        "rule",
        (Word(found.title),),
        iri=book.base + path,
        lead=found.reading,
        sections=tuple(brief("What it concludes", list(conclusions), teller)),
    )


def relay(id: str, teller: Teller) -> Page:
    found, position = teller.book.relays[id]
    path = f"evidence/{id}"
    rows = (
        ("relayer", (teller.entity(found.relayer),)),
        ("stance", (Word(found.stance),)),
        ("position", (Word(f"{position}, counted from the claimant"),)),
    )
    title = (Word("Passed on by "), teller.entity(found.relayer))
    return Page(path, "relay", title, iri=teller.book.base + path, rows=rows)


def quantity(id: str, teller: Teller) -> Page:
    found, statements = teller.book.quantities[id]
    path = f"quantity/{id}"
    texts = {"as written": found.text, "value": found.value, "unit (UCUM)": found.unit}
    texts["precision"] = found.precision
    return Page(
        path,
        "quantity",
        (Word(found.text),),
        iri=teller.book.base + path,
        rows=tuple((name, (Word(text),)) for name, text in texts.items()),
        sections=tuple(brief("Told by", statements, teller)),
    )


def graph(name: str, teller: Teller, digests: Mapping[str, Digest]) -> Page:
    """``entities``, ``derived``, or ``document/`` and an id."""
    book, path = teller.book, f"graph/{name}"
    iri = book.base + path
    digest = digests[iri]
    rows: list[tuple[str, Words]] = [
        ("triples", (Word(f"{digest.quads:,}"),)),
        ("SHA-256 of its sorted N-Triples", (Word(digest.sha256),)),
    ]
    kind, _, document = name.partition("/")
    sections: tuple[Section, ...] = ()
    title: Words
    if document:
        rows.insert(0, ("document", (teller.document(document),)))
        title = (Word("Graph of "), teller.document(document))
        lead = "The claims of one document, with their statements and the facts among them."
    elif kind == "derived":
        title, lead = (Word("Derived facts"),), "What rules conclude, and their derivations."
        facts = sorted(book.conclusions.facts)
        sections = tuple(brief("Derived facts", facts, teller))
    else:
        title, lead = (Word("Entities"),), "What curators decide of things: class, label, aliases."
        sections = (Section("All things", lines=((Word("Browse them", "/id/"),),)),)
    return Page(path, "named graph", title, "", iri, lead, tuple(rows), sections)


def contents(teller: Teller) -> Page:
    """Where one starts reading: documents, and entities by class."""
    facts, vocabulary = teller.facts, teller.vocabulary
    by_class: dict[str, list[str]] = defaultdict(list)
    for entity in islice(facts.entities.values(), LISTED):
        by_class[entity.type].append(entity.id)
    sections = [_listed("Documents", [teller.document(id) for id in facts.documents])]
    for type in sorted(by_class, key=vocabulary.label):
        words = [teller.entity(id) for id in by_class[type]]
        sections.append(_listed(vocabulary.label(type), words))
    told = (
        count(len(facts.documents), "document"),
        count(len(facts.entities), "entity", "entities"),
        count(len(facts.claims), "claim"),
    )
    left = len(facts.entities) - LISTED
    lead = ", ".join(told) + (f"; {left:,} entities are not listed here" if left > 0 else "")
    return Page("", "contents", (Word("All that is here"),), lead=lead, sections=tuple(sections))


def _listed(title: str, words: list[Word]) -> Section:
    ordered = sorted(words, key=lambda word: (word.text.casefold(), word.href))
    lines = tuple((word,) for word in ordered[:LISTED])
    return Section(title, lines=lines, more=len(ordered) - len(lines))
