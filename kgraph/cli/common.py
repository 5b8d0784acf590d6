"""What commands share: options, loading the facts, showing problems, progress."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..problems import BadValue, ExitCode, Report, printable

if TYPE_CHECKING:
    from ..model import Facts
    from ..ontology import Vocabulary
    from ..reason.rules import Rules

seeds_option = click.option(
    "--seeds",
    type=click.Path(path_type=Path),
    default=Path("seeds"),
    envvar="KGRAPH_SEEDS",
    show_default=True,
    show_envvar=True,
    help="Folder with the facts.",
)
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    envvar="KGRAPH_OUTPUT",
    show_default=True,
    show_envvar=True,
    help="Folder with what a build writes.",
)
problems_option = click.option(
    "--problems",
    "problems_as",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, for programs, or as annotations on GitHub.",
)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing but results and problems."
)


def _day(context: click.Context, parameter: click.Parameter, given: str | None) -> str:
    from ..query.scope import day

    try:
        return "" if given is None else day(given, "a day")
    except BadValue as error:
        raise click.BadParameter(printable(f"{error}: {error.help}.")) from None


def as_of_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A day in ISO 8601, as ``as_of``; empty where none is given."""
    return click.option("--as-of", metavar="DAY", callback=_day, help=help)


_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "source": {"dim": True},
    "help": {"fg": "cyan"},
    "heading": {"bold": True},
    "group": {"bold": True},
    "bad": {"fg": "red"},
    "good": {"fg": "green"},
    "rule": {"dim": True},
}


def load(seeds: Path, report: Report) -> tuple[Facts, Vocabulary]:
    """Facts and vocabulary; problems go to the report, passages that are not locked included."""
    from .. import ontology
    from ..evidence import lock
    from ..facts.load import load as load_facts

    vocabulary = ontology.load()
    facts = load_facts(seeds, vocabulary, report)
    lock.report_unlocked(facts, report)
    return facts, vocabulary


def built(output: Path, tell: Callable[[str], None]) -> tuple[Facts, Vocabulary, Rules]:
    """The facts behind a built graph, with the vocabulary and rules of its project.

    Raises:
        KgraphError: nothing was built there, it was changed or the vocabulary was since, or a
            rule is at fault.
    """
    from ..api import load as load_graph

    tell("reading the graph")
    graph = load_graph(output)
    return graph.facts, graph.vocabulary, graph.rules


def facts_or_leave(seeds: Path, problems_as: str, done: str) -> tuple[Facts, Vocabulary]:
    """Facts and vocabulary; where the facts have errors, these are shown and the command ends.

    ``done`` is what is not done then: 'counted'.
    """
    report = Report()
    facts, vocabulary = load(seeds, report)
    if report.errors:
        show(report, problems_as, to_stdout=False)
        click.echo(f"kgraph: nothing was {done}: {report.totals()}", err=True)
        leave(report.exit_code)
    return facts, vocabulary


def show(report: Report, form: str, to_stdout: bool) -> None:
    """Print the problems: on standard output where they are the result, else on standard error."""
    err = not to_stdout
    if form == "json":
        click.echo(report.as_json(), err=err)
    elif form == "github":
        if report.problems:
            click.echo(report.as_github(), err=err)
    else:
        for kind, line in report.lines():
            click.echo(click.style(line, **_STYLES[kind]), err=err)


def show_lines(lines: Iterable[tuple[str, str]]) -> None:
    """Print lines, each given with its style."""
    for style, line in lines:
        click.echo(click.style(line, **_STYLES.get(style, {})))


def leave(code: ExitCode) -> NoReturn:
    sys.exit(int(code))


PATIENCE = 1.0
"""Seconds that pass before progress is shown."""


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function to tell what is being done; heard on a terminal, once patience has run out."""
    stage = ""
    late = threading.Event()

    def say() -> None:
        late.set()
        click.echo(f"kgraph: {stage} ...", err=True)

    def tell(what: str) -> None:
        nonlocal stage
        stage = what
        if late.is_set():
            say()

    timer = threading.Timer(PATIENCE, say)
    timer.daemon = True
    if sys.stderr.isatty() and not quiet:
        timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
