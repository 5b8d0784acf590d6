"""Hand-curated facts from documents, as an RDF graph in which every edge leads to its source.

>>> import kgraph
>>> graph = kgraph.load("output")                                       # doctest: +SKIP
>>> graph.rows("SELECT ?data { kgr:storm-shadow-guidance con:dependsOnData ?data }")
[{'data': 'https://w3id.org/kgraph/id/entity/elevation-maps'}]
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import BuiltGraph

__all__ = ["load"]


def load(folder: str | os.PathLike[str] = "output") -> BuiltGraph:
    """Open what ``kgraph build`` left in the folder.

    Raises:
        KgraphError: nothing was built there.
    """
    from .api import load as open_folder

    return open_folder(Path(folder))
