"""``kgraph corroboration``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from . import common


@click.command("corroboration")
@click.argument("thing", required=False)
@common.seeds_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.problems_option
@common.quiet_option
def command(thing: str | None, seeds: Path, as_json: bool, problems_as: str, quiet: bool) -> None:
    """List facts by how many say so on their own.

    Origins are counted: who made the claim or, where that is nobody named, who first passed it on.
    Two documents that repeat one voice are one origin. Claims that are no plain facts - hedged,
    hearsay, conditional, contested - do not count.

    With THING (an entity's id, label or alias, or a statement's id) only facts about it.

    \b
    Examples:
      kgraph corroboration
      kgraph corroboration "Storm Shadow"
      kgraph corroboration --json
    """
    import json

    from ..analyse import corroboration, things
    from ..analyse.citation import as_text
    from ..problems import BadValue, count, printable
    from ..rdf.projection import project

    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, vocabulary = common.facts_or_leave(seeds, problems_as, "counted")
    try:
        about = things.thing(thing, facts) if thing is not None else ""
    except BadValue as error:
        raise click.UsageError(printable(f"{error}: {error.help}")) from None
    found = corroboration.corroboration(facts, project(facts, vocabulary), vocabulary, about)
    if as_json:
        click.echo(json.dumps(corroboration.as_json(found), indent=2, ensure_ascii=False))
        return
    lines = []
    for number, group in groupby(found, key=lambda one: len(one.origins)):
        facts_of_group = list(group)
        heading = f"{count(number, 'origin')}: {count(len(facts_of_group), 'fact')}"
        lines.append(click.style(heading, bold=True))
        for one in facts_of_group:
            lines.append("  " + click.style(printable(one.words), fg="cyan"))
            lines += [f"    ({printable(note)})" for note in one.notes]
            lines += [f"    {as_text(claim)}" for origin in one.origins for claim in origin.claims]
            lines += [
                printable(f"    related, counted apart: {words}, {count(origins, 'origin')}")
                for words, origins in one.related
            ]
    if lines:
        click.echo("\n".join(lines))
    if not quiet:
        click.echo(count(len(found), "fact"), err=True)
