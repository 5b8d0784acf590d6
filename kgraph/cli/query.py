"""``kgraph query``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ..problems import ExitCode, KgraphError, Report, near, printable
from . import common


def _complete(
    context: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from ..query.saved import saved_queries

    return [
        CompletionItem(query.name, help=query.title)
        for query in saved_queries().values()
        if query.name.startswith(typed)
    ]


@click.command("query")
@click.argument("question", required=False, shell_complete=_complete)
@click.option("-e", "--execute", "text", metavar="TEXT", help="The query itself.")
@click.option("--list", "list_saved", is_flag=True, help="List the saved questions.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "tsv", "json", "xml"]),
    default="table",
    show_default=True,
    help="Form of the result. CONSTRUCT and DESCRIBE always give Turtle.",
)
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
    list_saved: bool,
    format_: str,
    timeout: float,
    output: Path,
    quiet: bool,
) -> None:
    """Ask the built graph in SPARQL.

    QUESTION is the name of a saved question, or a file (use - for standard input). Prefixes such
    as kg:, con: and kgr: need no declaration. The default graph holds all plain triples, claims
    and entities; named graphs hold them document by document. Queries only read.

    \b
    Examples:
      kgraph query --list
      kgraph query depends-on
      kgraph query question.rq --format csv
      kgraph query -e 'SELECT ?w { ?w con:dependsOnData ?data }'
    """
    from ..publish.output import recover
    from ..query.run import open_graph, run

    if list_saved:
        _list()
        return
    name, query = _query(question, text)
    try:
        recover(output)
    except KgraphError as error:  # what is there can be asked all the same
        click.echo(f"kgraph: {printable(str(error))}", err=True)
    graph = open_graph(output)
    report = Report()
    with common.progress(quiet) as tell:
        tell("asking the graph")
        raw = run(graph, query, "json" if format_ == "table" else format_, timeout, report, name)
    if raw is None:
        common.show(report, "text", to_stdout=False)
        common.leave(ExitCode.FINDINGS)
    _print(raw, format_, graph.prefixes)


def _list() -> None:
    from ..query.saved import saved_queries

    queries = saved_queries()
    if not queries:
        click.echo("There are no saved questions: the ontology has no queries/*.rq", err=True)
    width = max(map(len, queries), default=0)
    for query in queries.values():
        click.echo(printable(f"{query.name:<{width}}  {query.title}"))


def _query(question: str | None, text: str | None) -> tuple[str, str]:
    """Name and text of the query to run."""
    from ..query.run import QUERY
    from ..query.saved import saved_queries

    if (question is None) == (text is None):
        raise click.UsageError("Give a saved question, a file, or -e TEXT: one of them.")
    if text is not None:
        return QUERY, text
    assert question is not None
    if question == "-":
        return "<stdin>", sys.stdin.read()
    saved = saved_queries()
    if question in saved:
        return f"{question}.rq", saved[question].text
    try:
        return question, Path(question).read_text(encoding="utf-8-sig")
    except (FileNotFoundError, ValueError):
        hint = near(question, saved, "'kgraph query --list' lists the saved questions")
        raise click.UsageError(
            f"There is no saved question and no file '{question}': {hint}"
        ) from None
    except OSError as error:
        raise KgraphError(f"{question}: cannot be read: {error.strerror}") from None


def _print(raw: bytes, format_: str, prefixes: dict[str, str]) -> None:
    from ..query.table import table

    if format_ == "table" and raw.startswith(b"{"):
        click.echo(table(raw, prefixes))
    else:
        sys.stdout.buffer.write(raw)
