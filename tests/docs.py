"""Pages that are made by the project: ``python -m tests.docs`` writes them anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from click.testing import CliRunner

from kgraph import ontology
from kgraph.cli import cli
from kgraph.names import DEFAULT_BASE, Names
from kgraph.rdf.jsonld import context, context_text
from tests import reference

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
VOCABULARY = ROOT / "docs" / "vocabulary.md"
README = ROOT / "README.md"
WITH_OUTPUT = (
    README,
    *(
        ROOT / "docs" / f"{n}.md"
        for n in (
            "conflicts",
            "exports-graphs",
            "explain",
            "exports",
            "graph",
            "impact",
            "own-project",
            "queries",
            "rules",
            "validation",
        )
    ),
    reference.INDEX,
)
"""Pages that show what the commands and queries in them give."""
CONTEXT = ROOT / "ontology" / "context.jsonld"
PICTURES = ROOT / "docs"


def commands_page() -> str:
    """All help texts, as users see them on a terminal of 90 columns."""
    parts = [
        "# Commands\n\nWhat `kgraph COMMAND --help` says. This page is written by"
        " `python -m tests.docs`, and checked to be current.\n"
    ]
    for name in ("", *sorted(cli.commands)):
        arguments = [name, "--help"] if name else ["--help"]
        result = CliRunner().invoke(
            cli, arguments, prog_name="kgraph", terminal_width=90, max_content_width=90
        )
        title = f"kgraph {name}".strip()
        parts.append(f"## {title}\n\n```text\n{result.output.rstrip()}\n```\n")
    return "\n".join(parts)


def vocabulary_page() -> str:
    """Tables of the packaged vocabulary, for whoever looks for the right word."""
    vocabulary = ontology.load(ROOT / "ontology")
    entries = reference.reference()

    def entry(curie: str) -> str:
        return f"[`{local(curie)}`](reference/{entries.target(curie)})"

    def local(curie: str) -> str:
        return curie.partition(":")[2]

    def table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
        names = head.split(" | ")
        lines = [" | ".join(names), " | ".join("---" for _ in names), *map(" | ".join, rows)]
        return "\n".join(f"| {line} |" for line in lines)

    def properties(terms: Mapping[str, ontology.Property], mark: str) -> str:
        return table(
            f"name | of | value | meaning | {mark}",
            (
                (entry(c), local(t.domain), local(t.range), t.definition, "x" * t.special)
                for c, t in sorted(terms.items(), key=lambda item: local(item[0]).lower())
            ),
        )

    classes = table(
        "name | below | meaning",
        (
            (
                entry(curie),
                ", ".join(sorted(map(local, term.ancestors - {curie, "kg:Matter", "kg:Entity"}))),
                term.definition,
            )
            for curie, term in sorted(vocabulary.classes.items(), key=lambda i: local(i[0]))
        ),
    )
    units: dict[str, list[str]] = {}
    for form, code in vocabulary.units.items():
        units.setdefault(code, []).append(f"`{form}`")
    return (
        "# Vocabulary\n\nThe words that seeds may use: the core and the packaged domain. A "
        "project may bring [its own](own-project.md). Each leads to its entry in the "
        "[reference](reference/README.md). This page is written by "
        "`python -m tests.docs`, and checked to be current.\n\n"
        f"## Classes\n\n{classes}\n\n"
        "## Predicates\n\nOf an opaque predicate, the object need not exist or be true.\n\n"
        f"{properties(vocabulary.predicates, 'opaque')}\n\n"
        "## Qualifiers\n\nA statement with a restrictive qualifier is no plain triple.\n\n"
        f"{properties(vocabulary.qualifiers, 'restrictive')}\n\n"
        "## Quantities\n\n"
        + table("UCUM | written", ((f"`{c}`", ", ".join(forms)) for c, forms in units.items()))
        + "\n\n"
        + table(
            "precision | written",
            (
                (name, ", ".join(f"`{w}`" for w, p in vocabulary.precisions.items() if p == name))
                for name in vocabulary.lists["kg:Precision"]
            ),
        )
        + "\n"
    )


def context_file() -> str:
    """The context of JSON-LD files, as it is for the packaged vocabulary and the default base."""
    vocabulary = ontology.load(ROOT / "ontology")
    prefixes = Names(DEFAULT_BASE, vocabulary.domains).prefixes
    return f'{{\n  "@context": {context_text(context(prefixes, vocabulary.coercions))}\n}}\n'


LOOPBACK = "127.0.0.1:"


def with_output(page: str, folder: Path, server: str = "") -> str:
    """The page with what its commands and queries give.

    Only the ``console`` blocks with the address ``server`` are run; without one, only those that
    name no server on this machine. A block of SPARQL with a file name is laid into the folder.
    The commands of the ``console`` blocks are run there one after the other; then each ``sparql``
    block without a name is answered in the ``text`` or ``turtle`` block that follows it.
    """
    for name, text in re.findall(r"```sparql (\S+)\n(.*?)```", page, re.DOTALL):
        (folder / name).write_text(text, encoding="utf-8")
    programs = Path(sys.executable).parent
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}

    def run(command: str, text: str = "") -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            input=text,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout

    def console(match: re.Match[str]) -> str:
        if server not in match[1] or (not server and LOOPBACK in match[1]):
            return match[0]
        commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
        printed = (f"$ {command}\n{run(command)}" for command in commands)
        return "```console\n" + "".join(printed) + "```"

    def answer(match: re.Match[str]) -> str:
        return f"{match[1]}{run('kgraph query -', match[2])}```"

    page = re.sub(r"```console\n(.*?)```", console, page, flags=re.DOTALL)
    return re.sub(
        r"(```sparql\n(.*?)```\n\n```(?:text|turtle)\n).*?```", answer, page, flags=re.DOTALL
    )


def copy_of_project(folder: Path) -> Path:
    """What the README's reader has: seeds, ontology and examples."""
    for name in ("seeds", "ontology", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("output"))
    shutil.rmtree(folder / "seeds" / "documents", ignore_errors=True)
    return folder


def pictures() -> None:
    """The page of the first document, light and dark, around the missile."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGUMENTS, executable

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        CliRunner().invoke(cli, ["build", "--output", folder], catch_exceptions=False)
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1400, "height": 900},
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            page.goto((Path(folder) / "index.html").as_uri() + "#focus=storm-shadow&all=1")
            page.wait_for_selector("body[data-ready=true]")
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"page-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    VOCABULARY.write_text(vocabulary_page(), encoding="utf-8")
    CONTEXT.write_text(context_file(), encoding="utf-8")
    for path, text in reference.pages().items():
        path.write_text(text, encoding="utf-8")
    for page in WITH_OUTPUT:
        with tempfile.TemporaryDirectory() as scratch:
            text = with_output(page.read_text(encoding="utf-8"), copy_of_project(Path(scratch)))
        page.write_text(text, encoding="utf-8")
    index = reference.INDEX.read_text(encoding="utf-8")
    reference.INDEX.write_text(reference.with_diagram(index), encoding="utf-8")
    pictures()
