"""``kgraph explain``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import click

from ..problems import BadValue, Report, printable
from . import common

_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "claim": {"dim": True},
    "note": {"dim": True},
    "rule": {"fg": "cyan"},
    "warning": {"fg": "yellow"},
    "link": {"fg": "blue"},
}


@click.command("explain")
@click.argument("what", nargs=-1, required=True)
@common.seeds_option
@common.output_option
@common.quiet_option
def command(what: tuple[str, ...], seeds: Path, output: Path, quiet: bool) -> None:
    """Tell why two things are linked, or what a statement rests on."""
    from ..explain.answer import explain
    from ..explain.known import Known
    from ..explain.question import read
    from ..explain.text import lines
    from ..reason import rules

    report = Report()
    facts, vocabulary = common.load(seeds, report)
    known = Known(facts, vocabulary, rules.load(vocabulary, report))
    try:
        question = read(what, known)
    except BadValue as error:
        raise click.UsageError(printable(f"{error}: {error.help}")) from None
    found = explain(question, known)
    width = shutil.get_terminal_size().columns
    page = (output / "index.html").as_posix()
    for kind, line in lines(found, vocabulary, width, page):
        click.echo(click.style(line, **_STYLES.get(kind, {})))
