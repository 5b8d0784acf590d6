"""Pages as HTML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .records import Page

if TYPE_CHECKING:
    from jinja2 import Template


def render(page: Page) -> str:
    """Whatever text is on the page is only ever text."""
    return _template().render(page=page)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((files(__package__) / "page.html").read_text("utf-8"))


def style() -> str:
    return (files(__package__) / "page.css").read_text("utf-8")
