from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kgraph.model import EntityRef, Statement
from kgraph.ontology import Vocabulary
from kgraph.reason.model import Conclusions, Derivation
from kgraph.views import network
from kgraph.views.content import Content
from kgraph.views.proofs import MOST
from tests.views import concluded, sample
from tests.views.test_page import blocks

Html = Callable[..., str]


def drawn(conclusions: Conclusions, vocabulary: Vocabulary) -> tuple[object, ...]:
    """Nodes, and the lines of what is said, as they are drawn; without the places of statements."""
    facts = sample.facts()
    content = Content(facts, sample.projection(facts), conclusions, vocabulary)
    built = network.build(content)
    nodes = [{k: v for k, v in node.items() if k != "id"} for node in built["nodes"]]
    names = [s.id for s in content.statements]
    said = {
        names[edge["id"]]: {k: v for k, v in edge.items() if k not in {"id", "from", "to", "kind"}}
        for edge in built["edges"]
        if isinstance(edge["id"], int) and names[edge["id"]] in facts.statements
    }
    return nodes, said


@given(pairs=st.lists(st.tuples(st.integers(1, 8), st.integers(1, 4)), max_size=12))
def test_what_is_concluded_leaves_the_picture_as_it_is(
    vocabulary: Vocabulary, pairs: list[tuple[int, int]]
) -> None:
    statements, derivations = {}, {}
    for number, (unit, state) in enumerate(pairs):
        id = f"k-{number}"
        statements[id] = Statement(
            id, EntityRef(f"militaryunit-{unit}"), "con:supports", EntityRef(f"state-{state}")
        )
        derivations[id] = Derivation(id, "need", id, ("belongs-1",))
    some = Conclusions(statements, derivations, concluded.RULES)
    assert drawn(some, vocabulary) == drawn(Conclusions(), vocabulary)


def test_places_lead_to_rules_premises_conditions_and_origins(html: Html) -> None:
    content = blocks(html(sample.facts()))["content"]
    statements, entities, rules = (content[key] for key in ("statements", "entities", "rules"))
    at = {statement["id"]: statement for statement in statements}
    assert at["raid-in"]["derived"]
    (proof,) = at["raid-in"]["derivations"]  # type: ignore[misc]
    assert rules[proof["rule"]]["title"] == "Location through what lies around"
    assert [statements[place]["id"] for place in proof["premises"]] == ["raid-at", "located-0"]
    assert [entities[place]["id"] for place in proof["origins"]] == ["author"]
    assert (proof["reliability"], proof["credibility"]) == ("F", "3")
    (condition,) = at["would-need"]["derivations"][0]["conditions"]  # type: ignore[index]
    assert statements[condition]["id"] == "no-maps"
    assert "derived" not in at["would-need"]
    assert "derivations" not in at["belongs-1"]


def test_the_best_proofs_come_first_and_the_rest_is_counted(html: Html) -> None:
    found = concluded.conclusions(sample.facts())
    grades = ("", "F", "A", "C")
    proofs = {
        f"w-{n}": Derivation(
            f"w-{n}", "need", "raid-in", ("raid-at",), ("no-maps",) * (n % 2), grades[n % 4]
        )
        for n in range(MOST + 4)
    }
    text = html(sample.facts(), replace(found, derivations=proofs))
    statements = blocks(text)["content"]["statements"]
    (raid,) = (statement for statement in statements if statement["id"] == "raid-in")
    assert raid["proofs"] == MOST + 4
    told = [(len(d.get("conditions", [])), d.get("reliability", "~")) for d in raid["derivations"]]  # type: ignore[attr-defined]
    assert told == sorted(told)
    assert len(told) == MOST


def test_order_of_the_conclusions_does_not_matter(html: Html) -> None:
    found = concluded.conclusions(sample.facts())
    turned = Conclusions(
        dict(reversed(list(found.statements.items()))),
        dict(reversed(list(found.derivations.items()))),
        dict(reversed(list(found.rules.items()))),
    )
    assert html(sample.facts(), turned) == html(sample.facts(), found)


def test_lines_tell_what_is_derived(html: Html) -> None:
    found = blocks(html(sample.facts()))
    names = [statement["id"] for statement in found["content"]["statements"]]
    lines = {
        names[edge["id"]]: edge  # type: ignore[call-overload]
        for edge in found["network"]["edges"]
        if edge["kind"] != "tie"
    }
    kinds = {id: lines[id]["kind"] for id in ("raid-in", "would-need", "leads-1", "located-1")}
    assert kinds == {
        "raid-in": "derived",
        "would-need": "unprojected",
        "leads-1": "derived",
        "located-1": "projected",
    }
    assert lines["raid-in"]["hidden"]
    assert lines["raid-in"]["dashes"] != lines["would-need"]["dashes"]
