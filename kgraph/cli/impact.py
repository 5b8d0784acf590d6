"""``kgraph impact``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import BadValue, Report, printable
from . import common


@click.command("impact")
@click.option(
    "--without",
    "entities",
    metavar="ENTITY",
    multiple=True,
    help="Suppose that this is withheld, destroyed or at nobody's disposal.",
)
@click.option(
    "--without-permission",
    "permissions",
    metavar="ACTOR",
    multiple=True,
    help="Suppose that this actor allows nobody anything.",
)
@click.option(
    "--without-source",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="Take away the claims of a document, of a claimant with all that came through them, or "
    "one claim.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.output_option
@common.quiet_option
def command(
    entities: tuple[str, ...],
    permissions: tuple[str, ...],
    sources: tuple[str, ...],
    as_json: bool,
    output: Path,
    quiet: bool,
) -> None:
    """Tell what falls without a thing, permission or source.

    Things withheld and permissions are put to the what-if rules of the ontology: who loses
    support, what they fall back on, what that exposes them to, and which claims then apply that
    stand under a condition.

    Without a source, the graph is made anew of the other claims: which plain triples, derived
    facts and answers to saved questions fall, stay on fewer origins, or are gained. A claim that
    somebody passed on reached us through them alone, so it falls with whoever passed it on as it
    does with the claimant.

    Each option may be given several times. Sources are taken away first; the rest is supposed of
    what remains. Entities go by id, label or alias; documents by id or title; claims by id.

    \b
    Examples:
      kgraph impact --without map-data
      kgraph impact --without-permission Northland --without map-data
      kgraph impact --without-source 'River Gazette'
      kgraph impact --without-source border-report --json
    """
    import json

    from ..impact.plain import as_json as plain
    from ..impact.run import impact
    from ..impact.sources import Finder
    from ..impact.text import lines
    from ..impact.world import world
    from ..query.saved import saved_queries

    if not (entities or permissions or sources):
        raise click.UsageError("Say what to do without: --without ENTITY, for one.")
    with common.progress(quiet) as tell:
        facts, vocabulary, rules = common.built(output, tell)
        try:
            without = Finder(facts, vocabulary).without(entities, permissions, sources)
        except BadValue as error:
            raise click.UsageError(printable(f"{error}: {error.help}")) from None
        tell("deriving what follows")
        built = world(facts, vocabulary, rules)
        found = impact(built, without, vocabulary, rules, saved_queries(Report()), tell)
    if as_json:
        click.echo(json.dumps(plain(found), indent=2, ensure_ascii=False))
        return
    common.show_lines(lines(found))
