"""The page of saved questions: what their headers say, and what each answers."""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kgraph import ontology
from kgraph.query.forms import written
from kgraph.query.saved import SavedQuery
from tests.query.asking import BORDER, data

from .entries import Links, scope, table
from .source import names_in

PAGE = "questions.md"
CORE = Path(ontology.CORE).stem
SAMPLES = Path(__file__).parent / "samples.yaml"
FIRST = "first"
SHOWN = 3
"""Rows of an answer."""


def mentions(queries: Iterable[SavedQuery]) -> Links:
    """By term: links to the questions that use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in queries:
        for term in sorted(names_in(query.text)):
            found[term].append(f"[{query.name}]({PAGE}#{query.name})")
    return found


@dataclass(frozen=True)
class Sample:
    """A call of a question; ``source`` names what it is put to."""

    question: str
    source: str
    values: Mapping[str, str]

    def call(self) -> str:
        values = (f" --param {name}={shlex.quote(v)}" for name, v in self.values.items())
        return f"$ kgraph query {self.question}{''.join(values)}"

    def answer(self) -> bytes:
        """SPARQL JSON."""
        asked = data(self.source)
        return asked.ask(asked.fill(self.question, self.values))


def samples() -> dict[str, Sample]:
    content = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    return {
        name: Sample(name, source, values)
        for source, calls in content.items()
        for name, values in calls.items()
    }


def page(queries: Mapping[str, SavedQuery], root: Path) -> str:
    folders: dict[str, list[SavedQuery]] = defaultdict(list)
    for query in queries.values():
        folders[Path(query.source).parent.name].append(query)
    core_first = sorted(folders.items(), key=lambda item: item[0] != CORE)
    calls = samples()
    border = BORDER.relative_to(root).as_posix()
    parts = [
        "# Questions",
        "Saved queries, run by name: `kgraph query NAME`, with `--param NAME=VALUE` for each "
        "parameter. An *entity* is given by its id, label, alias or IRI, a *document* by its id, "
        "title or IRI; a *date* is a day such as 2024-11-05. The files run unchanged on any store "
        "whose default graph has the triples; there, a parameter is a variable with a `VALUES` "
        "block of its own. *Facts only* marks those whose rows come from projected statements "
        "alone.",
        "The calls are put to the first document, the first "
        f"{SHOWN} rows of each answer shown; where it tells nothing of the kind, to "
        f"[invented documents](../../{border}). `document` and `paragraph` are where it stands, "
        "`who` or `says` is the claimant. Written by `python -m tests.docs` from the files' "
        "headers and what they answer.",
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
        parts += (_entry(query, calls[query.name], root) for query in found)
    return "\n\n".join(parts) + "\n"


def _entry(query: SavedQuery, sample: Sample, root: Path) -> str:
    path = Path(query.source).resolve().relative_to(root).as_posix()
    answer = sample.answer()
    columns = ", ".join(f"`{name}`" for name in json.loads(answer)["head"]["vars"])
    facts = [
        *(
            f"`--param {parameter.name}=` ({parameter.type.replace('|', ' or ')}): "
            f"{parameter.meaning}"
            for parameter in query.parameters
        ),
        f"Columns: {columns}",
        f"[{path}](../../{path})",
    ]
    rows = written("table", answer, data(sample.source).prefixes)
    parts = [
        f"### {query.name}",
        f"**{query.title}.** {query.question}" + (" *Facts only.*" if query.facts_only else ""),
        "\n".join(f"- {fact}" for fact in facts),
        "" if sample.source == FIRST else "Of the invented documents:",
        f"```console\n{sample.call()}\n{cut(rows)}\n```",
    ]
    return "\n\n".join(filter(None, parts))


def cut(answer: str) -> str:
    """The head of a table, its first rows and the line that counts them all."""
    *lines, count = answer.split("\n")
    shown = lines[: 2 + SHOWN]
    return "\n".join([*shown, *(["..."] if shown != lines else []), count])
