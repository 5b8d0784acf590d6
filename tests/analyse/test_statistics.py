"""Counts add up."""

from __future__ import annotations

from kgraph.analyse.statistics import statistics
from kgraph.rdf.projection import project
from tests.cases import CASES, VOCABULARY, facts_of


def test_counts_of_each_case_add_up() -> None:
    for case in CASES:
        facts = facts_of(case / "seeds")
        found = statistics(facts, project(facts, VOCABULARY), VOCABULARY)
        for heading in ("modality", "certainty", "claimant", "predicate"):
            assert sum(found[f"claims by {heading}"].values()) == len(facts.claims)
        assert sum(found["entities by class"].values()) == len(facts.entities)


def test_the_largest_comes_first_then_the_alphabet() -> None:
    case = next(case for case in CASES if case.name == "each-obstacle")
    facts = facts_of(case / "seeds")
    reasons = statistics(facts, project(facts, VOCABULARY), VOCABULARY)[
        "why statements are not projected"
    ]
    assert list(reasons) == sorted(reasons, key=lambda reason: (-reasons[reason], reason))
    assert reasons["the statement is a denial"] == 1
