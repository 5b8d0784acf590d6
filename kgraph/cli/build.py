"""``kgraph build``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import Report, count, printable
from . import common


@click.command("build")
@common.seeds_option
@common.output_option
@common.problems_option
@common.quiet_option
def command(seeds: Path, output: Path, problems_as: str, quiet: bool) -> None:
    """Write the graph and the page to explore it.

    The output folder then holds graph.ttl, graph.nt, graph.trig, graph.nq, graph.jsonld,
    index.html and report.json: all of them new, or, where anything fails, all of them as they
    were. The same facts give the same bytes.

    \b
    Examples:
      kgraph build
      kgraph build --seeds other/seeds --output /tmp/graph
    """
    from ..publish.build import PAGE, build

    report = Report()
    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, vocabulary = common.load(seeds, report)
        built = None if report.errors else build(facts, vocabulary, report, output, tell)
        common.show(report, problems_as, to_stdout=False)
        if built is None:
            click.echo(f"kgraph: nothing was built: {report.totals()}", err=True)
            common.leave(report.exit_code)
    if not quiet:
        counts = built.counts
        click.echo(
            f"{count(counts.claims, 'claim')} on {count(counts.statements, 'statement')} "
            f"({counts.projected:,} projected, {counts.derived:,} more derived), "
            f"{count(counts.entities, 'entity', 'entities')}, {count(counts.triples, 'triple')}",
            err=True,
        )
        click.echo(printable(f"open {(output / PAGE).as_posix()} in a browser"), err=True)
