"""Reference pages, made from the ontology, its shapes, questions and mappings."""

from __future__ import annotations

import re
from pathlib import Path

from .diagrams import claim_diagram
from .entries import Reference
from .source import Source

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
FOLDER = ROOT / "docs" / "reference"
INDEX = FOLDER / "README.md"
PAGES = {"kg": "core.md", "con": "conflict.md"}
ONTOLOGIES = {"kg": "https://w3id.org/kgraph/ns", "con": "https://w3id.org/kgraph/conflict"}


def reference() -> Reference:
    return Reference(Source([ONTOLOGY / "kgraph.ttl", ONTOLOGY / "conflict.ttl"]), PAGES)


def pages() -> dict[Path, str]:
    """Every page that is generated as a whole, by its path."""
    found = reference()
    return {
        FOLDER / page: found.page(ONTOLOGIES[prefix], prefix) for prefix, page in PAGES.items()
    }


def with_diagram(page: str) -> str:
    """The page with its diagram drawn from the Turtle that it prints."""
    printed = re.search(r"^@prefix.*?(?=^\$ |^```)", page, re.DOTALL | re.MULTILINE)
    assert printed, "no Turtle to draw"
    return re.sub(
        r"```mermaid\n.*?```",
        lambda _: f"```mermaid\n{claim_diagram(printed[0])}\n```",
        page,
        flags=re.DOTALL,
    )
