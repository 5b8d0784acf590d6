"""``kgraph stats``."""

from __future__ import annotations

from pathlib import Path

import click

from . import common


@click.command("stats")
@common.seeds_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.problems_option
@common.quiet_option
def command(seeds: Path, as_json: bool, problems_as: str, quiet: bool) -> None:
    """Count what the facts hold.

    Documents, entities by class, claims by modality, by claimant and by predicate, and why
    statements are not projected.

    \b
    Examples:
      kgraph stats
      kgraph stats --json
    """
    import json

    from ..analyse.statistics import statistics
    from ..rdf.projection import project

    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, vocabulary = common.facts_or_leave(seeds, problems_as, "counted")
    found = statistics(facts, project(facts, vocabulary), vocabulary)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for heading, rows in found.items():
        click.secho(heading, bold=True)
        width = max((len(str(number)) for number in rows.values()), default=1)
        for name, number in rows.items():
            click.echo(f"  {number:>{width}}  {name}")
