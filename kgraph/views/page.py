"""The explorer: one HTML file that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from ..model import Facts
from ..ontology import Vocabulary
from . import network
from .content import Content

if TYPE_CHECKING:
    from ..rdf.projection import Projection
    from ..reason.model import Conclusions

SCRIPTS = ("model.js", "rectangles.js", "canvas.js", "panel.js", "proofs.js", "table.js", "page.js")
"""In the order in which they build on each other."""

_ESCAPES = {
    ord(char): f"\\u{ord(char):04x}" for char in ("<", ">", "&", "\u2028", "\u2029", "\x7f")
}


def render(
    facts: Facts, projection: Projection, conclusions: Conclusions, vocabulary: Vocabulary
) -> str:
    """The whole page. The same facts give the same text."""
    content = Content(facts, projection, conclusions, vocabulary)
    style = _part("page.css")
    library = _library()
    script = "\n".join(_part(name) for name in SCRIPTS)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_source(library)} {_source(script)}",
            f"style-src {_source(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Template(_part("page.html")).substitute(
        policy=policy,
        style=style,
        library=library,
        script=script,
        content=embedded(content.as_json()),
        network=embedded(network.build(content)),
    )


def embedded(value: object) -> str:
    """JSON that can stand in a script element, whatever text it holds.

    >>> embedded({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode()


def _part(name: str) -> str:
    return (files(__package__) / "page" / name).read_text("utf-8")


def _library() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map that is not there."""
    source = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return re.sub(r"//# sourceMappingURL=.*", "", source.read_text("utf-8"))


def _source(text: str) -> str:
    """The text's digest as a source of a Content-Security-Policy."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
