"""Serving until told to stop."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from ..problems import KgraphError, cut
from .app import create_app
from .front import LOOPBACK
from .http import Connection
from .reload import following
from .site import Limits, Site, edition

STOP = (signal.SIGINT, signal.SIGTERM)
MOST_CONNECTIONS = 1000
AT_THE_END = 5
"""Seconds beyond those of a query in which what runs may end."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 is a free one."""

    host: str
    port: int

    @property
    def on_loopback(self) -> bool:
        if self.host.lower() in LOOPBACK:
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def serve(
    folder: Path,
    address: Address,
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
    with _bound(address) as listening:
        asyncio.run(_serve(listening, folder, address, limits, origins, tell, follow))


async def _serve(
    listening: socket.socket,
    folder: Path,
    address: Address,
    limits: Limits,
    origins: tuple[str, ...],
    tell: Callable[[str], None],
    follow: Callable[[str], None] | None,
) -> None:
    site = Site(await edition(folder, limits), limits, page="/query", origins=origins)
    try:
        config = uvicorn.Config(
            create_app(site, on_loopback=address.on_loopback),
            http=Connection,
            log_config=None,
            log_level="critical",  # the front tells of faults itself
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=int(limits.seconds) + AT_THE_END,
        )
        server = _Server(config, lambda: tell(_url(listening) + site.path))
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

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """To be told to stop is no fault: the signal is not raised again afterwards."""
        before = {one: signal.signal(one, self.handle_exit) for one in STOP}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _bound(at: Address) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            at.host, at.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.create_server(address[:2], family=family, backlog=1024)
        # taken over by each connection: an answer's last packet must not wait for a client's word
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        named = isinstance(error, socket.gaierror)
        why = error.strerror if named or not error.errno else os.strerror(error.errno)
        raise KgraphError(
            f"cannot listen on {cut(at.host)}, port {at.port}: {why}; choose another with --port "
            "(0: any that is free)"
        ) from None


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
