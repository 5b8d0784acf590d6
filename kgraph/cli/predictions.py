"""``kgraph predictions``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..analyse.predictions import Condition, Verdict


@click.command("predictions")
@common.as_of_option("A day, such as 2025-01-31: tell what was to hold before it.")
@common.seeds_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.problems_option
@common.quiet_option
def command(as_of: str, seeds: Path, as_json: bool, problems_as: str, quiet: bool) -> None:
    """List predictions, and what became of them.

    A prediction came true or did not where curators linked a later assertion to it, with
    'supports:' or 'contradicts:'. Candidates that the program found change nothing: the same
    asserted later, or what excludes it. Conditions are told as later claims have them: met,
    denied or not known; those of assertions too.

    \b
    Examples:
      kgraph predictions
      kgraph predictions --as-of 2025-01-31
      kgraph predictions --json
    """
    import json

    from ..analyse import predictions
    from ..analyse.citation import as_text
    from ..problems import count, printable
    from ..rdf.projection import project

    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts, vocabulary = common.facts_or_leave(seeds, problems_as, "compared")
    found = predictions.outlook(facts, project(facts, vocabulary), vocabulary, as_of)
    if as_json:
        click.echo(json.dumps(predictions.as_json(found), indent=2, ensure_ascii=False))
        return
    lines = []
    for outcome, heading in predictions.OUTCOMES.items():
        group = [one for one in found.predictions if one.outcome == outcome]
        if group:
            lines.append(click.style(f"{heading} ({len(group)})", bold=True))
        for one in group:
            lines.append("  " + click.style(printable(one.words), fg="cyan"))
            lines.append(f"    {as_text(one.claim)}")
            lines += [f"    {one.due}"] if one.due else []
            lines += _conditions(one.conditions)
            lines += _verdicts(one.verdicts, "    ")
            lines += _verdicts(one.candidates, "    candidate: ")
    if found.conditional:
        lines.append(
            click.style(f"Asserted under conditions ({len(found.conditional)})", bold=True)
        )
    for it in found.conditional:
        lines.append("  " + click.style(printable(it.words), fg="cyan"))
        lines.append(f"    {as_text(it.claim)}")
        lines += _conditions(it.conditions)
    if lines:
        click.echo("\n".join(lines))
    if not quiet:
        click.echo(count(len(found.predictions), "prediction"), err=True)


def _conditions(conditions: Iterable[Condition]) -> Iterable[str]:
    from ..analyse.predictions import STATES
    from ..problems import printable

    for condition in conditions:
        due = f"; {condition.due}" if condition.due else ""
        yield printable(f"    if {condition.words}: {STATES[condition.state]}{due}")
        yield from _verdicts(condition.candidates, "      candidate: ")


def _verdicts(verdicts: Iterable[Verdict], lead: str) -> Iterable[str]:
    from ..analyse.citation import as_text
    from ..problems import printable

    orders = {True: "later", False: "not said later", None: "cannot tell which is later"}
    for verdict in verdicts:
        notes = ", ".join((orders[verdict.later], *verdict.notes))
        yield printable(f"{lead}{verdict.says} ({notes}): {verdict.words}")
        yield f"{' ' * (len(lead) - len(lead.lstrip()) + 2)}{as_text(verdict.claim)}"
