"""What the commands about stores share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
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
    from ..stores.http import Client
    from ..stores.server import Endpoints, find

    url = check_url(url)
    given = Endpoints(
        *(check_url(each) if each else "" for each in (query_url, update_url, graph_url))
    )
    tell(f"asking {origin(url)}")
    return find(Client(Credentials(origin(url)), tell=tell), url, given)
