"""Neo4j: the property graph in CSV, loaded by LOAD CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import property_graph
from ..loaders import COUNT, NEO4J
from ..rows import Rows
from .recipe import Content, Loading, recipe

if TYPE_CHECKING:
    from ...api import BuiltGraph

# A folder of our own, as names such as Document.csv may be taken in the one for all imports.
_LOAD = f"""\
import=${{2:?"usage: sh load.sh ADDRESS IMPORT"}}
mkdir -p -- "$import/kgraph"
cp -- "$here"/*.csv "$import/kgraph"
sed 's#file:///#file:///kgraph/#' "$here/{NEO4J}" | cypher-shell --address "$target"
"""

_COUNT = f"""\
cypher-shell --address "$target" --format plain --file "$here/{COUNT}" |
    awk -F ', *' 'NF == 3 {{ print $1 "," $2 }}'
"""


def _tables(graph: BuiltGraph) -> Content:
    rows = Rows(graph.world, graph.vocabulary)
    return Content(
        (
            (name, content)
            for name, content in property_graph.files(rows, graph.vocabulary)
            if name.endswith(".csv") or name in (COUNT, NEO4J)
        ),
        {table.name: sum(map(len, table.rows.values())) for table in rows.all()},
    )


RECIPE = recipe(
    "neo4j",
    "Neo4j",
    "property graph in CSV",
    None,
    Loading(
        target="ADDRESS",
        further="IMPORT",
        load=_LOAD,
        count=_COUNT,
        notes="""\
ADDRESS is that of the server, such as neo4j://localhost:7687. IMPORT is the folder
that it imports from; the CSV files are copied to a folder kgraph in it. cypher-shell
takes user and password from NEO4J_USERNAME and NEO4J_PASSWORD.
A backslash in a text is lost unless the server has
dbms.import.csv.legacy_quote_escaping=false (db.import.csv... in Neo4j 5).""",
    ),
    _tables,
)
