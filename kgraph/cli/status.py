"""``kgraph status``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import ExitCode
from . import common
from .stores import endpoint_options, server_at


@click.command("status")
@click.argument("url")
@endpoint_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is told: the first of all that differs, or everything.",
)
@common.output_option
@common.quiet_option
def command(
    url: str,
    query_url: str,
    update_url: str,
    graph_url: str,
    form: str,
    output: Path,
    quiet: bool,
) -> None:
    """Tell how a store differs from the graph.

    Graph by graph and claim by claim. What the store holds is read whole and compared triple by
    triple, so that this sees what anybody changed there. Exit code 0: the same; 1: something
    differs; 3: not reached.

    \b
    Examples:
      kgraph status http://127.0.0.1:7878
      kgraph status http://127.0.0.1:7878 --format json
    """
    import json

    from ..stores.built import opened
    from ..stores.compare import compare
    from ..stores.snapshot import snapshot
    from ..stores.told import lines, plain

    with common.progress(quiet) as tell:
        tell("reading the graph")
        build = opened(output)
        book = build.book(server_at(url, query_url, update_url, graph_url, tell))
        tell("reading what the store holds")
        found = compare(build, book, snapshot(build, book))
    if form == "json":
        click.echo(json.dumps(plain(found), indent=2))
    else:
        common.show_lines(lines(found, build.prefixes))
    common.leave(ExitCode.FINDINGS if found.differs else ExitCode.OK)
