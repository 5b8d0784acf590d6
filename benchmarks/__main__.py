"""Measure what the project promises: ``python -m benchmarks``.

Prints medians and, above all, ratios measured in one run; nothing here is a test.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from kgraph import ontology
from kgraph.facts.load import load
from kgraph.garbage import no_cyclic_gc
from kgraph.model import Facts
from kgraph.names import Names
from kgraph.ontology import Vocabulary
from kgraph.problems import Report
from kgraph.publish.build import build
from kgraph.rdf.files import NQUADS, NTRIPLES, files
from kgraph.rdf.projection import Projection, project
from kgraph.rdf.quads import quads
from kgraph.rdf.read import read
from kgraph.validate.run import Shapes

from .generate import seeds
from .pushing import pushing
from .reasoning import reasoning

CLAIMS = 10_000


def main() -> None:
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
    packages = (
        "click",
        "PyYAML",
        "pyoxigraph",
        "nemo-python",
        "rdflib",
        "pyvis",
        "igraph",
        "pyshacl",
    )
    print(", ".join(f"{name} {version(name)}" for name in packages))
    whole_commands()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seeds"
        seeds(CLAIMS, path)
        vocabulary = ontology.load()
        facts = load(path, vocabulary, Report())
        projection = project(facts, vocabulary)
        quad_writer(facts, projection, vocabulary)
        end_to_end(path, facts, projection, vocabulary, Path(folder) / "output")
    first_picture()
    validation()
    reasoning(show)
    pushing(show)


def median(run: Callable[[], object], times: int = 5) -> float:
    """Median of the seconds that the run takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def show(what: str, value: float, unit: str = "s", ratio: str = "") -> None:
    print(f"{what:<58} {value:>12,.2f} {unit:<8} {ratio}")


def process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True)


def whole_commands() -> None:
    print("\nThe first document, whole processes")
    python, kgraph = sys.executable, str(Path(sys.executable).with_name("kgraph"))
    click = median(process(python, "-c", "import click"), 11)
    help_ = median(process(kgraph, "--help"), 11)
    show("python -c 'import click'", click)
    show("kgraph --help", help_, ratio=f"{help_ / click:.2f} x import click (goal 1.5)")
    show("kgraph check", median(process(kgraph, "check")), ratio="goal 0.3 s")
    with tempfile.TemporaryDirectory() as output:
        taken = median(process(kgraph, "build", "--output", output))
    show("kgraph build", taken, ratio="goal 1.0 s")


def quad_writer(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
    print(f"\nQuad writer, {CLAIMS:,} generated claims")
    graphs = quads(facts, projection, vocabulary)
    total = nquads(graphs).count("\n")
    with no_cyclic_gc():  # as a build runs it
        ours = median(lambda: quads(facts, projection, vocabulary), 9)
    terms = list(rdflib_terms(facts, projection, vocabulary))
    theirs = median(lambda: rdflib_dataset(terms).serialize(format="nquads"), 1)
    show("quads", total, "")
    show("kgraph, before sorting", total / ours / 1e6, "M quads/s", "goal 1.5")
    show(
        "rdflib, add and serialise",
        len(terms) / theirs / 1e6,
        "M quads/s",
        f"{(total / ours) / (len(terms) / theirs):.0f} x slower (goal 20)",
    )


def nquads(graphs: dict[str, list[str]]) -> str:
    """The pieces that the writer gives, as one text."""
    return "".join(piece for pieces in graphs.values() for piece in pieces)


Terms = tuple[tuple[str, str], str, tuple[str, str, str], str]


def rdflib_terms(facts: Facts, projection: Projection, vocabulary: Vocabulary) -> Iterable[Terms]:
    """The quads as plain strings, so that only rdflib's own work is timed."""
    import pyoxigraph as ox

    for quad in ox.parse(nquads(quads(facts, projection, vocabulary)), ox.RdfFormat.N_QUADS):
        object = quad.object
        datatype = object.datatype.value if isinstance(object, ox.Literal) else ""
        assert isinstance(quad.graph_name, ox.NamedNode)
        yield (
            ("iri", str(quad.subject.value)),
            quad.predicate.value,
            (type(object).__name__, str(object.value), datatype),
            quad.graph_name.value,
        )


def rdflib_dataset(terms: Iterable[Terms]):  # type: ignore[no-untyped-def]
    from rdflib import Dataset, Literal, URIRef

    dataset = Dataset()
    for (_, subject), predicate, (kind, value, datatype), graph in terms:
        object = Literal(value, datatype=URIRef(datatype)) if kind == "Literal" else URIRef(value)
        quad = (URIRef(subject), URIRef(predicate), object, URIRef(graph))
        dataset.add(quad)  # type: ignore[arg-type]
    return dataset


def end_to_end(
    path: Path, facts: Facts, projection: Projection, vocabulary: Vocabulary, output: Path
) -> None:
    """YAML to five graph files and a page, against the plain stack.

    The plain stack is spared checking, digests and projection: it loads the same YAML and is
    handed the finished quads and positions.
    """
    print(f"\n{CLAIMS:,} generated claims: YAML to five graph files and a page")

    def ours() -> None:
        report = Report()
        build(load(path, vocabulary, report), vocabulary, report, output)

    stages = {
        "read and check": lambda: load(path, vocabulary, Report()),
        "five files": lambda: dict(
            files(
                quads(facts, projection, vocabulary),
                Names(facts.base, vocabulary.domains).prefixes,
            )
        ),
    }
    gc.freeze()  # what the benchmark itself holds is not the builds' to look through
    mine = median(ours, 3)
    show("kgraph", mine)
    with no_cyclic_gc():
        for name, stage in stages.items():
            show(f"  of which: {name}", median(stage, 3))
        show(
            "graph.nq back to records",
            median(lambda: read(output / NQUADS, vocabulary, facts.base), 3),
        )
    terms = list(rdflib_terms(facts, projection, vocabulary))
    theirs = median(lambda: plain_stack(path, terms, facts, output), 1)
    show("plain stack", theirs, ratio=f"{theirs / mine:.1f} x slower (goal 10)")


def plain_stack(path: Path, terms: Iterable[Terms], facts: Facts, output: Path) -> None:
    import yaml
    from pyvis.network import Network

    for source in sorted(path.glob("*.yaml")):
        yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    dataset = rdflib_dataset(terms)
    flat = dataset.graph("urn:x-flat")
    for subject, predicate, object, _ in dataset.quads():
        flat.add((subject, predicate, object))
    for name, format in (("ttl", "turtle"), ("nt", "nt")):
        flat.serialize(output / f"plain.{name}", format=format)
    for name, format in (("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")):
        dataset.serialize(output / f"plain.{name}", format=format)
    network = Network(directed=True, cdn_resources="in_line")
    for number, id in enumerate(facts.entities):
        network.add_node(id, label=id, x=number % 50 * 100, y=number // 50 * 100, physics=False)
    for statement in facts.statements.values():
        ends = [getattr(end, "id", "") for end in (statement.subject, statement.object)]
        if all(end in facts.entities for end in ends):
            network.add_edge(*ends, label=statement.predicate)
    (output / "plain.html").write_text(network.generate_html(), encoding="utf-8")


def validation() -> None:
    """Our engine, and pySHACL as it is, on the same graph and shapes.

    pySHACL asks each query of a shape once for each focus node, so that only the smaller graph
    is given to it.
    """
    import pyshacl
    import rdflib

    shapes, vocabulary = Shapes.in_force(), ontology.load()

    def theirs(content: bytes) -> bool:
        data = rdflib.Graph().parse(data=shapes.with_ontology(content), format="nt")
        wanted = rdflib.Graph()
        for file in shapes.graph.texts:
            wanted.parse(file)
        return bool(pyshacl.validate(data, shacl_graph=wanted, inplace=True)[0])

    for claims in (CLAIMS // 10, CLAIMS):
        print(f"\nValidation, {claims:,} generated claims")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "seeds"
            seeds(claims, path)
            facts = load(path, vocabulary, Report())
        prefixes = Names(facts.base, vocabulary.domains).prefixes
        graphs = quads(facts, project(facts, vocabulary), vocabulary)
        content = dict(files(graphs, prefixes))[NTRIPLES]
        mine = median(lambda content=content: shapes.validate(content), 3)  # type: ignore[misc]
        show("kgraph, with loading", mine)
        if claims < CLAIMS:
            began = time.perf_counter()
            verdict = theirs(content)
            taken = time.perf_counter() - began
            same = "same" if verdict == (not shapes.validate(content)) else "ANOTHER"
            show("pySHACL", taken, ratio=f"{taken / mine:.0f} x slower (goal 20), {same} verdict")


def first_picture() -> None:
    print("\nThe page of the first document in headless Chromium")
    with tempfile.TemporaryDirectory() as output:
        process(str(Path(sys.executable).with_name("kgraph")), "build", "--output", output)()
        taken = [_first_picture(Path(output) / "index.html") for _ in range(5)]
    show("first picture", statistics.median(taken), ratio="goal 0.5 s")


def _first_picture(page: Path) -> float:
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGUMENTS, executable

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.goto(page.as_uri())
        tab.wait_for_selector("body[data-ready=true]")
        marks = tab.evaluate("JSON.stringify(performance.getEntriesByName('first-picture'))")
        browser.close()
    return float(json.loads(marks)[0]["startTime"]) / 1000


if __name__ == "__main__":
    main()
