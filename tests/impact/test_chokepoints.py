"""Chokepoints of small networks of needs, and of the first document."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.impact.chokepoints import Chokepoint, chokepoints
from kgraph.impact.world import World, world
from tests.cases import ROOT, RULES, VOCABULARY, facts_of
from tests.examples import examples

HEAD = """
document: {id: report, title: Report, author: writer}
entities:
  writer: {type: Person, label: writer}
  gazette: {type: MediaOutlet, label: gazette}
  land: {type: State, label: land}
"""


def needs(folder: Path, *claims: str, owns: tuple[str, ...] = (), gazette: bool = False) -> World:
    """``a b``: the system a does not work without b; ``land`` owns some of them."""
    things = sorted({thing for claim in claims for thing in claim.split()})
    text = HEAD + "".join(f"  {thing}: {{type: System, label: {thing}}}\n" for thing in things)
    said = [f"      - [{claim.replace(' ', ', dependsOnFunction, ')}]\n" for claim in claims]
    said += [f"      - [land, owns, {thing}]\n" for thing in owns]
    text += "passages:\n  - at: 1 some words\n    claims:\n" + "".join(said)
    if gazette:
        text += "  - at: 2 more words\n    claimant: gazette\n    claims:\n" + "".join(said)
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    return world(facts_of(folder), VOCABULARY, RULES)


def summary(found: tuple[Chokepoint, ...]) -> dict[str, tuple[str, str, bool]]:
    return {
        it.thing.id: (
            " ".join(thing.id for thing in it.dependents),
            " ".join(thing.id for thing in it.only_through_it),
            it.joins,
        )
        for it in found
    }


def test_what_all_supply_passes_through(tmp_path: Path) -> None:
    found = chokepoints(needs(tmp_path, "a c", "b c", "c d", "a e"), VOCABULARY)
    assert summary(found) == {"d": ("a b c", "b c", False), "c": ("a b", "b", True)}


def test_an_owner_is_needed_by_what_it_owns(tmp_path: Path) -> None:
    found = chokepoints(needs(tmp_path, "a b", owns=("b",)), VOCABULARY)
    assert summary(found) == {"land": ("a b", "a b", False)}


def test_a_circle_that_needs_nothing_else(tmp_path: Path) -> None:
    found = chokepoints(needs(tmp_path, "a b", "b a", "c a"), VOCABULARY)
    assert summary(found) == {"a": ("b c", "c", True), "b": ("a c", "", False)}


def test_a_way_round_that_only_rules_make_is_none(tmp_path: Path) -> None:
    """That a needs the data follows from its need of b: b is not bypassed by it."""
    (tmp_path / "report.yaml").write_text(
        HEAD
        + "  a: {type: System, label: a}\n  b: {type: System, label: b}\n"
        + "  data: {type: DataAsset, label: data}\n  x: {type: System, label: x}\n"
        + "passages:\n  - at: 1 some words\n    claims:\n"
        + "      - [[a, x], dependsOnFunction, b]\n      - [b, dependsOnData, data]\n",
        encoding="utf-8",
    )
    built = world(facts_of(tmp_path), VOCABULARY, RULES)
    assert any(
        s.predicate == "con:dependsOnData" and s.subject == built.facts.statements[id].subject
        for id in built.projection.documents
        for s in built.conclusions.statements.values()
    )
    assert summary(chokepoints(built, VOCABULARY))["b"] == ("a x", "a x", True)


def test_a_need_on_one_origins_word_is_weak(tmp_path: Path) -> None:
    (alone,) = chokepoints(needs(tmp_path, "a c", "b c"), VOCABULARY)
    (both,) = chokepoints(needs(tmp_path, "a c", "b c", gazette=True), VOCABULARY)
    assert (alone.weak, both.weak) == (2, 0)
    assert [origin.id for origin in both.needs[0].origins] == ["gazette", "writer"]


_edges = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda e: e[0] != e[1]),
    min_size=1,
    max_size=10,
    unique=True,
)


@examples(40)
@given(_edges)
def test_only_through_it_means_that_every_way_passes_it(
    tmp_path_factory: pytest.TempPathFactory, edges: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("seeds")
    found = chokepoints(needs(folder, *(" ".join(edge) for edge in edges)), VOCABULARY)
    graph: nx.DiGraph[str] = nx.DiGraph(edges)
    parts = [set(part) for part in nx.strongly_connected_components(graph)]
    sources = {
        id for part in parts if all(n in part for p in part for n in graph.succ[p]) for id in part
    }
    for it in found:
        id = it.thing.id
        assert {thing.id for thing in it.dependents} == nx.ancestors(graph, id)
        without = graph.subgraph(set(graph) - {id})
        cut = {
            other for other in without if not (nx.descendants(without, other) | {other}) & sources
        }
        assert {thing.id for thing in it.only_through_it} == cut
    assert {it.thing.id for it in found} == {
        id for id in graph if len(nx.ancestors(graph, id)) >= 2
    }


def test_of_the_first_document() -> None:
    built = world(facts_of(ROOT.parent / "seeds"), VOCABULARY, RULES)
    first, *others = chokepoints(built, VOCABULARY)
    assert first.thing.id == "united-states"
    alone = {thing.id for thing in first.only_through_it}
    assert {"storm-shadow", "elevation-maps", "france", "europe"} < alone
    assert "ukraine" not in alone, "the Biden administration can lift the restriction as well"
    assert first.weak == len(first.needs)
    assert [it.thing.id for it in others] == ["us-data", "elevation-maps"]
