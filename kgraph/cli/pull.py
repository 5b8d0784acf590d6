"""``kgraph pull``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import common
from .stores import endpoint_options, server_at


@click.command("pull")
@click.argument("url")
@endpoint_options
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="File to write; '-', the default, is standard output.",
)
@common.output_option
@common.quiet_option
def command(
    url: str,
    query_url: str,
    update_url: str,
    graph_url: str,
    target: Path | None,
    output: Path,
    quiet: bool,
) -> None:
    """Read the graph back from a store.

    It comes as sorted N-Quads: where the store holds what was built, this is graph.nq to the
    byte. Graphs that a push left half-written are not given out.

    \b
    Examples:
      kgraph pull http://127.0.0.1:7878 -o held.nq
      kgraph pull http://127.0.0.1:7878 | diff - output/graph.nq
    """
    from ..files import writing_whole
    from ..stores.built import opened
    from ..stores.pull import nquads
    from ..stores.snapshot import snapshot

    with common.progress(quiet) as tell:
        tell("reading the graph")
        build = opened(output)
        book = build.book(server_at(url, query_url, update_url, graph_url, tell))
        tell("reading what the store holds")
        lines = nquads(snapshot(build, book))
        if target is None or str(target) == "-":
            sys.stdout.buffer.writelines(lines)
            sys.stdout.buffer.flush()
        else:
            with writing_whole(target) as file:
                file.writelines(lines)
