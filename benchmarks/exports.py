"""Exports of a large graph: our own writers, pyoxigraph's, and whole commands."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from kgraph import ontology
from kgraph.api import load as load_graph
from kgraph.facts.load import load
from kgraph.garbage import no_cyclic_gc
from kgraph.problems import Report
from kgraph.publish.build import build
from kgraph.rdf.jsonld import jsonld
from kgraph.rdf.stretches import by_graph
from kgraph.rdf.turtle import trig, turtle

from .generate import seeds

CLAIMS = 43_000
"""They make 1.5 million quads."""
_FORMATS = ("nquads", "trig", "jsonld", "turtle", "rdfxml", "rdf12")


def exports(show: Callable[..., None]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        vocabulary = ontology.load()
        seeds(CLAIMS, Path(scratch) / "seeds")
        report = Report()
        built = build(load(Path(scratch) / "seeds", vocabulary, report), vocabulary, report, output)
        assert built is not None
        quads = built.counts.quads
        print(f"\nExports, {CLAIMS:,} generated claims: {quads:,} quads")
        _writers(output, show)
        _commands(output, quads, show)


def _writers(output: Path, show: Callable[..., None]) -> None:
    """From what a build has at hand - sorted lines, and quads for pyoxigraph - to bytes."""
    files = load_graph(output).files
    prefixes, coerced = files.prefixes, ontology.load().coercions
    graphs = {iri: list(lines) for iri, lines in by_graph(files.nquads)}
    triples = files.ntriples.read_text(encoding="utf-8").split("\n")[:-1]
    quads = sum(map(len, graphs.values()))

    def rate(name: str, total: int, write: Callable[[], object], goal: str = "") -> None:
        with no_cyclic_gc():
            taken = min(_seconds(write) for _ in range(3))
        show(name, total / taken / 1e6, "M/s", goal)

    rate("TriG", quads, lambda: _bytes(trig(graphs.items(), prefixes)), "goal 0.7")
    rate("Turtle", len(triples), lambda: _bytes(turtle(triples, prefixes)))
    rate("JSON-LD", quads, lambda: _bytes([jsonld(graphs, prefixes, coerced)]))
    text = files.nquads.read_bytes()
    rate(
        "TriG by pyoxigraph, of the same lines",
        quads,
        lambda: ox.serialize(
            ox.parse(text, ox.RdfFormat.N_QUADS, lenient=True),
            format=ox.RdfFormat.TRIG,
            prefixes=prefixes,
        ),
    )


def _bytes(pieces: Iterable[str]) -> int:
    return len("".join(pieces).encode())


def _commands(output: Path, quads: int, show: Callable[..., None]) -> None:
    """Whole processes, of which the start and a check of the graph's digest take a part."""
    to = output / "exported"
    kgraph = str(Path(sys.executable).with_name("kgraph"))

    def command(*arguments: str) -> Callable[[], object]:
        whole = [kgraph, "export", *arguments, "--output", str(output), "-o", str(to)]
        return lambda: subprocess.run(whole, check=True, capture_output=True)

    for name in _FORMATS:
        taken = min(_seconds(command(name)) for _ in range(3))
        goal = "goal 0.7 M/s" if name in ("nquads", "trig") else ""
        show(f"kgraph export {name}", taken, ratio=f"{quads / taken / 1e6:.2f} M quads/s {goal}")
    show("kgraph export trig --compress gzip", _seconds(command("trig", "--compress", "gzip")))
    show("kgraph export jsonld --entity", _seconds(command("jsonld", "--entity", "force-1")))


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
