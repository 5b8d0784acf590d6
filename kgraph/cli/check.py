"""``kgraph check``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import Report, count
from . import common


@click.command("check")
@common.seeds_option
@common.problems_option
@common.quiet_option
def command(seeds: Path, problems_as: str, quiet: bool) -> None:
    """Find what is wrong with the facts.

    All problems of all files in one run, each as file:line:column with what was expected. The
    codes are explained in docs/errors/.

    \b
    Examples:
      kgraph check
      kgraph check --seeds other/seeds --problems json
    """
    report = Report()
    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, _ = common.load(seeds, report)
    common.show(report, problems_as, to_stdout=True)
    if not quiet:
        found = f"{count(len(facts.claims), 'claim')} in {count(len(facts.documents), 'document')}"
        click.echo(f"{found}: {report.totals()}", err=True)
    common.leave(report.exit_code)
