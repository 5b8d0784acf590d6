"""What is nested below an entity is what JSON-LD Framing makes of the same frame."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.api import BuiltGraph
from kgraph.exports.entity import FRAME, REVERSE, Frame, of_entity
from kgraph.problems import BadValue
from tests.rdf.reading import read_by_pyld, read_by_pyoxigraph


@pytest.fixture(scope="module")
def graph(built: Path) -> BuiltGraph:
    return kgraph.load(built)


def nested(graph: BuiltGraph, name: str) -> str:
    return of_entity(graph.files.ntriples, graph.files.prefixes, graph.vocabulary.coercions, name)


def standard(frame: Frame, links: list[str]) -> dict[str, Any]:
    """The frame with what it leaves unsaid: no other link is followed. A frame that asks for
    nothing takes any node; one that names links only such that have one of them."""
    others = {link: {"@embed": "@never"} for link in links}
    return {
        "@embed": "@always",
        **(others if frame and "@explicit" not in frame else {}),
        **{key: it if it is True else standard(it, links) for key, it in frame.items()},
    }


def plain(found: Any) -> Any:
    """Without the order of values, nor whether one of them stands alone."""
    if isinstance(found, dict):
        return {
            key: sorted(map(repr, map(plain, it if isinstance(it, list) else [it])))
            for key, it in sorted(found.items())
            if key != "@context"
        }
    return found


def with_literals_apart(found: Any) -> Any:
    """PyLD 3.3 fails on links back along a property that has literals too."""
    if isinstance(found, list):
        return [with_literals_apart(it) for it in found]
    if not isinstance(found, dict):
        return found
    node = {key: with_literals_apart(it) for key, it in found.items()}
    if "@value" in node.get("rdf:object", ""):
        node["kg:literal"] = repr(node.pop("rdf:object"))
    return node


@pytest.mark.parametrize("entity", ["storm-shadow", "kursk-fighting"])
def test_it_is_framed_as_by_pyld(graph: BuiltGraph, built: Path, entity: str) -> None:
    from pyld import jsonld

    whole = json.loads((built / "graph.jsonld").read_bytes())
    nodes = [node for named in whole["@graph"] for node in named["@graph"]]
    terms = whole["@context"] | {key: {"@reverse": it} for key, it in REVERSE.items()}
    links = [key for key, it in terms.items() if isinstance(it, dict) and it.get("@type") == "@id"]
    frame = {"@context": terms, "@id": f"kgr:{entity}", **standard(FRAME, links)}
    theirs = jsonld.frame(
        {"@context": whole["@context"], "@graph": with_literals_apart(nodes)},
        frame,
        {"omitDefault": True, "omitGraph": True},
    )
    ours = with_literals_apart(json.loads(nested(graph, entity)))
    assert plain(ours) == plain(theirs)


def test_it_says_nothing_that_the_graph_does_not(graph: BuiltGraph, built: Path) -> None:
    data = nested(graph, "storm-shadow").encode()
    said = read_by_pyoxigraph(data, "x.jsonld")
    assert said == read_by_pyld(data)
    assert said < read_by_pyoxigraph((built / "graph.nt").read_bytes(), "graph.nt")


def test_an_entity_goes_by_its_label_or_alias(graph: BuiltGraph) -> None:
    assert nested(graph, "storm shadow MISSILE") == nested(graph, "kgr:storm-shadow")


def test_what_is_not_there_is_told_with_what_is_near(graph: BuiltGraph) -> None:
    with pytest.raises(BadValue, match="no entity 'Storm Shadw'") as told:
        nested(graph, "Storm Shadw")
    assert "did you mean 'storm shadow'" in told.value.help
