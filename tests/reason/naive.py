"""Rules evaluated the slow way, straight from what they mean: to hold the engine against.

Nothing of the engine's encoding is used: statements are tried one by one for each premise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from kgraph import names
from kgraph.model import EntityRef, Facts, Statement, StatementRef, Value
from kgraph.ontology import Vocabulary
from kgraph.rdf.projection import Projection
from kgraph.reason.check import CheckedClause, Pattern
from kgraph.reason.grammar import Term, Variable
from kgraph.reason.rules import Rules
from kgraph.reason.times import WHEN, as_edtf, overlap, spans_of

Bindings = dict[str, Value]
Conditions = frozenset[str]
Proof = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Rule, conclusion, premises, conditions."""


@dataclass
class Naive:
    facts: Facts
    projection: Projection
    vocabulary: Vocabulary
    rules: Rules
    derived: dict[str, Statement] = field(default_factory=dict)
    proofs: set[Proof] = field(default_factory=set)
    holds: dict[str, set[Conditions]] = field(default_factory=dict)
    """Least sets of conditions under which a statement that is no fact holds."""

    def run(self) -> set[Proof]:
        for id, claims in self.projection.conditional.items():
            self.holds[id] = {frozenset(self.facts.claims[c].conditions) for c in claims}
        self._repeat(conditional=False)
        self._repeat(conditional=True)
        return {
            proof
            for proof in self.proofs
            if not proof[3] or frozenset(proof[3]) in self.holds.get(proof[1], ())
        }

    def _repeat(self, *, conditional: bool) -> None:
        before = None
        while before != (before := self._state()):
            for name, rule in self.rules.items():
                if not rule.what_if and (rule.conditional or not conditional):
                    for clause in rule.clauses:
                        self._clause(name, clause, conditional)

    def _state(self) -> object:
        return len(self.proofs), {id: frozenset(sets) for id, sets in self.holds.items()}

    def _facts(self) -> dict[str, Statement]:
        claimed = {id: self.facts.statements[id] for id in self.projection.documents}
        return {**self.derived, **claimed}

    def _candidates(self, conditional: bool) -> list[tuple[Statement, Conditions]]:
        found = [(statement, frozenset[str]()) for statement in self._facts().values()]
        if conditional:
            known = {**self.facts.statements, **self.derived, **self.concluded}
            found += [(known[id], some) for id, sets in self.holds.items() for some in sets]
        return found

    concluded: dict[str, Statement] = field(default_factory=dict)

    def _clause(self, rule: str, clause: CheckedClause, conditional: bool) -> None:
        candidates = self._candidates(conditional)
        for premises in product(
            *([(s, c) for s, c in candidates if self._fits(p, s)] for p in clause.premises)
        ):
            conditions = frozenset[str]().union(*(some for _, some in premises))
            if bool(conditions) != conditional:
                continue
            statements = [statement for statement, _ in premises]
            for bindings in self._match(clause, statements):
                self._conclude(rule, clause, statements, bindings, conditions)

    def _fits(self, pattern: Pattern, statement: Statement) -> bool:
        """A derived statement is seen only with exactly the qualifiers that it was given."""
        if statement.predicate != pattern.predicate or not statement.positive:
            return False
        own = {name for name, _ in statement.qualifiers if name != WHEN}
        wanted = {name for name, _ in pattern.qualifiers}
        if self._is_claimed(statement.id):
            return wanted <= own
        return wanted == own

    def _is_claimed(self, id: str) -> bool:
        return id in self.projection.documents or id in self.projection.conditional

    def _match(self, clause: CheckedClause, statements: list[Statement]) -> Iterator[Bindings]:
        options: list[Bindings] = [{}]
        for pattern, statement in zip(clause.premises, statements, strict=True):
            options = [
                more
                for bindings in options
                for values in product(
                    [statement.subject],
                    [statement.object],
                    *(
                        [v for name, v in statement.qualifiers if name == wanted]
                        for wanted, _ in pattern.qualifiers
                    ),
                )
                if (more := self._bind(bindings, pattern.terms, values)) is not None
            ]
        for content in clause.contents:
            options = [
                more
                for bindings in options
                for said in self.facts.statements.values()
                if said.predicate == content.predicate and said.positive
                for terms in [(content.statement, content.subject, content.object)]
                for values in [(StatementRef(said.id), said.subject, said.object)]
                if (more := self._bind(bindings, terms, values)) is not None
            ]
        for bindings in options:
            if self._allowed(clause, bindings):
                yield bindings

    def _bind(
        self, bindings: Bindings, terms: tuple[Term, ...], values: tuple[Value, ...]
    ) -> Bindings | None:
        found = dict(bindings)
        for term, value in zip(terms, values, strict=True):
            assert isinstance(term, Variable), "the packaged rules name no things"
            if found.setdefault(term.name, value) != value:
                return None
        return found

    def _allowed(self, clause: CheckedClause, bindings: Bindings) -> bool:
        def value(term: Term) -> Value:
            assert isinstance(term, Variable)
            return bindings[term.name]

        for membership in clause.memberships:
            thing = value(membership.thing)
            if not isinstance(thing, EntityRef) or thing.id in self.projection.scenarios:
                return False
            if not self.vocabulary.is_a(self.facts.entities[thing.id].type, membership.cls):
                return False
        for absent in clause.absent:
            ends = value(absent.subject), value(absent.object)
            for fact in self._facts().values():
                if fact.predicate == absent.predicate and (fact.subject, fact.object) == ends:
                    return False
        return all(value(d.one) != value(d.other) for d in clause.differences)

    def _conclude(
        self,
        rule: str,
        clause: CheckedClause,
        statements: list[Statement],
        bindings: Bindings,
        conditions: Conditions,
    ) -> None:
        for spans in product(*map(spans_of, statements)):
            span = overlap(list(spans))
            if span.first <= span.last:
                statement = self._statement(clause.head, bindings, as_edtf(span))
                self._prove(rule, statement, statements, conditions)

    def _prove(
        self, rule: str, statement: Statement, statements: list[Statement], conditions: Conditions
    ) -> None:
        premises = tuple(s.id for s in statements)
        if statement.id in premises:
            return
        if not conditions:
            self.derived.setdefault(statement.id, statement)
        elif statement.id in self._facts():
            return
        else:
            self.concluded[statement.id] = statement
            known = self.holds.setdefault(statement.id, set())
            if not any(fewer <= conditions for fewer in known):
                known -= {more for more in known if conditions < more}
                known.add(conditions)
        self.proofs.add((rule, statement.id, premises, tuple(sorted(conditions))))

    def _statement(self, head: Pattern, bindings: Bindings, when: Value | None) -> Statement:
        subject, object, *values = (
            bindings[term.name] for term in head.terms if isinstance(term, Variable)
        )
        said = [(name, v) for (name, _), v in zip(head.qualifiers, values, strict=True)]
        said += [(WHEN, when)] if when else []
        said.sort(key=lambda pair: (pair[0], names.value_key(pair[1])))
        iri = self.vocabulary.iri
        assert isinstance(subject, EntityRef | StatementRef)
        id = names.statement_id(
            subject, iri(head.predicate), object, True, [(iri(n), v) for n, v in said]
        )
        return Statement(id, subject, head.predicate, object, True, tuple(said))


def proofs(
    facts: Facts, projection: Projection, vocabulary: Vocabulary, rules: Rules
) -> Mapping[str, object] | set[Proof]:
    return Naive(facts, projection, vocabulary, rules).run()
