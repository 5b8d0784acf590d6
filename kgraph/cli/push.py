"""``kgraph push``."""

from __future__ import annotations

from pathlib import Path

import click

from . import common
from .stores import endpoint_options, sending, server_at


@click.command("push")
@click.argument("url")
@endpoint_options
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--remove-all",
    is_flag=True,
    help="Go on where no document of the store is in the build: they are all removed.",
)
@common.output_option
@common.quiet_option
def command(
    url: str,
    query_url: str,
    update_url: str,
    graph_url: str,
    dry_run: bool,
    remove_all: bool,
    output: Path,
    quiet: bool,
) -> None:
    """Bring a running store in step with the graph.

    URL is the server's, such as http://127.0.0.1:7878 for Oxigraph. Only what
    changed since the last push is sent, each document's graph by itself; the graph of a document
    that is gone is removed; graphs of others are let be.

    Users and passwords are never given here: put them in KGRAPH_STORE_USER and
    KGRAPH_STORE_PASSWORD, in ~/.netrc or in a keyring, or a token in KGRAPH_STORE_TOKEN.

    \b
    Examples:
      kgraph push http://127.0.0.1:7878 --dry-run
      kgraph push http://127.0.0.1:7878
    """
    from ..stores.built import opened
    from ..stores.push import check_project, plan, push, told

    with common.progress(quiet) as tell, sending(quiet, tell) as progress:
        tell("reading the graph")
        build = opened(output)
        book = build.book(server_at(url, query_url, update_url, graph_url, tell))
        steps = plan(build, book, book.state())
        if not remove_all:
            check_project(build, steps)
        if not dry_run:
            steps = push(build, book, progress=progress)
    for line in told(steps, done=not dry_run):
        click.echo(line)
