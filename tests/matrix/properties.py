"""What exports of the property graph hold, as a line for each node, edge or row."""

from __future__ import annotations

import json
from pathlib import Path

import kgraph
from kgraph.exports.network import network
from kgraph.exports.rows import Rows
from tests.exports.test_network import Data, as_data

from .model import CSV


def written(folder: Path, format: str) -> list[str]:
    """From the records in memory, not from the export."""
    graph = kgraph.load(folder)
    if format == CSV:
        return _tables(Rows(graph.world, graph.vocabulary))
    return records(as_data(network(graph.world, graph.vocabulary)))


def records(data: Data) -> list[str]:
    """A line for each node and edge."""
    nodes, edges = data
    return [
        *(f"node {_json([id, found])}" for id, found in nodes.items()),
        *(f"edge {_json([*ends, found])}" for ends, found in edges.items()),
    ]


def _tables(rows: Rows) -> list[str]:
    """A line for each row: the table's name, ids of the ends, cells that are not empty."""
    found = []
    for table in rows.all():
        before = 0 if table.of_nodes else 2
        for several in table.rows.values():
            for row in several:
                cells = zip(table.columns, row[before:], strict=True)
                values = {name: cell for name, cell in cells if cell not in (None, "")}
                found.append(f"{table.name} {_json([*row[:before], values])}")
    return found


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
