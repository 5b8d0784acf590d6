"""Statements, claims and proofs of a book as entries of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...analyse.citation import Citation
from ...explain.records import Step
from ...explain.telling import Telling
from ...model import Claim, EntityRef, Statement, StatementRef, Value
from ...names import quantity_id, rule_id
from ...rdf.citation import STANCES, Party
from .book import Book
from .records import Cited, Entry, Standing, Word, Words

DEPTH = 2
"""How many statements within statements are spelt out."""
CLAIMS = 5
"""Claims that are cited of one statement on a page that is not its own."""

STEPS = 6
"""How far down a proof is told on one page; further down, each step's own page tells on."""


def link(path: str) -> str:
    """Address of the page of what lies there below the base."""
    return f"/id/{path}.html"


class Teller:
    """Tells of one page; what a page has told once, it refers to after that."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.facts, self.vocabulary, self.known = book.facts, book.vocabulary, book.known
        self.telling = Telling(book.known)

    # ---- words --------------------------------------------------------------------------------

    def entity(self, id: str) -> Word:
        return Word(self.facts.entities[id].label, link(f"entity/{id}"))

    def document(self, id: str) -> Word:
        return Word(self.facts.documents[id].title, link(f"document/{id}"))

    def value(self, value: Value, depth: int = DEPTH) -> Words:
        match value:
            case EntityRef(id):
                return (self.entity(id),)
            case StatementRef(id):
                href = link(f"statement/{id}")
                inner = self.statement(id, depth - 1) if depth else (Word("..."),)
                return (Word("[", href), *inner, Word("]", href))
        if hasattr(value, "unit"):
            return (Word(value.text, link(f"quantity/{quantity_id(value)}")),)
        return (Word(value.text),)

    def statement(self, id: str, depth: int = DEPTH) -> Words:
        said = self.book.statements[id]
        words = [*self.value(said.subject, depth), Word(" ")]
        if not said.positive:
            words += [Word("not", role="not"), Word(" ")]
        predicate = Word(self.vocabulary.label(said.predicate), role="predicate")
        words += [predicate, Word(" "), *self.value(said.object, depth)]
        return (*words, *self._qualifiers(said, depth))

    def _qualifiers(self, said: Statement, depth: int) -> Iterator[Word]:
        for number, (name, value) in enumerate(said.qualifiers):
            yield Word("; " if number else " (", role="quiet")
            yield Word(f"{self.vocabulary.label(name)}: ", role="quiet")
            yield from self.value(value, depth)
        if said.qualifiers:
            yield Word(")", role="quiet")

    # ---- claims -------------------------------------------------------------------------------

    def cited(self, claims: Iterable[Claim]) -> Iterator[Cited]:
        return map(self._cited, self.known.grounds.cite(claims))

    def _cited(self, citation: Citation) -> Cited:
        meanings = self.vocabulary.meanings
        who = list(self._party(citation.claimant))
        for relayed in citation.relays:
            who += [Word(f", {STANCES[relayed.stance]} "), *self._party(relayed.by)]
        places = ", ".join(dict.fromkeys(map(str, citation.places)))
        how = [citation.modality, citation.certainty]
        how += ["hearsay"] * citation.hearsay + ["inferred"] * citation.inferred
        how += [f"ranked {citation.rank}"] * (citation.rank != "normal")
        how += [f"if {condition}" for condition in citation.conditions]
        date = f"stated {citation.stated_on}" if citation.stated_on else ""
        if not date and citation.published:
            date = f"published {citation.published}"
        return Cited(
            link(f"claim/{citation.claim}"),
            tuple(who),
            (self.document(citation.document), Word(f" {places}" if places else "")),
            tuple(how),
            tuple(
                (grade, "; ".join(meanings[part] for part in grade if part in meanings))
                for grade in citation.grades
            ),
            date,
            citation.claim in self.known.projection.claims,
        )

    def _party(self, party: Party) -> Iterator[Word]:
        yield self.entity(party.id)
        if party.unnamed:
            yield Word(" (unnamed)", role="quiet")

    # ---- entries ------------------------------------------------------------------------------

    def standing(self, id: str) -> Standing:
        if self.known.is_claimed_fact(id):
            return "fact"
        if id in self.book.conclusions.facts:
            return "derived"
        if id in self.book.conclusions.statements or id in self.known.projection.conditional:
            return "conditional"
        return "no fact"

    def brief(self, id: str) -> Entry:
        """The statement alone."""
        return Entry(self.statement(id), link(f"statement/{id}"), self.standing(id))

    def claimed(self, id: str, claims: int = CLAIMS) -> Entry:
        """The statement with its claims, and why it is no fact, if it is none."""
        self.telling.claimed(id)
        return self._of_claims(self.telling.steps[id], claims)

    def _of_claims(self, step: Step, most: int) -> Entry:
        every = self.known.grounds.claims(step.statement)
        counting = {citation.claim for citation in step.claims}
        ordered = sorted(every, key=lambda claim: claim.id not in counting)
        denials = self.known.grounds.denials(self.book.statements[step.statement])
        return Entry(
            self.statement(step.statement),
            link(f"statement/{step.statement}"),
            self.standing(step.statement),
            tuple(self.cited(ordered[:most])),
            max(0, len(ordered) - most),
            why=tuple(dict.fromkeys(reason.text for reason in step.reasons)),
            denied=tuple(self.cited(denials[:most])),
        )

    def proved(self, id: str, derivation: str = "") -> Entry:
        """The statement with its best proof, or the one asked for, down to claims."""
        known = self.known
        if not (known.proofs.strength(id) or known.conditional_proofs.strength(id)):
            return self.brief(id)  # the rules are no longer those of the build
        self.telling.steps.clear()
        self.telling.proof(id, derivation)
        return self._proof(id, set(), STEPS)

    def _proof(self, id: str, told: set[str], steps: int) -> Entry:
        step = self.telling.steps[id]
        if not step.rule:
            return self._of_claims(step, CLAIMS)
        words, href, standing = self.statement(id), link(f"statement/{id}"), self.standing(id)
        if id in told or not steps:
            return Entry(words, href, standing, told=id in told, cut=id not in told)
        told.add(id)
        rule = Word(step.rule.title, link(f"evidence/{rule_id(step.rule.name)}"))
        also = f"; one of {step.proofs} proofs" if step.proofs > 1 else ""
        return Entry(
            words,
            href,
            standing,
            rule=(rule, Word(also, role="quiet")) if also else (rule,),
            premises=tuple(self._proof(premise, told, steps - 1) for premise in step.premises),
        )
