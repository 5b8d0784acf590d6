"""The page of saved questions, from the headers of their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kgraph import ontology
from kgraph.query.saved import SavedQuery

from .entries import Links, Reference, scope, table
from .source import names_in

PAGE = "questions.md"
CORE = Path(ontology.CORE).stem


def mentions(queries: Iterable[SavedQuery]) -> Links:
    """By term: links to the questions that use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in queries:
        for term in sorted(names_in(query.text)):
            found[term].append(f"[{query.name}]({PAGE}#{query.name})")
    return found


def page(queries: Mapping[str, SavedQuery], reference: Reference, root: Path) -> str:
    folders: dict[str, list[SavedQuery]] = defaultdict(list)
    for query in queries.values():
        folders[Path(query.source).parent.name].append(query)
    core_first = sorted(folders.items(), key=lambda item: item[0] != CORE)
    parts = [
        "# Questions",
        "Saved queries, run by name: `kgraph query NAME`, with `--param NAME=VALUE` for each "
        "parameter. The files run unchanged on any store that has the graph; a parameter is a "
        "variable with a `VALUES` block of its own. Written by `python -m tests.docs` from the "
        "files' headers.",
        table(
            "question | what it tells",
            (
                (f"[{query.name}](#{query.name})", query.title)
                for _, found in core_first
                for query in found
            ),
        ),
    ]
    for folder, found in core_first:
        parts.append(f"## {scope(folder)}")
        parts += (_entry(query, reference, root) for query in found)
    return "\n\n".join(parts) + "\n"


def _entry(query: SavedQuery, reference: Reference, root: Path) -> str:
    path = Path(query.source).resolve().relative_to(root).as_posix()
    terms = [term for term in sorted(names_in(query.text)) if reference.source.predicates(term)]
    parts = [f"### {query.name}", f"**{query.title}.** {query.question}"]
    if query.facts_only:
        parts[-1] += " Rows come from projected statements alone."
    parts += [
        "\n".join(
            f"- `--param {parameter.name}=` ({parameter.type.replace('|', ' or ')}): "
            f"{parameter.meaning}"
            for parameter in query.parameters
        ),
        f"Terms: {', '.join(map(reference.link, terms))}.",
        f"[{path}](../../{path})",
    ]
    return "\n\n".join(filter(None, parts))
