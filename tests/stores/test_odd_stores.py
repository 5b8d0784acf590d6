"""Stores that are set up in another way than usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.problems import KgraphError
from tests.stores.oxigraph import Oxigraph, oxigraph
from tests.stores.real import Real
from tests.stores.versions import BASE, build_versions, by_graph, graphs

ODD = "https://example.org/o'brien/é/%20?a=b&c=$1#"


@pytest.mark.parametrize("base", [BASE, ODD])
def test_a_default_graph_that_is_the_union(tmp_path: Path, base: str) -> None:
    """And a base that has to be escaped wherever it goes."""
    versions = build_versions(tmp_path / "versions", base)
    client = Real(base=base)
    with oxigraph(tmp_path, "--union-default-graph") as store:
        for version in (versions[1], versions[2], versions[1]):
            client.push(version, store.url)
            held = by_graph(store.quads())
            assert {g: q for g, q in held.items() if not client.own(g)} == graphs(version)
            assert client.differing(version, store.url) == set()
        assert client.differing(versions[2], store.url)


def test_a_store_that_takes_no_writes(tmp_path: Path) -> None:
    version = build_versions(tmp_path / "versions")[0]
    with oxigraph(tmp_path, "--location", str(tmp_path / "store")) as store:
        Real().push(version, store.url)
    with oxigraph(
        tmp_path, "--location", str(tmp_path / "store"), command="serve-read-only"
    ) as store:
        Real().push(version, store.url)
        assert Real().differing(version, store.url) == set()
        other = build_versions(tmp_path / "others")[1]
        with pytest.raises(KgraphError, match="answered 40"):
            Real().push(other, store.url)


def test_two_projects_in_one_store(store: Oxigraph, tmp_path: Path) -> None:
    """Even where one's base begins with the other's."""
    outer, inner = BASE, f"{BASE}graph/"
    first, second = (build_versions(tmp_path / str(n), b) for n, b in enumerate((outer, inner)))
    for number in (1, 2, 0):
        Real(base=outer).push(first[number], store.url)
        Real(base=inner).push(second[3 - number], store.url)
        held = by_graph(store.quads())
        due = graphs(first[number]) | graphs(second[3 - number])
        assert {g: q for g, q in held.items() if not g.endswith("/graph/pushed")} == due
        assert Real(base=outer).differing(first[number], store.url) == set()
        assert Real(base=inner).differing(second[3 - number], store.url) == set()
