"""What a store holds of a project's graphs at one moment, read whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..problems import KgraphError
from .book import Book, State
from .built import Build
from .content import Difference, difference


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Graphs by IRI."""

    state: State
    counts: Mapping[str, int]
    """Triples of each graph below the project's base that holds any."""
    ours: Mapping[str, list[bytes]]
    """Lines of each graph of the build."""
    differences: Mapping[str, Difference]
    """From the build, of each graph that is in the build or was pushed."""

    def lines(self, graph: str) -> list[bytes]:
        """What the store holds, as sorted lines of N-Triples, each without its end."""
        differs = self.differences[graph]
        kept = set(self.ours.get(graph, ())).difference(differs.missing)
        return sorted(kept.union(differs.extra))


def snapshot(build: Build, book: Book) -> Snapshot:
    """Read what the store holds.

    Raises:
        KgraphError: the store cannot be reached, is being written to, or gives only a part.
    """
    ours = build.triples(set(build.graphs))
    state, counts = book.state(), book.counts_below_home()
    texts = {
        iri: book.server.ntriples(iri) if iri in counts else b""
        for iri in sorted({*build.graphs, *state.graphs})
    }
    after = book.state()
    if (after.graphs, after.last, book.counts_below_home()) != (state.graphs, state.last, counts):
        raise KgraphError(
            f"{book.server.query}: the graphs changed while they were read; run this again once "
            "nobody writes to them"
        )
    for iri, text in texts.items():
        given, held = sum(map(bool, text.split(b"\n"))), counts.get(iri, 0)
        if given < held:
            raise KgraphError(
                f"{book.server.query}: gave {given:,} of the {held:,} triples of <{iri}>: it "
                "bounds its answers, so that they cannot be compared"
            )
    exact = book.server.exact
    return Snapshot(
        state,
        counts,
        ours,
        {iri: difference(ours.get(iri, ()), text, exact) for iri, text in texts.items()},
    )
