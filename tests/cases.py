"""Case folders: seeds and the graph expected of them. ``python -m tests.cases`` writes the latter
anew, to be read before it is committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgraph import ontology
from kgraph.facts.load import load
from kgraph.model import Facts
from kgraph.names import Names
from kgraph.problems import Report
from kgraph.rdf.files import NTRIPLES, files
from kgraph.rdf.projection import project
from kgraph.reason import rules
from kgraph.reason.derive import derive
from kgraph.reason.graphs import graphs
from kgraph.reason.model import Conclusions

ROOT = Path(__file__).parent
CASES = sorted(path.parent for path in (ROOT / "cases").glob("*/seeds"))
VOCABULARY = ontology.load(ROOT.parent / "ontology")


def facts_of(seeds: Path) -> Facts:
    """Facts without errors (a case has no lock, which is only warned of)."""
    report = Report()
    facts = load(seeds, VOCABULARY, report)
    assert not report.errors, report.as_text()
    return facts


RULES = rules.load(VOCABULARY, _no_faults := Report(), ROOT.parent / "ontology")
assert not _no_faults.problems, _no_faults.as_text()


def conclusions_of(facts: Facts) -> Conclusions:
    return derive(facts, project(facts, VOCABULARY), VOCABULARY, RULES)


def graph_files(facts: Facts) -> dict[str, bytes]:
    return dict(_files(facts))


def ntriples(facts: Facts) -> bytes:
    """The flat graph alone: most of the time goes into the other formats."""
    return next(data for name, data in _files(facts) if name == NTRIPLES)


def _files(facts: Facts) -> Iterator[tuple[str, bytes]]:
    projection = project(facts, VOCABULARY)
    text = graphs(facts, projection, conclusions_of(facts), VOCABULARY)
    prefixes = Names(facts.base, VOCABULARY.domains).prefixes
    return files(text, prefixes, VOCABULARY.coercions)


if __name__ == "__main__":
    for case in CASES:
        content = graph_files(facts_of(case / "seeds"))["graph.trig"]
        (case / "expected.trig").write_bytes(content)
        print(case.name)
