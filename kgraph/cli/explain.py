"""``kgraph explain``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import click

from ..problems import BadValue, cut, near, printable
from . import common

_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "claim": {"dim": True},
    "note": {"dim": True},
    "rule": {"fg": "cyan"},
    "warning": {"fg": "yellow"},
    "link": {"fg": "blue"},
}


def _kinds(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> frozenset[str]:
    from ..rdf.projection import INCLUDABLE

    kinds = frozenset(kind.strip() for text in given for kind in text.split(","))
    for kind in sorted(kinds):
        if kind not in INCLUDABLE:
            hint = near(kind, INCLUDABLE, f"choose from {', '.join(INCLUDABLE)}")
            raise click.BadParameter(printable(f"there is no kind '{cut(kind)}': {hint}."))
    return kinds


def _grade(
    context: click.Context, parameter: click.Parameter, given: str | None
) -> tuple[str, str]:
    """Reliability and credibility, either of them empty where it was not given."""
    grade = re.fullmatch("([A-F]?)([1-6]?)", (given or "").upper())
    if given == "" or not grade:
        what = f"'{printable(cut(given or ''))}' is no grade"
        raise click.BadParameter(f"{what}: give a letter A to F, a number 1 to 6, or both.")
    return grade[1], grade[2]


@click.command("explain")
@click.argument("what", nargs=-1, required=True, metavar="A [PREDICATE] B | STATEMENT")
@click.option(
    "--paths",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How many links of each kind to tell.",
)
@click.option(
    "--include",
    metavar="KIND,...",
    multiple=True,
    callback=_kinds,
    help="Use what is no fact as well: prediction, plan, opinion, wish, question, supposed, "
    "hedged, conditional, hearsay, restricted, contested or deprecated.",
)
@click.option(
    "--min-grade",
    "grade",
    metavar="GRADE",
    callback=_grade,
    help="Use only claims from a source and with information so graded or better, such as B2, B "
    "or 2.",
)
@common.as_of_option("A day, such as 2024-11-05: what is told of another time is left out.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Form of the explanation.",
)
@common.output_option
@common.quiet_option
def command(
    what: tuple[str, ...],
    paths: int,
    include: frozenset[str],
    grade: tuple[str, str],
    as_of: str,
    format_: str,
    output: Path,
    quiet: bool,
) -> None:
    """Tell why two things are linked, and what that rests on.

    Of two things A and B: what is claimed of the one and the other, what follows of them with the
    best proof of each, and the best paths from one to the other over claimed facts. With a
    PREDICATE, or of a STATEMENT: its claims and its proof. Each step is told with who said it,
    where, how surely, and how the source and the information are graded. Where nothing links the
    two, the nearest statements are told that would, and why they are no facts.

    Things go by id, label or alias; predicates by name or label; statements, claims and
    derivations by id, CURIE or IRI.

    \b
    Examples:
      kgraph explain drone-x northland
      kgraph explain 'Drone X' 'depends on' map-data
      kgraph explain drone-x gps --include prediction,conditional
      kgraph explain drone-x northland --format markdown > why.md
    """
    import json

    from ..explain.answer import explain
    from ..explain.known import Known
    from ..explain.markdown import markdown
    from ..explain.plain import plain
    from ..explain.question import read
    from ..explain.text import lines
    from ..rdf.projection import Policy

    if len(what) > 3:
        raise click.UsageError("Give two things, with or without a predicate, or one statement.")
    with common.progress(quiet) as tell:
        facts, vocabulary, rules = common.built(output, tell)
        tell("drawing conclusions")
        policy = Policy(include, *grade, as_of)
        known = Known(facts, vocabulary, rules, policy)
        try:
            question = read(what, known)
        except BadValue as error:
            raise click.UsageError(printable(f"{error}: {error.help}")) from None
        tell("looking for links")
        found = explain(question, known, paths)
    page = (output / "index.html").as_posix()
    if format_ == "json":
        click.echo(json.dumps(plain(found, page), indent=2, ensure_ascii=False))
    elif format_ == "markdown":
        click.echo(markdown(found, vocabulary, page))
    else:
        width = shutil.get_terminal_size().columns
        told = lines(found, vocabulary, width, page)
        click.echo("\n".join(click.style(line, **_STYLES.get(kind, {})) for kind, line in told))
