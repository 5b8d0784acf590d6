"""``kgraph query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ..problems import BadValue, ExitCode, KgraphError, Report, cut, listed, near, printable
from . import common

if TYPE_CHECKING:
    from ..query.run import Graph
    from ..query.saved import SavedQuery


def _complete(
    context: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from ..query.saved import saved_queries

    return [
        CompletionItem(query.name, help=query.title)
        for query in saved_queries(Report()).values()
        if query.name.startswith(typed)
    ]


def _pairs(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """What stands on either side of each first equals sign."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise click.BadParameter(f"'{printable(text)}' is not NAME=VALUE.")
        if name in pairs:
            raise click.BadParameter(f"'{printable(name)}' is given twice.")
        pairs[name] = value
    return pairs


@click.command("query")
@click.argument("question", required=False, shell_complete=_complete)
@click.option("-e", "--execute", "text", metavar="TEXT", help="The query itself.")
@click.option(
    "-p",
    "--param",
    "values",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_pairs,
    help="A value for a parameter of the question. Things go by id, label or alias.",
)
@click.option(
    "--list",
    "list_saved",
    is_flag=True,
    help="List the saved questions with their parameters; with a QUESTION, show all of it.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "markdown", "csv", "tsv", "json", "jsonl", "xml"]),
    default="table",
    show_default=True,
    help="Form of the result. CONSTRUCT and DESCRIBE always give Turtle.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Cite the claims behind each row of a SELECT: in table, markdown or json.",
)
@common.as_of_option("A day, such as 2024-11-05: what is known not to have held then is no fact.")
@click.option(
    "--dataset",
    type=click.Choice(["all", "projected"]),
    default="all",
    show_default=True,
    help="What is asked: all, or facts as plain triples (claimed or derived) and entities.",
)
@click.option("--limit", type=click.IntRange(min=0), help="Most rows of a SELECT to give.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="Seconds after which the query is ended.",
)
@common.output_option
@common.quiet_option
def command(
    question: str | None,
    text: str | None,
    values: dict[str, str],
    list_saved: bool,
    format_: str,
    explain: bool,
    as_of: str,
    dataset: str,
    limit: int | None,
    timeout: float,
    output: Path,
    quiet: bool,
) -> None:
    """Ask the built graph in SPARQL.

    QUESTION is the name of a saved question, or a file (use - for standard input). Prefixes such
    as kg: and kgr:, and those of the vocabulary in force, need no declaration. The default graph
    holds all plain triples, claims and entities; named graphs hold them document by document,
    and what rules derived apart.
    Queries only read.

    \b
    Examples:
      kgraph query --list
      kgraph query who-says
      kgraph query who-says --param claimant=river-gazette
      kgraph query depends-on --explain --as-of 2024-11-05
      kgraph query question.rq --format csv
      kgraph query -e 'SELECT ?who { ?claim kg:claimant ?who }'
    """
    from ..publish.output import recover
    from ..query import guard
    from ..query.forms import ENGINE, EXPLAINED, rows_of, written
    from ..query.run import answer, open_graph
    from ..query.scope import Scope
    from ..query.unknown import report_unknown

    report = Report()
    if list_saved and (text is not None or values):
        raise click.UsageError("--list asks nothing: give it neither -e TEXT nor --param.")
    if explain and format_ not in EXPLAINED:
        raise click.UsageError(f"--explain goes with --format {listed(EXPLAINED)}.")
    if list_saved and not question:
        _list(report)
        _leave_with(report)
        return
    query = _query(question, text, report)
    _leave_with(report)
    if list_saved:
        click.echo("\n".join(map(printable, query.text.rstrip().split("\n"))))
        return
    try:
        recover(output)
    except KgraphError as error:  # what is there can be asked all the same
        click.echo(f"kgraph: {printable(str(error))}", err=True)
    graph = open_graph(output)
    with common.progress(quiet) as tell:
        tell("asking the graph")
        filled = _filled(query, values, graph, timeout) if values else query.text
        for name, given in (("--explain", explain), ("--limit", limit is not None)):
            if given and guard.form(filled) not in ("SELECT", ""):
                raise click.UsageError(f"{name} is about rows: it is for SELECT alone.")
        found = answer(
            graph,
            filled,
            format_ if format_ in ENGINE else "json",
            timeout,
            report,
            query.source,
            Scope(as_of, dataset),
            limit=limit,
            explain=explain,
        )
    _leave_with(report)
    assert found is not None
    report_unknown(filled, found, graph.prefixes, report, query.source)
    common.show(report, "text", to_stdout=False)
    if format_ in ENGINE or not found.raw.startswith(b"{"):
        _write(found.raw)
    elif text := written(format_, found.raw, graph.prefixes, found.left_out):
        _write(f"{text}\n".encode(errors="backslashreplace"))
    if found.left_out and format_ != "table":
        click.echo(f"kgraph: {rows_of(limit or 0, found.left_out)}", err=True)


def _write(result: bytes) -> None:
    """All of it: an unbuffered stream takes only a part at once when its reader leaves."""
    left = memoryview(result)
    while left:
        left = left[sys.stdout.buffer.write(left) :]


def _leave_with(report: Report) -> None:
    if report.errors:
        common.show(report, "text", to_stdout=False)
        common.leave(ExitCode.FINDINGS)


def _list(report: Report) -> None:
    from ..query.saved import saved_queries

    queries = saved_queries(report)
    width = max(map(len, queries), default=0)
    lines = []
    for query in queries.values():
        names = ", ".join(parameter.name for parameter in query.parameters)
        title = printable(query.title) + (f" [{names}]" if names else "")
        lines.append(f"{printable(query.name):<{width}}  {title}")
    click.echo("\n".join(lines))  # at once, so that a reader of the first lines may leave


def _query(question: str | None, text: str | None, report: Report) -> SavedQuery:
    """The query to run; faults of its header go to the report."""
    from ..query.run import QUERY
    from ..query.saved import parse, saved_queries

    if (question is None) == (text is None):
        raise click.UsageError("Give a saved question, a file, or -e TEXT: one of them.")
    if text is not None:
        return parse(QUERY, text, QUERY, report)
    assert question is not None
    if question == "-":
        return parse("<stdin>", sys.stdin.read(), "<stdin>", report)
    others = Report()
    saved = saved_queries(others)
    if question in saved:
        found = saved[question]
        report.sources.update(others.sources)
        report.problems += [p for p in others.problems if p.where.file == found.source]
        return found
    try:
        return parse(question, Path(question).read_text(encoding="utf-8-sig"), question, report)
    except (FileNotFoundError, ValueError):
        hint = near(question, saved, "'kgraph query --list' lists the saved questions")
        raise click.UsageError(
            printable(f"There is no saved question and no file '{cut(question)}': {hint}")
        ) from None
    except OSError as error:
        raise KgraphError(f"{cut(question)}: cannot be read: {error.strerror}") from None


def _filled(query: SavedQuery, values: dict[str, str], graph: Graph, timeout: float) -> str:
    from ..query.parameters import fill

    try:
        return fill(query, values, graph, timeout)
    except BadValue as error:
        raise click.UsageError(printable(f"{error}: {error.help}")) from None
