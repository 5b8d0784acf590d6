"""Rules: ``rules/**/*.rls`` of the ontology in force, and those packaged with it.

A file begins with comment lines: the title, then the rule in plain words; the lines
``% conditional`` and ``% what-if`` are marks. What its clauses may say is checked against the
ontology, so that whatever reaches the engine is sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import networkx as nx

from .. import names, ontology
from ..facts.source import read_text
from ..model import Facts
from ..ontology import Vocabulary
from ..problems import Location, Report, printable
from .check import CheckedClause, Checker
from .grammar import parse
from .model import RuleText
from .things import check_things

SUFFIX = ".rls"
CONDITIONAL, WHAT_IF = "conditional", "what-if"

Rules: TypeAlias = Mapping[str, "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    text: RuleText
    clauses: tuple[CheckedClause, ...]
    conditional: bool = False
    """It may read what holds under a condition, and then concludes under that condition."""
    what_if: bool = False
    """It is only for suppositions, and never run by a build."""

    @property
    def name(self) -> str:
        return self.text.name


SUPER_PROPERTY = RuleText(
    "super-property",
    "A narrower relation implies the wider one",
    "Where the ontology declares a predicate a sub-property of another, what is said with the "
    "first may be said with the second.",
)


def load(
    vocabulary: Vocabulary,
    report: Report,
    folder: Path | None = None,
    facts: Facts | None = None,
) -> dict[str, Rule]:
    """All rules in force by name, sorted; faults go to the report.

    A project's own rule hides the packaged one of the same name. Where facts are given, rules may
    name no thing that they do not know.
    """
    folder = folder or ontology.OWN
    packaged = ontology.packaged() / "rules"
    found = {rule.name: rule for rule in [super_property(vocabulary)] if rule.clauses}
    for path in sorted((folder / "rules").rglob(f"*{SUFFIX}")):
        if path.stem in found:
            where = Location(path.as_posix(), length=0)
            report.add("rule-header", where, "there is another rule of this name", "rename one")
        else:
            _read(path, found, vocabulary, report)
    for name in ontology.packaged_parts(folder):
        for path in sorted((packaged / name).glob(f"*{SUFFIX}")):
            if path.stem not in found:
                _read(path, found, vocabulary, report)
    rules = dict(sorted(found.items()))
    _check_layers(rules, report)
    if facts:
        check_things((clause for rule in rules.values() for clause in rule.clauses), facts, report)
    return rules


def super_property(vocabulary: Vocabulary) -> Rule:
    """The one rule that comes from the ontology itself."""
    clauses = (
        CheckedClause.of_one(curie, parent)
        for curie, term in sorted(vocabulary.predicates.items())
        for parent in term.parents
        if parent in vocabulary.predicates
    )
    return Rule(SUPER_PROPERTY, tuple(clauses))


def _read(path: Path, found: dict[str, Rule], vocabulary: Vocabulary, report: Report) -> None:
    source = path.as_posix()
    if not names.ID.fullmatch(path.stem):
        help = "a rule's file is called by small letters, digits and hyphens"
        report.add("rule-header", Location(source, length=0), "this is no name for a rule", help)
    if (text := read_text(path, source, report)) is not None:
        found[path.stem] = read(path.stem, text, source, vocabulary, report)


def read(name: str, text: str, source: str, vocabulary: Vocabulary, report: Report) -> Rule:
    """One rule; faults go to the report."""
    report.sources[source] = text.split("\n")
    words = list(_header(text))
    marks = {word for word in words if word in (CONDITIONAL, WHAT_IF)}
    title, *reading = [word for word in words if word not in marks] or [""]
    if not reading:
        what = "a rule begins with its title and what it says in plain words"
        report.add("rule-header", Location(source), what, "write them as comment lines: % ...")
    checker = Checker(vocabulary, report, what_if=WHAT_IF in marks)
    clauses = [checker.clause(clause) for clause in parse(text, source, report)]
    return Rule(
        RuleText(name, printable(title), printable(" ".join(reading))),
        tuple(clause for clause in clauses if clause),
        CONDITIONAL in marks,
        WHAT_IF in marks,
    )


def _header(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line[:1] != "%":
            return
        if content := line.lstrip("%").strip():
            yield content


def _check_layers(rules: Rules, report: Report) -> None:
    """What a rule denies must be settled before it: no denial in a circle of conclusions."""
    needs: nx.DiGraph[str] = nx.DiGraph()
    for rule in rules.values():
        for clause in rule.clauses:
            for predicate in (*clause.reads, *clause.denies):
                needs.add_edge(predicate, clause.head.predicate)
    circles = {p: n for n, part in enumerate(nx.strongly_connected_components(needs)) for p in part}
    for rule in rules.values():
        for clause in rule.clauses:
            for absent in clause.absent:
                if circles[absent.predicate] == circles[clause.head.predicate]:
                    what = f"what {absent.written} denies may hang on this very conclusion"
                    help = "deny only what no rule concludes from it"
                    report.add("rule-refused", absent.where, what, help)
