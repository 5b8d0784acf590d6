"""``kgraph serve``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import KgraphError, printable
from . import common

MEGABYTE = 1 << 20


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
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
@click.option("--reload", is_flag=True, help="Follow rebuilds of the output folder.")
@common.output_option
@common.quiet_option
def command(host: str, port: int, timeout: float, reload: bool, output: Path, quiet: bool) -> None:
    """Serve the built graph as a SPARQL endpoint that only reads.

    \b
    Examples:
      kgraph serve
      kgraph serve --port 0 --timeout 5
    """
    try:
        from ..serve.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn"):
            raise
        raise KgraphError("kgraph serve needs more: pip install 'kgraph[serve]'") from None
    from ..serve.site import Limits

    def follow(news: str) -> None:
        if not quiet:
            click.echo(printable(news), err=True)

    serve(
        output,
        host,
        port,
        Limits(timeout),
        tell=lambda url: click.echo(f"{url}/sparql"),
        follow=follow if reload else None,
    )
