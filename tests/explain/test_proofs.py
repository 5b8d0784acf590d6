"""Proofs hold: each step follows by its rule, in the end from claims alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kgraph.explain.grounds import Strength
from kgraph.explain.known import Known
from kgraph.explain.proofs import Proofs
from kgraph.explain.records import Explanation
from kgraph.explain.telling import Telling
from kgraph.model import EntityRef, Facts, Reference, Statement, Value
from kgraph.names import shorten
from kgraph.reason.check import CheckedClause, Pattern
from kgraph.reason.grammar import Term, Variable
from kgraph.reason.model import Derivation
from tests.cases import RULES, VOCABULARY
from tests.examples import examples
from tests.explain.world import ask, first_document, worlds

CALM = examples(12, suppress_health_check=[HealthCheck.too_slow])
"""Each example starts the engine anew."""


def tell_all(known: Known) -> dict[str, Explanation]:
    """Each derived fact and conditional conclusion by its proof alone."""
    found = {}
    for id in known.conclusions.statements:
        telling = Telling(known)
        proof = telling.proof(id)
        found[id] = Explanation("", derived=(proof,), steps=telling.steps)
    return found


def check(known: Known, told: Explanation) -> None:
    (proof,) = told.derived
    done: set[str] = set()

    def visit(id: str, above: frozenset[str]) -> None:
        assert id not in above, "a proof rests on its own conclusion"
        if id in done:
            return
        step = told.steps[id]
        if step.premises and (not step.claims or id == proof.statement):
            for premise in step.premises:
                visit(premise, above | {id})
            assert follows(known, step.rule.name, step.premises, id)  # type: ignore[union-attr]
        else:
            assert step.claims
            assert id in known.projection.documents or id in known.projection.conditional
            assert id in proof.claimed
        done.add(id)

    visit(proof.statement, frozenset())
    assert set(proof.claimed) <= done


def follows(known: Known, rule: str, premises: tuple[str, ...], conclusion: str) -> bool:
    """Whether some clause of the rule gives the conclusion from the premises, evaluated here."""
    statements = [known.statement(id) for id in premises]
    return any(
        _instance(known.facts, clause, statements, known.statement(conclusion))
        for clause in RULES[rule].clauses
    )


def _instance(
    facts: Facts, clause: CheckedClause, premises: list[Statement], conclusion: Statement
) -> bool:
    bound: dict[str, Value] = {}
    pairs = zip((clause.head, *clause.premises), (conclusion, *premises), strict=False)
    return (
        len(premises) == len(clause.premises)
        and all(_matches(pattern, statement, bound) for pattern, statement in pairs)
        and all(
            isinstance(thing := _value(m.thing, bound), EntityRef)
            and VOCABULARY.is_a(facts.entities[thing.id].type, m.cls)
            for m in clause.memberships
        )
        and all(_value(d.one, bound) != _value(d.other, bound) for d in clause.differences)
        and not clause.absent
        and not clause.contents
    )


def _matches(pattern: Pattern, statement: Statement, bound: dict[str, Value]) -> bool:
    if pattern.predicate != statement.predicate or pattern.positive != statement.positive:
        return False
    known = [*statement.qualifiers]
    values: list[Value] = [statement.subject, statement.object]
    for name, _ in pattern.qualifiers:
        values += [value for qualifier, value in known if qualifier == name][:1]
    return len(values) == len(pattern.terms) and all(
        _bind(term, value, bound) for term, value in zip(pattern.terms, values, strict=True)
    )


def _bind(term: Term, value: Value, bound: dict[str, Value]) -> bool:
    if isinstance(term, Variable):
        return bound.setdefault(term.name, value) == value
    return shorten(term.iri, VOCABULARY.namespaces).endswith(getattr(value, "id", ""))


def _value(term: Term, bound: dict[str, Value]) -> Value | Reference:
    assert isinstance(term, Variable)
    return bound[term.name]


def test_each_proof_of_the_first_document_holds() -> None:
    known = first_document()
    told = tell_all(known)
    assert len(told) > 50
    for explanation in told.values():
        check(known, explanation)


@CALM
@given(worlds())
def test_each_proof_of_generated_facts_holds(facts: Facts) -> None:
    known = Known(facts, VOCABULARY, RULES)
    for explanation in tell_all(known).values():
        check(known, explanation)


def derivable(known: Known, without: str) -> set[str]:
    """What still follows if a claimed statement falls, by all the instances of rules."""
    held = set(known.projection.documents) - {without}
    more = True
    while more:
        more = False
        for derivation in known.conclusions.derivations.values():
            if not derivation.conditions and held.issuperset(derivation.premises):
                more |= derivation.conclusion not in held
                held.add(derivation.conclusion)
    return held


def without_claims(facts: Facts, statement: str) -> Facts:
    claims = {id: claim for id, claim in facts.claims.items() if claim.statement != statement}
    return replace(facts, claims=claims)


def test_the_missile_no_longer_relies_on_whoever_owns_the_maps_without_a_necessary_premise() -> (
    None
):
    known = first_document()
    (proof, *_) = ask("storm-shadow-guidance", "united-states").derived
    assert len(proof.claimed) == 2
    for premise in proof.claimed:
        assert proof.statement not in derivable(known, premise)
        anew = Known(without_claims(known.facts, premise), VOCABULARY, RULES)
        assert proof.statement not in anew.conclusions.facts


@CALM
@given(worlds(), st.randoms(use_true_random=False))
def test_a_conclusion_falls_with_a_premise_that_all_proofs_need_and_only_then(
    facts: Facts, chance: object
) -> None:
    known = Known(facts, VOCABULARY, RULES)
    derived = sorted(known.conclusions.facts - set(known.projection.documents))
    if not derived:
        return
    id = chance.choice(derived)  # type: ignore[attr-defined]
    premise = chance.choice(Telling(known).proof(id).claimed)  # type: ignore[attr-defined]
    anew = Known(without_claims(facts, premise), VOCABULARY, RULES)
    assert (id in anew.conclusions.facts) == (id in derivable(known, premise))


# Which proof is the best


def derivation(conclusion: str, *premises: str) -> Derivation:
    return Derivation(f"{conclusion} from {premises}", "rule", conclusion, premises)


def by_conclusion(*derivations: Derivation) -> dict[str, list[Derivation]]:
    found: dict[str, list[Derivation]] = {}
    for derivation in derivations:
        found.setdefault(derivation.conclusion, []).append(derivation)
    return found


def choose(grades: dict[str, str], *derivations: Derivation) -> Proofs:
    def claimed(id: str) -> Strength | None:
        return Strength(grades[id], "1") if id in grades else None

    return Proofs(by_conclusion(*derivations), claimed)


def test_the_strongest_weakest_grade_comes_before_fewer_steps() -> None:
    short, first, then = derivation("x", "f"), derivation("y", "b"), derivation("x", "y")
    proofs = choose({"b": "B", "f": "F"}, short, first, then)
    assert proofs.best("x") == then
    assert choose({"b": "F", "f": "F"}, short, first, then).best("x") == short


def test_what_is_said_outright_comes_before_what_a_curator_inferred() -> None:
    grades = {"outright": Strength("F", "6"), "between": Strength("F", "6", inferred=1)}
    outright = derivation("x", "outright")
    assert (
        Proofs(by_conclusion(derivation("x", "between"), outright), grades.get).best("x")
        == outright
    )


def test_circles_prove_nothing() -> None:
    circle = [derivation("x", "y"), derivation("y", "x")]
    assert choose({}, *circle).best("x") is None
    way_in = derivation("y", "claimed")
    proofs = choose({"claimed": "A"}, *circle, way_in)
    assert (proofs.best("x"), proofs.best("y")) == (circle[0], way_in)


def test_another_proof_of_what_is_claimed_does_not_rest_on_that_claim() -> None:
    there, back = derivation("y", "x"), derivation("x", "y")
    assert choose({"x": "F"}, there, back).besides("x") is None
    other = derivation("x", "z")
    assert choose({"x": "F", "z": "F"}, there, back, other).besides("x") == other


STATEMENTS = "abcdefgh"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATEMENTS),
            st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=3),
        ),
        max_size=14,
    ),
    st.dictionaries(st.sampled_from(STATEMENTS), st.sampled_from("ABF"), max_size=4),
    st.permutations(STATEMENTS),
)
def test_each_best_proof_is_the_least_of_all_and_rests_on_claims(
    rules: list[tuple[str, list[str]]], grades: dict[str, str], order: list[str]
) -> None:
    found = [derivation(head, *body) for head, body in rules if head not in body]
    derivations = list({d.id: d for d in found}.values())
    proofs = choose(grades, *derivations)
    for id in order:
        proofs.best(id)

    def value(d: Derivation) -> tuple[Strength, str]:
        below = [s for p in d.premises if (s := proofs.strength(p))]
        steps = sum(s.steps for s in below) + 1
        return Strength(max(s.reliability for s in below), "1", 0, steps), d.id

    held = set(grades)
    for _ in STATEMENTS:
        held |= {d.conclusion for d in derivations if held.issuperset(d.premises)}
    for id in STATEMENTS:
        ways = [d for d in derivations if d.conclusion == id and held.issuperset(d.premises)]
        best = proofs.best(id)
        if id in grades or not ways:
            assert best is None
            assert (proofs.strength(id) is not None) == (id in grades)
        else:
            assert best == min(ways, key=value)
            assert proofs.strength(id) == value(best)[0]
            for premise in best.premises:  # so that following them comes to an end
                assert (proofs.strength(premise) or ()) < value(best)[0]


@pytest.mark.parametrize("shown", ["storm-shadow", "ukraine", "united-kingdom"])
def test_no_derived_fact_rests_on_what_is_no_fact(shown: str) -> None:
    explanation = ask(shown, "united-states", paths=20)
    roots = [*explanation.claimed, *explanation.derived]
    used = {id for proof in roots for id in proof.claimed}
    used |= {id for path in explanation.paths for id in path.statements}
    assert used
    for id in used:
        for citation in explanation.steps[id].claims:
            assert citation.modality == "asserted"
            assert citation.certainty == "certain"
            assert not citation.hearsay
            assert not citation.conditions
