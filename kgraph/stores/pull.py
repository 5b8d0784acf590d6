"""What a store holds of a project's graphs, as a build would write it."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import KgraphError, count
from .snapshot import Snapshot


def nquads(found: Snapshot) -> Iterator[bytes]:
    """Sorted lines of canonical N-Quads: ``graph.nq``, where the store holds what was built.

    Raises:
        KgraphError: a push left some of the graphs half-written.
    """
    half = [iri for iri, entry in found.state.graphs.items() if not entry.is_whole()]
    if half:
        raise KgraphError(
            f"{count(len(half), 'graph')} half-written, <{half[0]}> among them: a push is under "
            "way, or was cut off; 'kgraph push' writes them whole"
        )
    lines = (
        line + f" <{iri}> .\n".encode() for iri in found.differences for line in found.lines(iri)
    )
    yield from sorted(lines)
