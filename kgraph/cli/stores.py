"""What the commands about stores share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..stores.push import Progress
    from ..stores.server import Server


def endpoint_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options for endpoints that are not found from the server's URL."""
    for name, what in (
        ("--graph-url", "of the Graph Store Protocol"),
        ("--update-url", "for SPARQL Update"),
        ("--query-url", "for SPARQL queries"),
    ):
        command = click.option(
            name, default="", metavar="URL", help=f"Endpoint {what}, where it is not found."
        )(command)
    return command


def server_at(
    url: str, query_url: str, update_url: str, graph_url: str, tell: Callable[[str], None]
) -> Server:
    """The server, once it answered."""
    from ..stores.credentials import Credentials, check_url, origin
    from ..stores.http import Client, Patience
    from ..stores.server import Endpoints, find

    url = check_url(url)
    given = Endpoints(
        *(check_url(each) if each else "" for each in (query_url, update_url, graph_url))
    )
    tell(f"asking {origin(url)}")
    client = Client(Credentials(origin(url)), Patience(connect=5.0, tries=3), tell)
    server = find(client, url, given)
    client.patience = Patience()  # it is there: from now on it is worth waiting for
    return server


@contextmanager
def sending(quiet: bool, tell: Callable[[str], None]) -> Iterator[Progress]:
    """A bar on a terminal, once there is something to send."""
    from ..stores.push import Progress

    if quiet or not sys.stderr.isatty():
        yield Progress(tell)
        return
    bars: list[Any] = []

    def begin(total: int) -> None:
        end()
        bar = click.progressbar(length=total, label="kgraph: sending triples", file=sys.stderr)
        bars.append(bar.__enter__())

    def end() -> None:
        while bars:
            bars.pop().__exit__(None, None, None)

    try:
        yield Progress(tell, begin, lambda triples: bars[-1].update(triples))
    finally:
        end()
