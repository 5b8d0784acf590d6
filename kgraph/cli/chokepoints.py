"""``kgraph chokepoints``."""

from __future__ import annotations

from pathlib import Path

import click

from . import common


@click.command("chokepoints")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common.output_option
@common.quiet_option
def command(as_json: bool, output: Path, quiet: bool) -> None:
    """Find the things that others cannot do without.

    Looks at the direct needs that are told, or that rules conclude, and at who owns what is
    needed: which predicates tell of these, the ontology says (kg:needsObject, kg:needsSubject).
    Each thing that two others or more need, directly or through others, is listed; those first
    through which alone most others are supplied (dominators), and with a word where things
    linked by needs would fall apart without it (articulation points). A chokepoint on the word
    of one origin is weak. Each need is cited; whether something else would do is not looked at:
    ask 'kgraph impact --without' for that.

    \b
    Examples:
      kgraph chokepoints
      kgraph chokepoints --json
    """
    import json

    from ..impact.chokepoints import chokepoints
    from ..impact.told import as_json as plain
    from ..impact.told import lines
    from ..impact.world import world

    with common.progress(quiet) as tell:
        facts, vocabulary, rules = common.built(output, tell)
        tell("deriving what follows")
        found = chokepoints(world(facts, vocabulary, rules), vocabulary)
    if as_json:
        click.echo(json.dumps(plain(found), indent=2, ensure_ascii=False))
    else:
        common.show_lines(lines(found))
