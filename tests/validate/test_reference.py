"""Other engines come to the same verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kgraph.validate.reference import named, results_of
from tests.cases import CASES, ROOT, facts_of, ntriples
from tests.examples import examples
from tests.jena import SHACL

from .graphs import DAMAGE, damaged, shapes, sound, together, verdict


def agree(triples: bytes) -> int:
    """How many results there are, once pySHACL has found the same."""
    found = verdict(shapes().validate(triples))
    assert found == verdict(shapes().validate(triples, "pyshacl"))
    return len(found)


@pytest.mark.slow
def test_pyshacl_agrees_on_every_case() -> None:
    graphs = (ntriples(facts_of(case / "seeds")) for case in CASES)
    assert agree(together([sound(), *graphs])) == 0


def test_pyshacl_agrees_on_the_first_document() -> None:
    assert agree(ntriples(facts_of(ROOT.parent / "seeds"))) == 0


@pytest.mark.parametrize(
    "every", [16, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_pyshacl_agrees_on_damaged_graphs(every: int) -> None:
    some = DAMAGE[::every]
    assert agree(together(damaged(damage["update"]) for damage in some)) >= len(some)


@pytest.mark.slow
def test_jena_agrees(jena: Callable[..., str], tmp_path: Path) -> None:
    graphs = [sound(), *(damaged(damage["update"]) for damage in DAMAGE)]
    triples, shapes_file = tmp_path / "data.nt", tmp_path / "shapes.nt"
    triples.write_bytes(shapes().with_ontology(together(graphs)))
    shapes_file.write_text(named(shapes().graph, shapes().shapes), encoding="utf-8")
    report = rdflib.Graph().parse(
        data=jena(SHACL, "--shapes", shapes_file, "--data", triples), format="turtle"
    )
    found = verdict(shapes().validate(together(graphs)))
    assert verdict(results_of(report, shapes().shapes)) == found


# ---- at random ---------------------------------------------------------------------------------

LINES = sorted(sound().decode().splitlines())
PARTS = [tuple(line.removesuffix(" .").split(" ", 2)) for line in LINES]
NUMBERS = st.integers(0, len(PARTS) - 1)


@st.composite
def random_damage(draw: st.DrawFn) -> bytes:
    """The graph with some triples deleted, changed or added, made of parts of others."""
    triples = dict.fromkeys(PARTS)
    for _ in range(draw(st.integers(1, 3))):
        at = PARTS[draw(NUMBERS)]
        kind = draw(st.sampled_from(["delete", "subject", "predicate", "object", "add"]))
        other = PARTS[draw(NUMBERS)]
        if kind != "add":
            triples.pop(at, None)
        if kind in ("subject", "add"):
            triples[other[0], at[1], at[2]] = None
        elif kind == "predicate":
            triples[at[0], other[1], at[2]] = None
        elif kind == "object":
            triples[at[0], at[1], other[2]] = None
    return "".join(f"{' '.join(triple)} .\n" for triple in triples).encode()


@examples(1)
@given(st.lists(random_damage(), min_size=10, max_size=10))
def test_pyshacl_agrees_on_graphs_damaged_at_random(graphs: list[bytes]) -> None:
    agree(together(graphs))


@pytest.mark.slow
@examples(30)
@given(st.lists(random_damage(), min_size=12, max_size=12))
def test_pyshacl_agrees_on_many_graphs_damaged_at_random(graphs: list[bytes]) -> None:
    agree(together(graphs))
