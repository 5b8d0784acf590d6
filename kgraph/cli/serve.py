"""``kgraph serve``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..problems import KgraphError, printable
from . import common

MEGABYTE = 1 << 20


def _origins(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    for origin in given:
        if not re.fullmatch(r"\*|https?://[^/?#\s@]+", origin):
            raise click.BadParameter(
                f"'{printable(origin)}' is no origin: expected one such as "
                "https://example.org, without a path, or *."
            )
    return tuple(origin.lower() for origin in given)


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Anything but the default lets others on the network ask.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="Seconds after which a query is ended.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    default=1024,
    show_default=True,
    help="Megabytes of memory that a query may take.",
)
@click.option(
    "--max-result",
    type=click.IntRange(min=1, max=4000),
    default=64,
    show_default=True,
    help="Megabytes that a result may have.",
)
@click.option("--max-rows", type=click.IntRange(min=1), help="Rows that a result may have.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Queries that are answered at a time; the default goes by the number of processors.",
)
@click.option(
    "--allow-origin",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    callback=_origins,
    help="Let pages of this origin read answers, such as https://example.org, or * for any. "
    "Those on this machine may.",
)
@click.option("--reload", is_flag=True, help="Follow rebuilds of the output folder.")
@common.output_option
@common.quiet_option
def command(
    host: str,
    port: int,
    timeout: float,
    memory: int,
    max_result: int,
    max_rows: int | None,
    workers: int | None,
    origins: tuple[str, ...],
    reload: bool,
    output: Path,
    quiet: bool,
) -> None:
    """Serve the built graph: SPARQL, linked data, explorer.

    The address of the endpoint is printed once it can be asked; the explorer, pages of things
    and a query editor are on the same server, at /. Ctrl-C ends it: queries that run are
    answered before.

    \b
    Examples:
      kgraph serve
      kgraph serve --reload
      kgraph serve --port 0 --timeout 5
      curl 'http://127.0.0.1:8765/sparql?query=ASK+%7B%7D'
    """
    try:
        from ..serve.server import Address, serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "httptools"):
            raise
        raise KgraphError("kgraph serve needs more: pip install 'kgraph[serve]'") from None
    from ..serve.site import Limits

    limits = Limits(timeout, memory * MEGABYTE, max_result * MEGABYTE, max_rows or 0)
    if workers is not None:
        limits = limits.with_workers(workers)

    def news(text: str) -> None:
        if not quiet:
            click.echo(printable(text), err=True)

    def ready(endpoint: str) -> None:
        click.echo(endpoint)  # alone on stdout, for scripts
        news(f"open {endpoint.removesuffix('sparql')} in a browser; Ctrl-C ends it")

    with common.progress(quiet) as tell:
        tell("loading the graph")
        follow = news if reload else None
        serve(output, Address(host, port), limits, origins, tell=ready, follow=follow)
