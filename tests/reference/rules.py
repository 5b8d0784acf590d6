"""The page of rules: what each says, in plain words and in the rule language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kgraph.reason.rules import SUFFIX, SUPER_PROPERTY, Rule

PAGE = "rules.md"

HEAD = """# Rules

{count} rules come with kgraph. [Rules](../rules.md) tells how they are read and written. This page
is written by `python -m tests.docs`, and checked to be current.

| rule | title |
|---|---|
{rows}
"""


def page(rules: Mapping[str, Rule], folder: Path) -> str:
    rows = "\n".join(f"| [{name}](#{name}) | {rule.text.title} |" for name, rule in rules.items())
    parts = [HEAD.format(count=len(rules), rows=rows)]
    parts += [_entry(rule, folder) for rule in rules.values()]
    return "\n".join(parts)


def _entry(rule: Rule, folder: Path) -> str:
    kind = "Conditional: it may read, and concludes, under a condition.\n\n" * rule.conditional
    kind += "What if: it runs for suppositions only.\n\n" * rule.what_if
    head = f"## {rule.name}\n\n**{rule.text.title}.** {rule.text.reading}\n\n{kind}"
    if rule.text == SUPER_PROPERTY:
        return f"{head}This rule comes from the ontology itself: `rdfs:subPropertyOf`.\n"
    (path,) = folder.rglob(rule.name + SUFFIX)
    lines = path.read_text(encoding="utf-8").split("\n")
    clauses = "\n".join(line for line in lines if line[:1] not in ("%", "@")).strip()
    return f"{head}```prolog\n{clauses}\n```\n"
