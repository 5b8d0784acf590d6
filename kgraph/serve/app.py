"""The application: routes of every module, behind one front."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp

from . import editor, endpoint, explorer
from .front import Front
from .pages.routes import routes as pages
from .site import Site

Routes = Callable[[Site], list[BaseRoute]]

ROUTES: tuple[Routes, ...] = (
    endpoint.routes,
    explorer.routes,
    pages,
    editor.routes,
)
"""What is served: one line a module."""


def create_app(site: Site, routes: Sequence[Routes] = ROUTES, on_loopback: bool = True) -> ASGIApp:
    """The ASGI application for the site."""
    all_routes = [route for of in routes for route in of(site)]
    return Front(Router(all_routes, redirect_slashes=False), site, on_loopback)
