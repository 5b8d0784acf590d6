"""A property graph in CSV, with scripts that load it: one file a table and pair of ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ..ontology import ENTITY, MATTER
from .format import FolderFormat, Pieces
from .loaders import COUNT, LADYBUG, NEO4J, SHELL, count, ladybug, neo4j, shell
from .rows import Rows
from .tables import NODES, Cell, Row, Schema, short_names

if TYPE_CHECKING:
    from ..ontology import Vocabulary

_MANY = 10_000
"""Rows that are written at a time."""


def files(graph: Schema, vocabulary: Vocabulary) -> Iterator[tuple[str, Pieces]]:
    """Name and content of each file; empty tables have none."""
    tables = graph.all()
    for table in tables:
        for ends, rows in table.rows.items():
            if rows:
                yield table.file(ends), _csv([*table.keys(ends), *table.columns], rows)
    yield COUNT, [count(tables).encode()]
    yield LADYBUG, [ladybug(tables).encode()]
    yield NEO4J, [neo4j(tables, labels(graph, vocabulary)).encode()]
    yield SHELL, [shell().encode()]


def _csv(columns: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """As RFC 4180 has it, but for lines that end in a line feed.

    All text stands in quotation marks, as loaders differ in what needs them; a cell without a
    value, or with an empty one, is empty.
    """
    yield (",".join(columns) + "\n").encode()
    rows = iter(rows)
    while some := list(islice(rows, _MANY)):
        yield "".join(",".join(map(_cell, row)) + "\n" for row in some).encode()


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'"{value.replace(_QUOTE, _QUOTE * 2)}"' if value else ""
    return "" if value is None else str(value).lower()


_QUOTE = '"'


def labels(graph: Schema, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """For each class of an entity: the labels that its nodes bear besides ``Entity``."""
    at = list(graph.entity.columns).index("class")
    classes = sorted({str(row[at]) for row in graph.entity.rows[NODES]})
    above = {
        curie: sorted({curie, *vocabulary.classes[curie].ancestors} - {ENTITY, MATTER})
        for curie in classes
    }
    tables = [table.name for table in graph.all() if table.of_nodes]
    names = short_names((name for several in above.values() for name in several), tables)
    return {curie: [names[name] for name in several] for curie, several in above.items()}


FORMAT = FolderFormat(
    "csv",
    "property graph in CSV, with scripts that load it into Neo4j, Ladybug and Kuzu",
    lambda graph: files(Rows(graph.world, graph.vocabulary), graph.vocabulary),
)
