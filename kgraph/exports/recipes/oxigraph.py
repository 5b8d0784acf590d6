"""Oxigraph: its bulk loader, which fills a folder that a server can then be started on."""

from __future__ import annotations

from .recipe import Loading, of_quads

RECIPE = of_quads(
    "oxigraph",
    "Oxigraph",
    "Oxigraph 0.5",
    Loading(
        target="DATABASE",
        load='oxigraph load --location "$target" --file "$here/graph.nq"',
        count="""\
oxigraph query --location "$target" --query-file "$here/count.rq" --results-format csv""",
        notes="""\
DATABASE is the folder of the database; it is made where there is none. No server
may have it open. Afterwards: oxigraph serve --location DATABASE
A query without GRAPH sees no triples unless the server is started with
--union-default-graph.""",
    ),
)
