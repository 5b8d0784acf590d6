"""From checked facts to the output folder."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from io import BytesIO
from itertools import islice
from pathlib import Path

from ..garbage import no_cyclic_gc
from ..model import Facts
from ..names import Names
from ..ontology import Vocabulary
from ..problems import Location, Problem, Report, printable
from ..rdf.canonical import ALGORITHM, Digest, digests
from ..rdf.files import NQUADS, NTRIPLES, files
from ..rdf.projection import Projection, project
from ..reason import rules
from ..reason.derive import derive
from ..reason.graphs import graphs, places_of_derived
from ..reason.model import Conclusions
from ..validate.aside import validating
from ..validate.model import Result
from ..validate.run import Shapes
from ..validate.tell import report_results
from ..validate.trace import places
from ..views.page import render
from .output import REPORT, replace_all

PAGE = "index.html"
SEEDS = "seeds"
"""Where problems are placed that lead to no line."""
_LIBRARIES = ("igraph", "pyoxigraph", "pyvis")
"""Those whose versions decide about bytes."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each kind there is."""

    documents: int
    passages: int
    entities: int
    scenarios: int
    statements: int
    projected: int
    derived: int
    """Facts that rules conclude and no claim projects."""
    derivations: int
    claims: int
    claims_by_modality: dict[str, int]
    triples: int
    quads: int


@dataclass(frozen=True, slots=True)
class Canonical:
    """What tells whether another copy of the graph, or of one of its named graphs, is the same."""

    algorithm: str
    datasets: dict[str, Digest]
    """By name of a file that holds it."""
    graphs: dict[str, Digest]
    """By IRI of the named graph, each as a dataset of its own."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What ``report.json`` holds: no times, no paths."""

    base: str
    prefixes: dict[str, str]
    counts: Counts
    problems: list[dict[str, str]]
    versions: dict[str, str]
    canonical: Canonical
    files: dict[str, dict[str, str | int]]


def build(
    facts: Facts,
    vocabulary: Vocabulary,
    problems: Report,
    folder: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> BuildReport | None:
    """Write graph files, page and report; nothing, where the graph does not hold to the shapes.

    ``tell`` hears what is being done. The problems are warnings only at first, as facts with
    errors are not built; what is wrong with rules, and what the shapes find, is added to them.

    Raises:
        KgraphError: the folder cannot be written, a shape cannot be used, or the rules ran out
            of time or memory.
    """
    with no_cyclic_gc():
        tell("deciding what is projected")
        projection = project(facts, vocabulary)
        book = rules.load(vocabulary, problems, facts=facts)
        if problems.errors:
            return None
        tell("deriving what follows")
        conclusions = derive(facts, projection, vocabulary, book)
        tell("writing the graph")
        prefixes = Names(facts.base, vocabulary.domains).prefixes
        shapes = Shapes.in_force()
        lines = graphs(facts, projection, conclusions, vocabulary)
        coming = files(lines, prefixes, vocabulary.coercions)
        content = dict(islice(coming, 2))
        with validating(content[NTRIPLES]) as results:
            content |= coming
            tell("drawing the page")
            content[PAGE] = render(facts, projection, conclusions, vocabulary).encode()
            tell("validating the graph")
            _report(results(), shapes, facts, conclusions, vocabulary, problems)
    if problems.errors:
        return None
    report = BuildReport(
        base=facts.base,
        prefixes=prefixes,
        counts=_counts(facts, projection, conclusions, content),
        problems=sorted(map(_problem, problems), key=lambda problem: tuple(problem.values())),
        versions={
            "python": platform.python_version(),
            **{name: version(name) for name in ("kgraph", *_LIBRARIES)},
        },
        canonical=_canonical(content),
        files={name: _file(data) for name, data in sorted(content.items())},
    )
    text = json.dumps(asdict(report), indent=2, ensure_ascii=False)
    content[REPORT] = f"{text}\n".encode()
    tell("putting the files in place")
    replace_all(folder, content)
    return report


def _report(
    results: list[Result],
    shapes: Shapes,
    facts: Facts,
    conclusions: Conclusions,
    vocabulary: Vocabulary,
    problems: Report,
) -> None:
    if results:
        prefixes = shapes.prefixes(facts.base, vocabulary.domains)
        known = places_of_derived(conclusions, places(facts), facts.base)
        report_results(results, shapes.shapes, known, prefixes, Location(SEEDS), problems)


def _counts(
    facts: Facts, projection: Projection, conclusions: Conclusions, content: Mapping[str, bytes]
) -> Counts:
    modalities = Counter(claim.modality for claim in facts.claims.values())
    return Counts(
        documents=len(facts.documents),
        passages=len(facts.passages),
        entities=len(facts.entities),
        scenarios=len(projection.scenarios),
        statements=len(facts.statements),
        projected=len(projection.documents),
        derived=len(conclusions.facts - projection.documents.keys()),
        derivations=len(conclusions.derivations),
        claims=len(facts.claims),
        claims_by_modality=dict(sorted(modalities.items())),
        triples=content[NTRIPLES].count(b"\n"),
        quads=content[NQUADS].count(b"\n"),
    )


def _canonical(content: Mapping[str, bytes]) -> Canonical:
    def digest(data: bytes) -> Digest:
        return Digest(data.count(b"\n"), hashlib.sha256(data).hexdigest())

    return Canonical(
        ALGORITHM,
        {name: digest(content[name]) for name in (NQUADS, NTRIPLES)},
        digests(BytesIO(content[NQUADS])),
    )


def _problem(problem: Problem) -> dict[str, str]:
    """Without line numbers, so that laying out the seeds anew leaves the report as it is."""
    return {
        "file": printable(problem.where.file.rpartition("/")[2]),
        "severity": problem.severity,
        "code": problem.code,
        "message": printable(problem.message),
    }


def _file(data: bytes) -> dict[str, str | int]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
