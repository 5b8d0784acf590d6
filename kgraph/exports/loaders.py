"""Scripts that load the CSV of a property graph, and a query that checks the load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .tables import NODES, Ends, Table, Type

COUNT, LADYBUG, NEO4J = "count.cypher", "load-ladybug.cypher", "load-neo4j.cypher"
SHELL = "load-ladybug.sh"


def count(tables: Iterable[Table]) -> str:
    """A query that gives, for each table, how many rows were found and how many there should be."""
    parts = []
    for table in tables:
        expected = sum(map(len, table.rows.values()))
        x = f"(x:`{table.name}`)" if table.of_nodes else f"()-[x:`{table.name}`]->()"
        # counted before anything else is returned: otherwise there is no line for none at all
        parts.append(
            f"MATCH {x} WITH count(x) AS found\n"
            f"RETURN '{table.name}' AS what, found, {expected} AS expected"
        )
    query = "\nUNION ALL\n".join(parts)
    return f"// In each line, as many should have been found as were expected.\n{query};\n"


def ladybug(tables: Iterable[Table]) -> str:
    """Tables and their rows, for Ladybug and Kuzu, which it stems from."""
    lines = [
        "// For Ladybug and Kuzu: run in this folder, on a new database. All is loaded or nothing.",
        "BEGIN TRANSACTION;",
        *(f"{line};" for table in tables for line in _ladybug(table)),
        "COMMIT;",
    ]
    return "\n".join([*lines, ""])


def _ladybug(table: Table) -> Iterator[str]:
    columns = [f"`{name}` {type}" for name, type in table.columns.items()]
    if table.of_nodes:
        columns[0] += " PRIMARY KEY"
    ends = [f"FROM `{source}` TO `{target}`" for source, target in table.rows if source]
    kind = "NODE" if table.of_nodes else "REL"
    yield f"CREATE {kind} TABLE `{table.name}`({', '.join([*ends, *columns])})"
    for (source, target), rows in table.rows.items():
        if rows:
            between = f", from='{source}', to='{target}'" if len(table.rows) > 1 else ""
            yield (
                f"COPY `{table.name}` FROM '{table.file((source, target))}' "
                f"""({_DIALECT}{between})"""
            )


_DIALECT = """AUTO_DETECT=false, HEADER=true, PARALLEL=false, QUOTE='"', ESCAPE='"'"""
"""Nothing guessed from the first lines; several threads would stumble over line ends in text."""


def neo4j(tables: Iterable[Table], labels: Mapping[str, list[str]]) -> str:
    """Nodes with labels of their classes, and relationships."""
    tables = list(tables)
    lines = [
        "// For Neo4j 4.4 or later, on an empty database. This script has not been run by those",
        "// who made it: check the load with count.cypher. Put the CSV files into the import",
        "// folder of the database first, and run: cypher-shell -f load-neo4j.cypher",
        "// A backslash in a text is lost unless the server has",
        "// dbms.import.csv.legacy_quote_escaping=false (db.import.csv... in Neo4j 5).",
    ]
    for table in tables:
        if table.of_nodes:
            lines.append(f"CREATE CONSTRAINT FOR (n:`{table.name}`) REQUIRE n.id IS UNIQUE;")
    for table in tables:
        lines += [_neo4j(table, ends) for ends, rows in table.rows.items() if rows]
    for curie, names in labels.items():
        if not names:
            continue
        own = "".join(f":`{name}`" for name in names)
        text = curie.replace("\\", "\\\\").replace("'", "\\'")
        lines.append(f"MATCH (n:Entity) WHERE n.class = '{text}' SET n{own};")
    return "\n".join([*lines, ""])


def _neo4j(table: Table, ends: Ends) -> str:
    values = ", ".join(
        f"`{name}`: {_CASTS[type].format(f'row.`{name}`')}" for name, type in table.columns.items()
    )
    load = f"LOAD CSV WITH HEADERS FROM 'file:///{table.file(ends)}' AS row\n"
    if ends == NODES:
        return f"{load}CREATE (:`{table.name}` {{{values}}});"
    source, target = ends
    return (
        f"{load}MATCH (a:`{source}` {{id: row.`from`}}), (b:`{target}` {{id: row.`to`}})\n"
        f"CREATE (a)-[:`{table.name}` {{{values}}}]->(b);"
    )


_CASTS: dict[Type, str] = {
    "STRING": "{}",
    "INT64": "toInteger({})",
    "DOUBLE": "toFloat({})",
    "BOOLEAN": "toBoolean({})",
}


def shell() -> str:
    """Loads and counts by the Python package of Ladybug or Kuzu."""
    return _SHELL


_SHELL = f'''#!/bin/sh
# Load into a new database of Ladybug or Kuzu, by its Python package, and check the load:
#   sh {SHELL} DATABASE [ladybug|kuzu]
# PYTHON says which Python has the package; python3 is the default.
set -eu
case ${{1:?usage: sh {SHELL} DATABASE [ladybug|kuzu]}} in
  /*) database=$1 ;;
  *) database=$PWD/$1 ;;
esac
package=${{2:-ladybug}}
cd "$(dirname "$0")"
exec "${{PYTHON:-python3}}" - "$database" "$package" <<'EOF'
import importlib, sys
from pathlib import Path

try:
    package = importlib.import_module(sys.argv[2])
except ModuleNotFoundError:
    sys.exit(f"{{sys.executable}} has no package {{sys.argv[2]}}: pip install {{sys.argv[2]}}")
connection = package.Connection(package.Database(sys.argv[1]))
connection.execute(Path("{LADYBUG}").read_text(encoding="utf-8"))
result = connection.execute(Path("{COUNT}").read_text(encoding="utf-8"))
wrong = 0
while result.has_next():
    what, found, expected = result.get_next()
    wrong += found != expected
    print(f"{{what}}: {{found}} of {{expected}}")
sys.exit("not all was loaded" if wrong else 0)
EOF
'''
