"""Explanations as people read them, and as programs do."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given

from kgraph.explain.known import Known
from kgraph.explain.markdown import markdown
from kgraph.explain.outline import Item, Outline
from kgraph.explain.plain import plain
from kgraph.explain.records import Explanation
from kgraph.explain.text import lines
from kgraph.model import Facts
from tests.cases import RULES, VOCABULARY
from tests.examples import examples
from tests.explain.world import ENTITIES, ask, claim, facts, known, say, worlds

QUESTIONS = [
    ("storm-shadow", "united-states"),
    ("ukraine", "united-states"),
    ("storm-shadow", "gps"),
    ("keir-starmer", "joe-biden"),
    ("north-korea", "storm-shadow"),
]


def text(explanation: Explanation, width: int = 80, page: str = "output/index.html") -> str:
    return "\n".join(line for _, line in lines(explanation, VOCABULARY, width, page))


def test_a_proof_is_a_tree_with_each_claim_where_it_is_used() -> None:
    needs, owns = say("drone", "con:dependsOnData", "maps"), say("east", "con:owns", "maps")
    world = known(claim(needs), claim(owns, "west", certainty="certain"), said=[needs, owns])
    assert text(ask("drone", "east", known=world)).split("\n") == [
        "Drone X and Eastland",
        "",
        "Derived",
        "1. Drone X relies on Eastland",
        "   │ by rule: Reliance on whoever owns what is needed",
        "   ├─ Drone X depends on data map data",
        "   │    so Drone X depends on map data",
        "   │    The Gazette; report ¶1; asserted, certain; C3; published 2024-11",
        "   └─ Eastland owns map data",
        "        Westland; report ¶1; asserted, certain; C3; published 2024-11",
        "   weakest: source C (fairly reliable), information 3 (possibly true); undated;",
        "     2 origins, at least 1 each: The Gazette (1), Westland (1)",
        f"   output/index.html#path={needs.id},{between(world)},{owns.id},{found_in(world)}",
    ]


def found_in(world: Known) -> str:
    (proof,) = ask("drone", "east", known=world).derived
    return proof.statement


def between(world: Known) -> str:
    """What follows on the way: that the drone depends on the data."""
    (found,) = (s for s in world.conclusions.statements.values() if s.predicate == "con:dependsOn")
    return found.id


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("question", QUESTIONS)
def test_lines_fit_but_for_links(question: tuple[str, str], width: int) -> None:
    for line in text(ask(*question), width).split("\n"):
        assert len(line) <= width or "#path=" in line


@pytest.mark.parametrize("question", QUESTIONS)
def test_claims_are_cited_once(question: tuple[str, str]) -> None:
    cited: list[str] = []

    def visit(item: Item) -> None:
        if any(kind == "claim" for kind, _ in item.notes):
            cited.append(item.text)
        for inner in item.items:
            visit(inner)

    for section in Outline(ask(*question), VOCABULARY, "").sections():
        for item in section.items:
            visit(item)
    assert cited
    assert len(cited) == len(set(cited))


def test_nothing_is_found() -> None:
    needs = say("drone", "con:dependsOnData", "maps")
    found = ask("drone", "east", known=known(claim(needs), said=[needs]))
    assert (
        text(found)
        == "Drone X and Eastland\n\nNo fact links them, and nothing was found that would."
    )


def test_what_is_missing_is_told_with_what_would_let_it_in() -> None:
    needs = say("drone", "con:dependsOnData", "maps")
    told = text(ask("drone", "maps", known=known(claim(needs, hearsay=True), said=[needs])))
    assert "What is missing\n1. Drone X depends on data map data" in told
    assert "no fact: hearsay (--include hearsay lets it in)" in told


HOSTILE = "Drone \x1b[31mX\u202e <b onclick=x> `*_[a](b)_*`\n# no | heading"


def hostile() -> Explanation:
    needs, owns = say("drone", "con:dependsOnData", "maps"), say("east", "con:owns", "maps")
    world = facts([needs, owns], [claim(needs), claim(owns)])
    entities = {**ENTITIES, "drone": replace(ENTITIES["drone"], label=HOSTILE)}
    return ask("drone", "east", known=Known(replace(world, entities=entities), VOCABULARY, RULES))


def test_hostile_text_stays_text() -> None:
    told = text(hostile())
    assert not set(told) & {"\x1b", "\u202e"}
    assert "\\x1b[31mX" in told
    assert "\n# no" not in told
    marked = markdown(hostile(), VOCABULARY)
    assert "\\<b onclick=x\\>" in marked
    assert "\\[a\\](b)" in marked
    assert [line for line in marked.split("\n") if line.startswith("# ")] == [
        marked.split("\n", 1)[0]
    ]


def test_markdown_is_a_nested_list() -> None:
    needs, owns = say("drone", "con:dependsOnData", "maps"), say("east", "con:owns", "maps")
    world = known(claim(needs), claim(owns), said=[needs, owns])
    assert markdown(ask("drone", "east", known=world), VOCABULARY, "index.html").split("\n") == [
        "# Drone X and Eastland",
        "",
        "## Derived",
        "",
        "1. **Drone X relies on Eastland**",
        "   - by rule: Reliance on whoever owns what is needed",
        "   - **Drone X depends on data map data**",
        "     - so Drone X depends on map data",
        "     - The Gazette; report ¶1; asserted, certain; C3; published 2024-11",
        "   - **Eastland owns map data**",
        "     - The Gazette; report ¶1; asserted, certain; C3; published 2024-11",
        "   - weakest: source C (fairly reliable), information 3 (possibly true); undated; "
        "1 origin: The Gazette",
        "   - [on the page](<index.html#path="
        f"{needs.id},{between(world)},{owns.id},{found_in(world)}>)",
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_plain_values_are_json_and_tell_of_each_statement_that_they_name(
    question: tuple[str, str],
) -> None:
    found = json.loads(json.dumps(plain(ask(*question), "index.html")))
    named = {
        proof["statement"]
        for kind in ("claimed", "derived", "conditional")
        for proof in found[kind]
    }
    named |= {
        id for kind in ("claimed", "derived") for proof in found[kind] for id in proof["rests on"]
    }
    named |= {
        hop["statement"]
        for kind in ("paths", "gaps")
        for path in found[kind]
        for hop in path["hops"]
    }
    named |= {id for step in found["statements"].values() for id in step.get("premises", [])}
    assert named <= set(found["statements"])
    for step in found["statements"].values():
        assert step.get("claims") or step.get("premises")


@examples(10, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_any_two_things_are_answered(facts: Facts) -> None:
    world = Known(facts, VOCABULARY, RULES)
    for first, second in [("drone", "east"), ("east", "west"), ("head", "maps")]:
        found = ask(first, second, known=world)
        assert text(found)
        assert markdown(found, VOCABULARY)
        facts_told = {id for proof in (*found.claimed, *found.derived) for id in proof.claimed}
        facts_told |= {id for path in found.paths for id in path.statements}
        assert facts_told <= set(world.projection.documents)
