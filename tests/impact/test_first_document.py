"""Without the maps, without the permission, without the passage: three different answers, each
worked out by hand from the text."""

from __future__ import annotations

import pytest

from kgraph.impact.model import Changes, Impact, Kind, Without
from kgraph.impact.run import impact
from kgraph.impact.sources import Finder
from kgraph.impact.world import World, world
from tests.cases import ROOT, RULES, VOCABULARY, facts_of

MAPS = "elevation maps owned by the United States"
GUIDANCE = "guidance systems of Storm Shadow"


@pytest.fixture(scope="module")
def built() -> World:
    return world(facts_of(ROOT.parent / "seeds"), VOCABULARY, RULES)


def found(built: World, without: Without) -> Impact:
    return impact(built, without, VOCABULARY, RULES)


def losses(impact: Impact) -> dict[str, set[str]]:
    assert impact.supposition
    return {
        affected.entity.label: {loss.thing.label for loss in affected.loses}
        for affected in impact.supposition.affected
    }


def of(changes: Changes, kind: Kind) -> set[str]:
    return {change.statement for change in changes.of(kind)}


def test_without_the_maps_the_missile_falls_back_on_gps(built: World) -> None:
    case = found(built, Without(entities=("elevation-maps",)))
    assert losses(case) == {"Storm Shadow": {MAPS}, GUIDANCE: {MAPS}, "Ukraine": {MAPS}}
    assert case.supposition
    by_label = {affected.entity.label: affected for affected in case.supposition.affected}
    missile = by_label["Storm Shadow"]
    assert missile.group == "materiel"
    assert [it.thing.label for it in missile.falls_back_on] == ["GPS"]
    assert [it.thing.label for it in missile.becomes_exposed_to] == ["Russian electronic warfare"]
    for reached in (*missile.falls_back_on, *missile.becomes_exposed_to):
        assert reached.why.predicted
        assert [claim.places[0].paragraph for claim in reached.why.claims] == [13]
    assert not by_label[GUIDANCE].falls_back_on
    (loss,) = by_label["Ukraine"].loses
    assert [thing.label for thing in loss.through] == ["Storm Shadow"]
    assert not loss.why.predicted
    said = {(said.claim.statement, said.used) for said in case.supposition.said}
    assert said == {
        ("Storm Shadow falls back on GPS", True),
        ("Storm Shadow exposed to Russian electronic warfare", True),
        ("Storm Shadow trend effectiveness reduced", True),
        (
            "[Storm Shadow exposed to Russian electronic warfare] because of"
            " [Storm Shadow falls back on GPS]",
            True,
        ),
        (
            "[Storm Shadow trend effectiveness reduced] because of"
            " [Storm Shadow falls back on GPS]",
            True,
        ),
    }
    assert [thing.label for thing in case.supposition.rests_on_it] == [
        f"{GUIDANCE} relies on United States"
    ]


def test_without_the_maps_and_gps_the_missile_has_nothing_left(built: World) -> None:
    case = found(built, Without(entities=("elevation-maps", "gps")))
    assert losses(case)["Storm Shadow"] == {MAPS, "GPS"}
    assert case.supposition
    assert not any(affected.falls_back_on for affected in case.supposition.affected)


def test_without_the_permission_acts_cannot_go_ahead(built: World) -> None:
    case = found(built, Without(permissions=("united-states",)))
    assert case.supposition
    assert not case.supposition.said
    assert not case.supposition.rests_on_it
    who = losses(case)
    assert who.keys() == {"Ukraine", "United Kingdom", "France"}
    acts = {
        affected.entity.label: {act.label for loss in affected.loses for act in loss.acts}
        for affected in case.supposition.affected
    }
    strikes = "Ukraine strikes targets inside Russia (means: British and French missiles)"
    assert acts["France"] == acts["United Kingdom"] == {strikes}
    assert acts["Ukraine"] == {
        "Ukraine uses Storm Shadow (extent: full; manner: for long-range strikes; to place: Russia)"
    }
    assert all(
        not affected.falls_back_on and not affected.becomes_exposed_to
        for affected in case.supposition.affected
    )


def test_without_the_speaker_the_chain_falls_and_the_rest_stays(built: World) -> None:
    case = found(built, Without(claimants=("storm-shadow-speaker",)))
    assert case.supposition is None
    assert case.retraction
    assert case.retraction.claims == 20
    derived = case.retraction.derived
    assert f"Storm Shadow relies on {MAPS}" in of(derived, "falls")
    assert f"{GUIDANCE} relies on United States" in of(derived, "falls")
    assert of(derived, "shaken") == {
        "Storm Shadow relies on United States",
        "Ukraine depends on United States",
    }, "by U.S. data, and by whoever can lift the restriction"
    assert "Ukraine depends on permission of United States" in of(case.retraction.triples, "shaken")
    assert "United Kingdom supplies Storm Shadow" in of(case.retraction.triples, "falls")
    assert not derived.of("gained")
    assert not case.retraction.triples.of("gained")


def test_what_is_supposed_is_supposed_of_what_remains(built: World) -> None:
    sources = Without(entities=("elevation-maps",), claimants=("storm-shadow-speaker",))
    case = found(built, sources)
    assert case.supposition
    assert not case.supposition.affected


def test_without_the_document_nothing_stays(built: World) -> None:
    retraction = found(built, Without(documents=("kursk-analysis",))).retraction
    assert retraction
    assert retraction.claims == len(built.facts.claims)
    assert retraction.triples.stay == retraction.derived.stay == 0
    assert {change.kind for change in retraction.triples.changed} == {"falls"}


def test_the_author_passed_on_all_that_the_document_says(built: World) -> None:
    author, document = (
        found(built, without).retraction
        for without in (
            Without(claimants=("kursk-analysis-author",)),
            Without(documents=("kursk-analysis",)),
        )
    )
    assert author == document


def test_one_claim_of_several_behind_a_fact(built: World) -> None:
    (claim,) = (
        claim.id
        for claim in built.facts.claims.values()
        if built.facts.statements[claim.statement].predicate == "con:dependsOnData"
        and claim.claimant == "kursk-analysis-author"
    )
    without = Finder(built.facts, VOCABULARY).without([], [], [f"kgc:{claim}"])
    assert without == Without(claims=(claim,))
    retraction = found(built, without).retraction
    assert retraction
    assert of(retraction.triples, "shaken") >= {"Storm Shadow relies on United States"}
    assert of(retraction.derived, "falls") == {
        "European long-range missiles depends on U.S. data",
        "European long-range missiles relies on U.S. data",
        "European long-range missiles relies on United States",
        "Storm Shadow depends on U.S. data",
        "Storm Shadow depends on data U.S. data",
        "Storm Shadow relies on U.S. data",
        "Ukraine relies on U.S. data (in using: Storm Shadow)",
    }
