"""Running a query on the output folder, within bounds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..problems import KgraphError, Location, Report, count
from ..wall import RESULT_LIMIT
from . import guard
from .constants import constants
from .scope import Scope
from .worker import NOT_FOLLOWED, TOO_LARGE

MAX_MESSAGE = 160

QUERY = "query"
"""What a query that was given as text is called in messages."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph: its files, and the prefixes that queries may use undeclared."""

    ntriples: Path
    nquads: Path
    prefixes: dict[str, str]


def open_graph(folder: Path) -> Graph:
    """The graph in an output folder.

    Raises:
        KgraphError: nothing was built there.
    """
    try:
        report = json.loads((folder / "report.json").read_bytes())
        graph = Graph(folder / "graph.nt", folder / "graph.nq", dict(report["prefixes"]))
    except FileNotFoundError:
        raise KgraphError(
            f"{folder.as_posix()}: there is no graph here yet; run 'kgraph build'"
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise KgraphError(
            f"{folder.as_posix()}: report.json cannot be read; run 'kgraph build' again"
        ) from None
    for path in (graph.ntriples, graph.nquads):
        if not path.is_file():
            raise KgraphError(f"{path.as_posix()}: is missing; run 'kgraph build' again")
    return graph


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    raw: bytes
    """The serialised result."""
    left_out: int = 0
    """How many rows the limit left out: COUNTED + 1 stands for all beyond that."""
    absent: tuple[str, ...] = ()
    """IRIs in the query that occur nowhere in the graph."""
    things: tuple[str, ...] = ()
    """IRIs of all entities, documents and claims, if some IRI of the query is absent."""


def run(
    graph: Graph,
    query: str,
    format: str,
    timeout: float,
    report: Report,
    name: str = QUERY,
    scope: Scope | None = None,
) -> bytes | None:
    """The serialised result, or None once the query's fault is in the report.

    ``format`` is json, xml, csv or tsv, for SELECT and ASK; CONSTRUCT and DESCRIBE give Turtle.

    Raises:
        KgraphError: time or memory ran out, or the engine failed.
    """
    found = answer(graph, query, format, timeout, report, name, scope)
    return found.raw if found else None


def answer(
    graph: Graph,
    query: str,
    format: str,
    timeout: float,
    report: Report,
    name: str = QUERY,
    scope: Scope | None = None,
    *,
    limit: int | None = None,
    explain: bool = False,
) -> Answer | None:
    """As :func:`run`; of SELECT, at most ``limit`` rows, and with ``explain`` (and json) what
    they rest on, in a further member ``cited``.
    """
    if refuse(query, name, report):
        return None
    scope = scope or Scope()
    request = {
        "ntriples": str(graph.ntriples),
        "nquads": str(graph.nquads),
        "prefixes": graph.prefixes,
        "query": query,
        "format": format,
        "timeout": timeout,
        "as_of": scope.as_of,
        "dataset": scope.dataset,
        "limit": limit,
        "explain": explain,
        "constants": sorted({c.iri for c in constants(query, graph.prefixes)}),
    }
    code, output, errors = _work(request, timeout)
    if code == 0:
        head, _, raw = output.partition(b"\n")
        more = json.loads(head)
        return Answer(raw, more["left_out"], tuple(more["absent"]), tuple(more["things"]))
    if code == 1 and output.startswith(b"{"):
        fault = json.loads(output)
        report_fault(fault["code"], fault["message"], query, name, report)
        return None
    if code == NOT_FOLLOWED:
        raise KgraphError(f"this query cannot be explained: {output.decode()} is not followed")
    if code == TOO_LARGE:
        raise KgraphError(
            f"the result has more than {count(RESULT_LIMIT >> 20, 'megabyte')}; ask for less, "
            "or add LIMIT"
        )
    last = errors.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
    raise KgraphError(f"the query could not be run (memory may have run out): {last[0]}")


def refuse(query: str, name: str, report: Report) -> bool:
    """Whether the query is none that is run; why not goes to the report."""
    report.sources[name] = query.split("\n")
    try:
        query.encode()
    except UnicodeEncodeError as error:
        line = query.count("\n", 0, error.start) + 1
        where = Location(name, line, error.start - query.rfind("\n", 0, error.start))
        report.add("query-syntax", where, "this is not Unicode text", "queries are in UTF-8")
        return True
    try:
        guard.check(query)
    except guard.RefusedQueryError as error:
        where = Location(name, error.line, error.column, error.length)
        report.add("query-refused", where, str(error), "queries read this graph, and nothing else")
        return True
    return False


def _work(request: dict[str, object], timeout: float) -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of a worker.

    The output goes through a file, so that a query that is ended at its time limit does not
    have its result read first, and that its size can be bounded.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "kgraph.query.worker"],
                input=json.dumps(request).encode(),
                stdout=output,
                stderr=errors,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            whole = timeout == int(timeout)
            seconds = count(int(timeout), "second") if whole else f"{timeout} seconds"
            raise KgraphError(
                f"the query was ended after {seconds}; ask for less, or give it more with --timeout"
            ) from None
        output.seek(0)
        errors.seek(0)
        return done.returncode, output.read(), errors.read()


def report_fault(code: str, fault: str, query: str, name: str, report: Report) -> None:
    """The engine's message begins with the place: ``error at 2:16: expected ...``."""
    match = re.fullmatch(r"error at (\d+):(\d+): (.*)", fault, re.DOTALL)
    line, column, message = (match[1], match[2], match[3]) if match else ("1", "1", fault)
    where = Location(name, int(line), int(column))
    if "Prefix not found" in message:
        message = "a prefix before this place is not declared"
    elif not guard.form(query):
        message = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if len(message) > MAX_MESSAGE:  # the engine lists all tokens that could have followed
        message = message[:MAX_MESSAGE].rpartition(",")[0] + ", ..."
    help = "queries read this graph, and nothing else"
    if code == "query-syntax":
        help = "queries are written in SPARQL 1.1"
    report.add(code, where, message, help)
