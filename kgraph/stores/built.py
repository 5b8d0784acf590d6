"""The build as it is pushed and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from ..names import KINDS, Names
from ..problems import KgraphError
from ..publish.output import check_as_built
from ..rdf.canonical import Digest
from .book import Book
from .server import Server


@dataclass(frozen=True, slots=True)
class Build:
    """Digests by graph, and the file that holds their quads."""

    names: Names
    prefixes: Mapping[str, str]
    graphs: Mapping[str, Digest]
    nquads: Path

    def book(self, server: Server) -> Book:
        return Book(server, self.names.pushed_graph, f"{self.names.base}graph/")

    def triples(self, graphs: Set[str]) -> dict[str, list[bytes]]:
        """Sorted lines of these graphs, each without its graph and full stop."""
        found: dict[bytes, list[bytes]] = {f"{iri}> .\n".encode(): [] for iri in graphs}
        with open(self.nquads, "rb") as lines:
            for line in lines:
                triple, _, graph = line.rpartition(b" <")
                if (some := found.get(graph)) is not None:
                    some.append(triple)
        return {iri: found[f"{iri}> .\n".encode()] for iri in graphs}


def opened(folder: Path) -> Build:
    """The build in an output folder.

    Raises:
        KgraphError: nothing was built there, or it was changed since.
    """
    from ..api import load

    graph = load(folder)
    check_as_built(graph.files.nquads)
    try:
        report = json.loads((folder / "report.json").read_bytes())
        digests = {
            iri: Digest(int(of["quads"]), str(of["sha256"]))
            for iri, of in report["canonical"]["graphs"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise KgraphError(
            f"{folder.as_posix()}: report.json has no digests of the graphs; "
            "run 'kgraph build' again"
        ) from None
    base = graph.files.prefixes["kgr"].removesuffix(KINDS["kgr"])
    return Build(Names(base, {}), graph.files.prefixes, digests, graph.files.nquads)
