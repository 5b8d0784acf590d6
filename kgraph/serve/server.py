"""Serving until told to stop."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import uvicorn

from ..problems import KgraphError
from .app import create_app
from .front import LOOPBACK
from .reload import following
from .site import Limits, Site, edition

MOST_CONNECTIONS = 1000
AT_THE_END = 5
"""Seconds beyond those of a query in which what runs may end."""


def serve(
    folder: Path,
    host: str,
    port: int,
    limits: Limits,
    origins: tuple[str, ...] = (),
    tell: Callable[[str], None] = print,
    follow: Callable[[str], None] | None = None,
) -> None:
    """Serve the graph in an output folder; once it can be asked, its address is told.

    With ``follow``, which hears of it, rebuilds of the folder are followed.

    Raises:
        KgraphError: there is no graph, or the port cannot be had.
    """
    with _bound(host, port) as listening:
        asyncio.run(_serve(listening, folder, host, limits, origins, tell, follow))


async def _serve(
    listening: socket.socket,
    folder: Path,
    host: str,
    limits: Limits,
    origins: tuple[str, ...],
    tell: Callable[[str], None],
    follow: Callable[[str], None] | None,
) -> None:
    site = Site(await edition(folder, limits), limits, page="/query", origins=origins)
    try:
        config = uvicorn.Config(
            create_app(site, on_loopback=is_loopback(host)),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=int(limits.seconds) + AT_THE_END,
        )
        server = _Server(config, lambda: tell(_address(listening)))
        async with following(site, follow) if follow else nullcontext():
            await server.serve([listening])
    finally:
        await site.edition.close()


class _Server(uvicorn.Server):
    """One that says when it can be asked."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell()


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        why = error.strerror or str(error)
        raise KgraphError(
            f"cannot listen on {host}, port {port}: {why}; choose another with --port (0: any)"
        ) from None


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def is_loopback(host: str) -> bool:
    if host.lower() in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
