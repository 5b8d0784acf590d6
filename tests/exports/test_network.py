"""GraphML and GEXF, read back by networkx."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given

import kgraph
from kgraph.exports import gexf, graphml
from kgraph.exports.network import network, xml_text
from kgraph.impact.world import World
from kgraph.names import shorten
from tests.cases import VOCABULARY
from tests.examples import examples
from tests.exports.worlds import worlds
from tests.processes import python

Data = tuple[dict[str, Any], dict[tuple[str, str, str], dict[str, Any]]]


def as_data(graph: Any) -> Data:
    """Attributes of nodes, and of edges by their ends and keys."""
    edges = {
        (source, target, key): data for source, target, key, data in graph.edges.data(keys=True)
    }
    return dict(graph.nodes(data=True)), edges


def from_graphml(content: bytes) -> Data:
    return as_data(networkx.read_graphml(BytesIO(content), force_multigraph=True))


def from_gexf(content: bytes) -> Data:
    """networkx gives keys back as attributes, as it makes a simple graph where that will do."""
    found: Any = networkx.read_gexf(BytesIO(content))
    edges = {(*ends, data.pop("id")): data for *ends, data in found.edges(data=True)}
    for data in edges.values():
        data.pop("networkx_key", None)
    return dict(found.nodes(data=True)), edges


FORMS = [
    pytest.param(module.content, read, id=module.FORMAT.name)
    for module, read in ((graphml, from_graphml), (gexf, from_gexf))
]
"""Each writer with its reader."""


@pytest.mark.parametrize(("write", "read"), FORMS)
@given(world=worlds)
@examples(15)
def test_whatever_the_text_it_comes_back(
    write: Callable[[Any], bytes], read: Callable[[bytes], Data], world: World
) -> None:
    found = network(world, VOCABULARY)
    assert read(write(found)) == as_data(found)


def test_bytes_are_the_same_on_another_day_and_under_another_hash_seed(built: Path) -> None:
    program = (
        "import sys, time, kgraph; from pathlib import Path; from kgraph.exports import FORMATS;"
        "time.strftime = lambda *_: sys.argv[1]; graph = kgraph.load(Path(sys.argv[2]));"
        "[sys.stdout.buffer.writelines(FORMATS[it].write(graph)) for it in ('graphml', 'gexf')]"
    )
    one, other = (
        python("-c", program, day, str(built), PYTHONHASHSEED=seed)
        for day, seed in (("2024-01-01", "1"), ("2025-02-02", "2"))
    )
    assert one.stdout == other.stdout != ""


def test_edges_are_the_facts_between_things(built: Path) -> None:
    graph = kgraph.load(built)
    _, edges = as_data(network(graph.world, graph.vocabulary))
    rows = graph.rows(
        """SELECT DISTINCT ?subject ?predicate ?object ?statement {
          { ?claim kg:projects ?statement }
          UNION
          { ?proof kg:concludes ?statement FILTER NOT EXISTS { ?proof kg:condition ?any } }
          ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
          FILTER (isIRI(?object) && !STRSTARTS(STR(?object), STR(kgq:)))
        }"""
    )
    short = partial(shorten, prefixes=graph.files.prefixes)
    found = {(*ends, data["predicate"]) for ends, data in edges.items()}
    assert found == {
        (short(r["subject"]), short(r["object"]), short(r["statement"]), short(r["predicate"]))
        for r in rows
    }


def test_an_edge_tells_what_the_fact_rests_on(built: Path) -> None:
    graph = kgraph.load(built)
    found = network(graph.world, graph.vocabulary)
    parallel = found.get_edge_data("kgr:storm-shadow-guidance", "kgr:elevation-maps").values()
    edges = {edge["predicate"]: edge for edge in parallel}
    claimed, derived = edges["con:dependsOnData"], edges["con:dependsOn"]
    assert claimed["claimants"] == "speaker quoted on Storm Shadow"
    assert claimed["paragraphs"] == "kursk-analysis 13"
    assert not claimed["derived"]
    assert derived["derived"]
    assert derived["rules"]
    assert "claims" not in derived


def test_things_that_cannot_be_in_xml_are_seen_to_be_missing() -> None:
    assert xml_text("a\x1b[31m\x00b\ufffe") == "a\ufffd[31m\ufffdb\ufffd"
