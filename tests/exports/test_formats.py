"""Each format holds what the graph holds."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kgraph
from kgraph.exports import FORMATS, FileFormat
from kgraph.problems import KgraphError
from tests.rdf.reading import Quad, read_by_pyoxigraph, read_by_rdflib

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def written(built: Path, name: str) -> bytes:
    format = FORMATS[name]
    assert isinstance(format, FileFormat)
    return b"".join(format.write(kgraph.load(built)))


def file(built: Path, name: str) -> set[Quad]:
    return read_by_pyoxigraph((built / name).read_bytes(), name)


@pytest.mark.parametrize("name", ["nquads", "trig", "jsonld"])
def test_datasets_are_as_the_build_left_them(built: Path, name: str) -> None:
    suffix = getattr(FORMATS[name], "suffix", "")
    assert read_by_pyoxigraph(written(built, name), f"x{suffix}") == file(built, "graph.nq")


@pytest.mark.parametrize("name", ["ntriples", "turtle", "rdfxml"])
def test_flat_formats_hold_each_triple(built: Path, name: str) -> None:
    suffix = getattr(FORMATS[name], "suffix", "")
    assert read_by_pyoxigraph(written(built, name), f"x{suffix}") == file(built, "graph.nt")


def test_rdflib_reads_the_rdf_xml(built: Path) -> None:
    assert read_by_rdflib(written(built, "rdfxml"), "x.rdf") == file(built, "graph.nt")


def test_rdf_1_2_says_the_same_with_reifiers(built: Path) -> None:
    """Unfolded again, each triple term is the three triples and the type that it stands for."""
    unfolded: set[tuple[str, ...]] = set()
    for quad in ox.parse(written(built, "rdf12"), ox.RdfFormat.TRIG):
        subject, graph = str(quad.subject), str(quad.graph_name)
        if isinstance(quad.object, ox.Triple):
            assert quad.predicate.value == f"{RDF}reifies"
            for part in ("subject", "predicate", "object"):
                value = str(getattr(quad.object, part))
                unfolded.add((subject, f"<{RDF}{part}>", value, graph))
            unfolded.add((subject, f"<{RDF}type>", f"<{RDF}Statement>", graph))
        else:
            unfolded.add((subject, str(quad.predicate), str(quad.object), graph))
    assert unfolded == {
        (str(q.subject), str(q.predicate), str(q.object), str(q.graph_name))
        for q in ox.parse(path=str(built / "graph.nq"))
    }


def test_a_graph_that_was_changed_is_not_exported(built: Path, tmp_path: Path) -> None:
    for path in built.glob("*.*"):
        text = path.read_bytes()
        (tmp_path / path.name).write_bytes(text + b"\n" if path.stem == "graph" else text)
    for name in ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "rdf12"):
        with pytest.raises(KgraphError, match="is not as report"):
            written(tmp_path, name)
