"""Real stores, started for tests on loopback and stopped with them."""

from __future__ import annotations

from .oxigraph import oxigraph_server
from .rdflib_endpoint import rdflib_endpoint_server
from .server import Credentials, Server
from .virtuoso import Virtuoso, virtuoso_server

__all__ = [
    "Credentials",
    "Server",
    "Virtuoso",
    "oxigraph_server",
    "rdflib_endpoint_server",
    "virtuoso_server",
]
