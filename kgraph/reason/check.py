"""What the clauses of a rule mean by the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import names
from ..ontology import MATTER, STATEMENT, Vocabulary
from ..problems import Location, Report, near
from .grammar import Atom, Clause, Difference, Iri, Term, Variable

CONTENT = "kg:content"
"""``kg:content(?statement, ?subject, predicate, ?object)``: what is said, true or not."""
DENIED = "kg:denied"
"""``kg:denied(?subject, predicate, ?object)``: the denial comes to hold; of what-if rules."""
SUPPOSABLE = ("kg:Withheld", "kg:PermissionWithheld")
"""Classes by which a supposition reaches the what-if rules."""
CONSEQUENCES = ("kg:losesSupport", "kg:makesDoWith", "kg:becomesExposedTo")
"""Predicates that what-if rules conclude, and may read."""

_WHERE = Location("", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Statements with a predicate, between terms, with at least these qualifiers."""

    predicate: str
    subject: Term
    object: Term
    qualifiers: tuple[tuple[str, Term], ...] = ()
    """By the CURIEs of the qualifiers, sorted."""
    positive: bool = True

    @property
    def terms(self) -> tuple[Term, ...]:
        return (self.subject, self.object, *(value for _, value in self.qualifiers))


@dataclass(frozen=True, slots=True)
class Membership:
    cls: str
    thing: Term


@dataclass(frozen=True, slots=True)
class Content:
    statement: Term
    subject: Term
    predicate: str
    object: Term


@dataclass(frozen=True, slots=True)
class Absent:
    """No statement with the predicate, whatever its time and qualifiers."""

    predicate: str
    subject: Term
    object: Term
    where: Location
    written: str


@dataclass(frozen=True, slots=True)
class CheckedClause:
    head: Pattern
    premises: tuple[Pattern, ...]
    memberships: tuple[Membership, ...] = ()
    contents: tuple[Content, ...] = ()
    absent: tuple[Absent, ...] = ()
    differences: tuple[Difference, ...] = ()

    @classmethod
    def of_one(cls, premise: str, conclusion: str) -> CheckedClause:
        """From one predicate to another, between the same things."""
        ends = Variable("x", _WHERE), Variable("y", _WHERE)
        return cls(Pattern(conclusion, *ends), (Pattern(premise, *ends),))

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(premise.predicate for premise in self.premises)

    @property
    def denies(self) -> tuple[str, ...]:
        return tuple(absent.predicate for absent in self.absent)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All but those of denials and differences: what they stand for has to be there."""
        found = [*self.head.terms]
        for premise in self.premises:
            found += premise.terms
        for content in self.contents:
            found += [content.statement, content.subject, content.object]
        found += [membership.thing for membership in self.memberships]
        return tuple(found)

    @property
    def variables(self) -> tuple[str, ...]:
        """Those that premises, classes and contents bind, in the order of their appearance."""
        found = [term for premise in self.premises for term in premise.terms]
        for content in self.contents:
            found += [content.statement, content.subject, content.object]
        found += [membership.thing for membership in self.memberships]
        return tuple(dict.fromkeys(term.name for term in found if isinstance(term, Variable)))


class Checker:
    """Faults of a clause go to the report; such a clause is dropped."""

    def __init__(self, vocabulary: Vocabulary, report: Report, *, what_if: bool) -> None:
        self.vocabulary, self.report, self.what_if = vocabulary, report, what_if
        self.prefixes = {**names.EXTERNAL, **vocabulary.namespaces}
        self.consequences = CONSEQUENCES if what_if else ()

    def clause(self, clause: Clause) -> CheckedClause | None:
        before = len(self.report.problems)
        head = self._head(clause.head)
        premises, memberships, contents, absent, differences = [], [], [], [], []
        for literal in clause.body:
            if isinstance(literal, Difference):
                differences.append(literal)
                continue
            match self._atom(literal):
                case Pattern() as premise:
                    premises.append(premise)
                case Membership() as membership:
                    memberships.append(membership)
                case Content() as content:
                    contents.append(content)
                case Absent() as denial:
                    absent.append(denial)
        if len(self.report.problems) > before or head is None:
            return None
        checked = CheckedClause(
            head,
            tuple(premises),
            tuple(memberships),
            tuple(contents),
            tuple(absent),
            tuple(differences),
        )
        if not premises and not self.what_if:
            what = "nothing in the body is a statement, so there is nothing to cite"
            self._refuse(clause.head.predicate, what, "a conclusion needs a premise")
        self._check_bound(checked)
        self._check_literals(checked)
        return checked if len(self.report.problems) == before else None

    def _check_bound(self, clause: CheckedClause) -> None:
        bound = set(clause.variables)
        others = [*clause.head.terms]
        for absent in clause.absent:
            others += [absent.subject, absent.object]
        for difference in clause.differences:
            others += [difference.one, difference.other]
        for term in others:
            if isinstance(term, Variable) and term.name not in bound:
                what = f"?{term.name} is not bound"
                help = "name it in an atom of the body that is not denied"
                self.report.add("rule-refused", term.where, what, help)
                bound.add(term.name)

    def _check_literals(self, clause: CheckedClause) -> None:
        """No literal may come to stand where a thing does."""
        literals = set(clause.variables)
        for premise in clause.premises:
            literals -= {t.name for t, thing in self._kinds(premise) if thing}
        for content in clause.contents:
            said = Pattern(content.predicate, content.subject, content.object)
            literals -= {t.name for t, thing in self._kinds(said) if thing}
            literals -= _named([content.statement])
        literals -= _named(membership.thing for membership in clause.memberships)
        for term, thing in self._kinds(clause.head):
            if thing and term.name in literals:
                help = f"{clause.head.predicate} has a thing there"
                what = f"?{term.name} stands for text, a number or a date"
                self.report.add("rule-refused", term.where, what, help)

    def _kinds(self, pattern: Pattern) -> Iterator[tuple[Variable, bool]]:
        """Variables of a pattern, and whether they stand for things there."""
        properties = {**self.vocabulary.predicates, **self.vocabulary.qualifiers}
        ends = (pattern.predicate, pattern.object)
        for name, term in (("", pattern.subject), ends, *pattern.qualifiers):
            if isinstance(term, Variable):
                range = properties[name].range if name in properties else MATTER
                yield term, range in self.vocabulary.classes or range in (STATEMENT, MATTER)

    def _head(self, atom: Atom) -> Pattern | None:
        curie = self._curie(atom.predicate)
        if self.what_if and curie == DENIED:
            if predicate := self._denied(atom):
                return Pattern(predicate, atom.terms[0], atom.terms[2], positive=False)
            return None
        if curie in self.vocabulary.classes:
            self._refuse(atom.predicate, f"{curie} is a class", "rules conclude statements")
            return None
        pattern = self._pattern(atom)
        for name, _ in pattern.qualifiers if pattern else ():
            if self.vocabulary.qualifiers[name].special:
                help = "a conclusion holds without restriction"
                self._refuse(atom.predicate, f"{name} restricts", help)
        return pattern

    def _denied(self, atom: Atom) -> str:
        if len(atom.terms) == 3 and isinstance(middle := atom.terms[1], Iri):
            return self._predicate(middle)
        help = f"write {DENIED}(?subject, predicate, ?object)"
        self._refuse(atom.predicate, "a denial has three terms", help)
        return ""

    def _atom(self, atom: Atom) -> Pattern | Membership | Content | Absent | None:
        curie = self._curie(atom.predicate)
        if len(atom.terms) == 1 and not atom.denied:
            return self._membership(curie, atom)
        if curie == CONTENT and not atom.denied:
            return self._content(atom)
        if not atom.denied:
            return self._pattern(atom)
        predicate = self._predicate(atom.predicate)
        if predicate and len(atom.terms) == 2:
            where, written = atom.predicate.where, f"~{atom.predicate.written}"
            return Absent(predicate, atom.terms[0], atom.terms[1], where, written)
        if predicate:
            self._refuse(atom.predicate, "what is denied has two terms")
        return None

    def _membership(self, curie: str, atom: Atom) -> Membership | None:
        if curie in self.vocabulary.classes or (self.what_if and curie in SUPPOSABLE):
            return Membership(curie, atom.terms[0])
        if curie in self.vocabulary.predicates:
            self._refuse(atom.predicate, f"{curie} is a predicate", "it has two terms")
        else:
            help = near(curie, self.vocabulary.classes, "classes are those of the ontology")
            self._unknown(atom.predicate, "class", help)
        return None

    def _content(self, atom: Atom) -> Content | None:
        if len(atom.terms) == 4 and isinstance(middle := atom.terms[2], Iri):
            predicate = self._predicate(middle)
            statement, subject, _, object = atom.terms
            return Content(statement, subject, predicate, object) if predicate else None
        help = f"write {CONTENT}(?statement, ?subject, predicate, ?object)"
        self._refuse(atom.predicate, "a content has four terms", help)
        return None

    def _pattern(self, atom: Atom) -> Pattern | None:
        predicate = self._predicate(atom.predicate)
        if not predicate:
            return None
        if len(atom.terms) < 2 or len(atom.terms) % 2:
            help = "it has a subject, an object, and pairs of a qualifier and its value"
            self._refuse(atom.predicate, f"{predicate} cannot have {len(atom.terms)} terms", help)
            return None
        subject, object, *rest = atom.terms
        pairs = list(zip(rest[::2], rest[1::2], strict=True))
        qualifiers = [(self._qualifier(name), value) for name, value in pairs]
        known = sorted(((n, v) for n, v in qualifiers if n), key=lambda pair: pair[0])
        return Pattern(predicate, subject, object, tuple(known))

    def _predicate(self, iri: Iri) -> str:
        curie = self._curie(iri)
        if curie in self.vocabulary.predicates or curie in self.consequences:
            return curie
        known = (*self.vocabulary.predicates, *self.consequences)
        if curie in self.vocabulary.qualifiers:
            help = "name it after subject and object, followed by its value"
            self._refuse(iri, f"{curie} is a qualifier", help)
        elif curie in self.vocabulary.classes:
            self._refuse(iri, f"{curie} is a class", "it has one term")
        else:
            self._unknown(iri, "predicate", near(curie, known, "see the reference of the ontology"))
        return ""

    def _qualifier(self, term: Term) -> str:
        if isinstance(term, Variable):
            help = "name the qualifier, then its value"
            self.report.add(
                "rule-refused", term.where, f"?{term.name} stands for a qualifier", help
            )
            return ""
        curie = self._curie(term)
        if curie not in self.vocabulary.qualifiers or curie == "kg:when":
            help = "time is not written in rules"
            if curie != "kg:when":
                help = near(curie, self.vocabulary.qualifiers, "see the reference of the ontology")
            self._unknown(term, "qualifier", help)
            return ""
        return curie

    def _curie(self, iri: Iri) -> str:
        return names.shorten(iri.iri, self.prefixes)

    def _unknown(self, iri: Iri, kind: str, help: str) -> None:
        self.report.add("rule-term", iri.where, f"there is no {kind} {self._curie(iri)} here", help)

    def _refuse(self, iri: Iri, what: str, help: str = "") -> None:
        self.report.add("rule-refused", iri.where, what, help)


def _named(terms: Iterable[Term]) -> set[str]:
    return {term.name for term in terms if isinstance(term, Variable)}
