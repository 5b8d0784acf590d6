"""networkx: the files that Gephi, Cytoscape and yEd open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import networkx

from tests.exports.test_network import from_gexf, from_graphml

from .bench import Bench
from .model import GEXF, GRAPHML, Held, Job, Row, Software
from .properties import records

_READERS = {GRAPHML: from_graphml, GEXF: from_gexf}


@dataclass(frozen=True, slots=True)
class _Networkx:
    version: str = networkx.__version__

    def load(self, job: Job) -> Held:
        return Held(records=records(_READERS[job.row.format](job.path.read_bytes())))


@contextmanager
def _opened(bench: Bench) -> Iterator[_Networkx]:
    yield _Networkx()


SOFTWARE = Software("networkx", (Row(GRAPHML, "read_graphml"), Row(GEXF, "read_gexf")), _opened)
