"""Apache Jena: the loader of TDB2, whose folder Fuseki can then serve."""

from __future__ import annotations

from .recipe import Loading, of_quads

# The loader refuses a path with a space in it, but not a file of the working folder.
_LOAD = """\
mkdir -p -- "$target"
target=$(cd -- "$target" && pwd)
(cd -- "$here" && tdb2.tdbloader --loc "$target" graph.nq)
"""

RECIPE = of_quads(
    "jena",
    "Apache Jena TDB2",
    "Apache Jena 4.5",
    Loading(
        target="DATABASE",
        load=_LOAD,
        count='tdb2.tdbquery --loc "$target" --query "$here/count.rq" --results CSV',
        notes="""\
DATABASE is the folder of the database; it is made where there is none. No server
may have it open. Afterwards: fuseki-server --loc DATABASE --tdb2 /kgraph
A query without GRAPH sees no triples unless it asks FROM <urn:x-arq:UnionGraph>
or is run with --set tdb2:unionDefaultGraph=true.""",
    ),
)
