"""Reference pages, made from the ontology, its questions, shapes and mappings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kgraph.ontology import CORE
from kgraph.problems import Report
from kgraph.query.saved import saved_queries
from tests.cases import RULES

from . import mappings, questions, rules, shapes
from .diagrams import claim_diagram
from .entries import Links, Reference
from .source import Source

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
FOLDER = ROOT / "docs" / "reference"
INDEX = FOLDER / "README.md"
PAGES = {"kg": "core.md", "con": "conflict.md"}
ONTOLOGIES = {"kg": "https://w3id.org/kgraph/ns", "con": "https://w3id.org/kgraph/conflict"}


def pages() -> dict[Path, str]:
    """Every page that is generated as a whole, by its path."""
    report = Report()
    queries = saved_queries(report, ONTOLOGY)
    assert not report.problems, report.as_text()
    core_first = sorted((ONTOLOGY / "shapes").glob("*.ttl"), key=lambda path: path.name != CORE)
    shape_files = [(path, Source([path])) for path in core_first]
    mapped = mappings.read(ONTOLOGY)
    links = {
        "Questions": questions.mentions(queries.values()),
        "Shapes": shapes.mentions(source for _, source in shape_files),
        "Elsewhere": mapped.mentions(),
    }
    found = reference(links)
    own = {page: found.page(ONTOLOGIES[prefix], prefix) for prefix, page in PAGES.items()}
    own[questions.PAGE] = questions.page(queries, ROOT)
    own[mappings.PAGE] = mapped.page(found)
    own[rules.PAGE] = rules.page(RULES, ONTOLOGY / "rules")
    own[shapes.PAGE] = shapes.page(shape_files, found, ROOT)
    return {FOLDER / name: text for name, text in own.items()}


def reference(links: Mapping[str, Links] = MappingProxyType({})) -> Reference:
    """The packaged ontologies."""
    return Reference(Source([ONTOLOGY / "kgraph.ttl", ONTOLOGY / "conflict.ttl"]), PAGES, links)


def with_diagram(page: str) -> str:
    """The page with its diagram drawn from the Turtle that it prints."""
    printed = re.search(r"^@prefix.*?(?=^```)", page, re.DOTALL | re.MULTILINE)
    assert printed, "no Turtle to draw"
    diagram = f"```mermaid\n{claim_diagram(printed[0])}\n```"
    return re.sub(r"```mermaid\n.*?```", lambda _: diagram, page, flags=re.DOTALL)
