"""Answers to questions about the first document, and about small invented worlds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import pytest

from kgraph.explain.known import Known
from kgraph.explain.plain import plain
from kgraph.explain.records import Explanation
from kgraph.model import Edtf
from kgraph.problems import BadValue
from kgraph.rdf.projection import Policy
from tests.cases import RULES, VOCABULARY
from tests.explain.world import MARCH, ask, claim, first_document, known, say

T = TypeVar("T")


def texts(explanation: Explanation, *kinds: str) -> list[str]:
    """The statements that the proofs of these kinds are of, in words."""
    found = [proof for kind in kinds for proof in getattr(explanation, kind)]
    return [explanation.steps[proof.statement].text for proof in found]


def rests_on(explanation: Explanation, number: int = 0) -> list[tuple[str, str]]:
    """What a proof rests on, each with where it stands."""
    proof = explanation.derived[number]
    return [
        (explanation.steps[id].text, str(explanation.steps[id].claims[0].places[0]))
        for id in proof.claimed
    ]


# The first document


def test_the_whole_chain_behind_the_missile() -> None:
    found = ask("storm-shadow", "united-states")
    maps = "elevation maps owned by the United States"
    assert texts(found, "derived")[0] == "Storm Shadow relies on United States"
    assert rests_on(found) == [
        ("Storm Shadow depends on function of guidance systems of Storm Shadow", "¶13"),
        (f"guidance systems of Storm Shadow depends on data {maps}", "¶13"),
        (f"United States owns {maps}", "¶13"),
    ]
    backing = found.derived[0].backing
    assert (backing.reliability, backing.credibility) == ("F", "6")
    assert [str(party) for party, _ in backing.origins] == ["author of the analysis (unnamed)"]
    assert (backing.time, backing.common_time, backing.conditions) == ("", True, ())


@pytest.mark.parametrize("name", ["storm shadow", "Storm Shadow missile", "kgr:storm-shadow"])
def test_things_go_by_any_of_their_names(name: str) -> None:
    assert ask(name, "United States").derived == ask("storm-shadow", "united-states").derived


def test_what_follows_only_under_a_condition_is_no_fact() -> None:
    found = ask("storm-shadow", "gps")
    assert not found.found
    assert texts(found, "conditional") == ["Storm Shadow relies on GPS"]
    condition = "Storm Shadow not has access to elevation maps owned by the United States"
    assert found.conditional[0].backing.conditions == (condition,)
    (leaf,) = found.conditional[0].claimed
    assert found.steps[leaf].include == ("conditional", "prediction")


def test_what_is_included_is_marked() -> None:
    first = first_document()
    policy = Policy(frozenset({"conditional", "prediction"}))
    wide = Known(first.facts, VOCABULARY, RULES, policy)
    found = ask("storm-shadow", "gps", known=wide)
    assert texts(found, "claimed", "derived")[:2] == [
        "Storm Shadow falls back on GPS (solely: true)",
        "Storm Shadow relies on GPS",
    ]
    assert found.steps[found.claimed[0].statement].standing == "let in"
    assert found.derived[0].backing.let_in == 1
    assert found.derived[0].backing.conditions


def test_said_of_the_two_directly_but_no_fact() -> None:
    found = ask("keir-starmer", "joe-biden")
    (gap,) = found.gaps
    step = found.steps[gap.statements[0]]
    assert step.text.startswith("Keir Starmer urges Joe Biden (that:")
    assert [obstacle.kind for obstacle in step.reasons] == ["hearsay", "plan"]
    assert step.include == ("hearsay", "plan")


def test_a_wider_relation_of_the_same_two_is_told_along() -> None:
    found = ask("ukraine", "united-states", paths=10)
    (direct,) = found.claimed
    assert [found.steps[id].text for id in direct.wider] == [
        "Ukraine depends on United States",
        "Ukraine relies on United States",
    ]
    assert not set(texts(found, "derived")) & {found.steps[id].text for id in direct.wider}


def test_one_triple() -> None:
    assert texts(ask("Storm Shadow", "falls back on", "GPS"), "claimed") == [
        "Storm Shadow falls back on GPS (solely: true)"
    ]
    assert texts(ask("ukraine", "dependsOn", "united-states"), "derived") == [
        "Ukraine depends on United States"
    ]
    assert texts(ask("storm-shadow", "con:trend", "Effectiveness reduced"), "claimed")


def test_a_triple_that_nobody_claims_is_answered_by_what_links_the_two() -> None:
    found = ask("storm-shadow", "owns", "united-states")
    assert found.unsaid == "Storm Shadow owns United States"
    assert found.derived == ask("storm-shadow", "united-states").derived


def test_a_statement_goes_by_its_own_id_a_claim_s_or_a_derivation_s() -> None:
    first = first_document()
    (step,) = [s for s in ask("storm-shadow", "gps").steps.values() if s.claims]
    by_claim = ask(step.claims[0].claim)
    assert ask(f"kgs:{step.statement}") == ask(step.statement) == by_claim
    assert ask(f"https://w3id.org/kgraph/id/statement/{step.statement}") == by_claim
    proofs = [d for ds in first.conclusions.proofs.values() if len(ds) > 1 for d in ds]
    for derivation in proofs:
        found = ask(derivation.id)
        assert found.steps[derivation.conclusion].derivation == derivation.id
        assert found.steps[derivation.conclusion].premises == derivation.premises


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (("storm-shado", "gps"), "no entity 'storm-shado'", "'storm-shadow'"),
        (("gps", "GPS"), "the same", "two"),
        (("gps", "dependOn", "ukraine"), "no predicate 'dependOn'", "'dependsOn'"),
        (("storm-shadow", "trend", "effectivness reduced"), "no entity", "'effectiveness reduced'"),
        (("storm-shadow",), "no statement 'storm-shadow'", "another one"),
        (("ffffffffffffffffffff",), "no statement", "by its id"),
    ],
)
def test_what_is_not_there_is_answered_with_a_near_match(
    words: tuple[str, ...], message: str, help: str
) -> None:
    with pytest.raises(BadValue, match=message) as caught:
        ask(*words)
    assert help in caught.value.help


def test_the_order_of_facts_makes_no_difference() -> None:
    first = first_document().facts
    chance = random.Random(1)

    def shuffled(mapping: Mapping[str, T]) -> dict[str, T]:
        items = list(mapping.items())
        chance.shuffle(items)
        return dict(items)

    facts = replace(
        first,
        entities=shuffled(first.entities),
        documents=shuffled(first.documents),
        statements=shuffled(first.statements),
        claims=shuffled(first.claims),
    )
    turned = Known(facts, VOCABULARY, RULES)
    for ends in [("storm-shadow", "united-states"), ("ukraine", "russia"), ("keir-starmer", "gps")]:
        assert plain(ask(*ends, known=turned)) == plain(ask(*ends))


# Invented worlds

NEEDS = say("drone", "con:dependsOnData", "maps")
OWNS = say("east", "con:owns", "maps")


def test_grades_are_the_weakest_each_by_itself_and_origins_are_counted() -> None:
    found = ask(
        "drone",
        "east",
        known=known(
            claim(NEEDS, reliability="B", credibility="6"),
            claim(NEEDS, "west", reliability="F", credibility="2"),
            claim(OWNS, reliability="C", credibility="3"),
            said=[NEEDS, OWNS],
        ),
    )
    backing = found.derived[0].backing
    assert (backing.reliability, backing.credibility) == ("C", "3")
    assert [(party.id, number) for party, number in backing.origins] == [
        ("gazette", 2),
        ("west", 1),
    ]
    assert backing.fewest_origins == 1


def test_a_path_is_told_with_the_time_that_its_statements_have_in_common() -> None:
    def path_of(*times: Edtf) -> tuple[str, bool, int]:
        said = [
            say("west", "con:uses", "drone", ("kg:when", times[0])),
            say("drone", "con:exposedTo", "maps", ("kg:when", times[1])),
        ]
        (path,) = ask("west", "maps", known=known(*map(claim, said), said=said)).paths
        return path.backing.time, path.backing.common_time, path.backing.dated

    spring = Edtf("2024-02/2024-04", "2024-02-01", "2024-04-30")
    june = Edtf("2024-06", "2024-06-01", "2024-06-30")
    assert path_of(spring, MARCH) == ("2024-03", True, 2)
    assert path_of(MARCH, june) == ("", False, 2)


def test_a_path_that_a_proof_tells_already_is_not_told_again() -> None:
    found = ask("drone", "east", known=known(claim(NEEDS), claim(OWNS), said=[NEEDS, OWNS]))
    assert texts(found, "derived") == ["Drone X relies on Eastland"]
    assert not found.paths


def test_the_nearest_statements_that_would_join_two_are_told_with_what_keeps_them_out() -> None:
    uses = say("west", "con:uses", "drone")
    known_ = known(
        claim(NEEDS),
        claim(OWNS, hearsay=True),
        claim(OWNS, modality="plan", certainty="may"),
        claim(uses, certainty="may"),
        said=[NEEDS, OWNS, uses],
    )
    found = ask("drone", "east", known=known_)
    (gap,) = found.gaps
    assert [found.steps[id].standing for id in gap.statements] == ["fact", "no fact"]
    assert found.steps[OWNS.id].include == ("hearsay",)


def test_nothing_lets_in_a_denial_or_what_is_not_graded_well_enough() -> None:
    denial = say("drone", "con:dependsOnData", "maps", positive=False)
    found = ask("drone", "maps", known=known(claim(denial), said=[denial]))
    assert found.steps[denial.id].include is None
    strict = known(claim(NEEDS), said=[NEEDS], policy=Policy(reliability="B"))
    found = ask("drone", "maps", known=strict)
    assert not found.found
    assert [o.text for o in found.steps[NEEDS.id].reasons] == ["from a source below B"]
    assert found.steps[NEEDS.id].include is None


def test_what_is_told_of_another_day_is_left_out() -> None:
    march = say("drone", "con:dependsOnData", "maps", ("kg:when", MARCH))
    for day, expected in (("2024-03-05", True), ("2024-04-01", False)):
        then = known(claim(march), said=[march], policy=Policy(as_of=day))
        assert ask("drone", "maps", known=then).found == expected


def test_whoever_denies_it_is_cited() -> None:
    denial = say("drone", "con:dependsOnData", "maps", positive=False)
    doubts = claim(denial, "east", certainty="may"), claim(denial, "east", hearsay=True)
    world = known(claim(NEEDS), claim(denial, "west"), *doubts, said=[NEEDS, denial])
    found = ask("drone", "maps", known=world)
    assert [citation.claimant.id for citation in found.steps[NEEDS.id].denied] == ["west"]
    assert not found.steps[denial.id].denied


def test_only_claims_that_count_are_cited_and_graded() -> None:
    hedged = claim(NEEDS, "west", certainty="may", reliability="A")
    found = ask("drone", "maps", known=known(claim(NEEDS), hedged, said=[NEEDS]))
    step = found.steps[NEEDS.id]
    assert ([c.claimant.id for c in step.claims], step.uncounted) == (["gazette"], 1)
    assert found.claimed[0].backing.reliability == "C"


def test_what_is_claimed_and_follows_too_is_told_by_both() -> None:
    relies = say("drone", "con:reliesOn", "east")
    world = known(claim(relies), claim(NEEDS), claim(OWNS), said=[relies, NEEDS, OWNS])
    found = ask("drone", "reliesOn", "east", known=world)
    step = found.steps[relies.id]
    assert (len(step.claims), step.proofs, step.standing) == (1, 1, "fact")
    assert [proof.statement for proof in (*found.claimed, *found.derived)] == [relies.id] * 2
    assert set(found.derived[0].claimed) == {NEEDS.id, OWNS.id}


def test_nothing_at_all() -> None:
    found = ask("drone", "east", known=known(claim(NEEDS), said=[NEEDS]))
    assert not found.found
    assert not found.gaps


def test_who_asks_for_a_circular_proof_is_given_the_best() -> None:
    """Each of two that depend on each other relies on all that the other relies on."""
    pairs = [("drone", "head"), ("head", "drone"), ("head", "maps")]
    said = [say(one, "con:dependsOn", other) for one, other in pairs]
    world = known(*map(claim, said), said=said)
    declined = 0
    for derivation in world.conclusions.derivations.values():
        found = ask(derivation.id, known=world)
        step = found.steps[derivation.conclusion]
        declined += bool(step.derivation) and step.derivation != derivation.id
        assert derivation.conclusion not in reached(found, step.premises)
        assert step.claims or step.premises
    assert declined


def reached(found: Explanation, ids: tuple[str, ...]) -> set[str]:
    return {*ids}.union(*(reached(found, found.steps[id].premises) for id in ids))
