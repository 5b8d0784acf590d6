"""``kgraph conflicts``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..analyse.conflicts import Side


@click.command("conflicts")
@common.seeds_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.problems_option
@common.quiet_option
def command(seeds: Path, as_json: bool, problems_as: str, quiet: bool) -> None:
    """List claims that contradict each other, or may do.

    First what curators declared with 'contradicts:', and whether one side is ranked above the
    other. Then candidates that the program found: the same affirmed and denied, opposites, two
    values or holders where the ontology allows one at a time, quantities that leave no number
    for both. Candidates change nothing: to have two claims contest each other, declare it.

    \b
    Examples:
      kgraph conflicts
      kgraph conflicts --json
    """
    import json

    from ..analyse import conflicts
    from ..analyse.opposition import KINDS
    from ..problems import count, printable
    from ..rdf.projection import project

    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, vocabulary = common.facts_or_leave(seeds, problems_as, "compared")
    found = conflicts.conflicts(facts, project(facts, vocabulary), vocabulary)
    if as_json:
        click.echo(json.dumps(conflicts.as_json(found), indent=2, ensure_ascii=False))
        return
    if found.declared:
        click.secho("Declared by curators", bold=True)
    for declared in found.declared:
        click.echo(f"\n  {conflicts.STATES[declared.state]}")
        _print_sides(declared.first, declared.second)
    if found.declared and found.candidates:
        click.echo()
    if found.candidates:
        click.secho("Candidates, not acted upon", bold=True)
    for candidate in found.candidates:
        click.echo(f"\n  {KINDS[candidate.kind]}")
        for note in candidate.notes:
            click.secho(f"    ({printable(note)})", dim=True)
        _print_sides(candidate.first, candidate.second)
    if not quiet:
        candidates = count(len(found.candidates), "candidate")
        click.echo(f"{len(found.declared)} declared, {candidates}", err=True)


def _print_sides(*sides: Side) -> None:
    from ..analyse.citation import as_text
    from ..problems import printable

    for side in sides:
        click.secho(f"    {printable(side.words)}", fg="cyan")
        for claim in side.claims:
            click.echo(f"      {as_text(claim)}")
