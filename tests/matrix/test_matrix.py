"""The matrix holds, the page is what it printed, and a cell fails where something is amiss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.query.asking import from_json

from . import jsonldjs, ladybug, pyoxi, rapper
from .compare import wrong_answers, wrong_quads
from .data import Dataset, Question
from .datasets import datasets, of_values
from .model import CONTROLS, CSV, JSONLD, NQUADS, NTRIPLES, TURTLE, Asked, Held, Lost, Row, Software
from .page import PAGE, page, without_versions
from .registry import SOFTWARE
from .run import Result, run, undamaged


@pytest.mark.slow
def test_all_software_holds_what_was_written_and_the_page_says_so() -> None:
    results = run(SOFTWARE, lambda _: None)
    absent = sorted({fault for result in results if result.is_missing for fault in result.faults})
    failed = [
        f"{result.software}, {result.row.format}, {result.row.how}: {fault}"
        for result in results
        if not result.is_missing
        for fault in result.faults
    ]
    assert not failed, "\n".join(failed)
    if absent:
        missing("; ".join(absent))
    found = PAGE.read_text(encoding="utf-8")
    renewed = page(results)
    assert without_versions(found) == without_versions(renewed), "run python -m tests.matrix"


def results_of(software: Software, *formats: str, damage: Callable[[Path], Path]) -> list[Result]:
    rows = tuple(row for row in software.rows if row.format in formats)
    build = datasets if CSV in formats else of_values
    results = run([replace(software, rows=rows)], lambda _: None, damage, build)
    for result in results:
        if result.is_missing:
            missing(result.faults[0])
    return results


def line_left_out(path: Path) -> Path:
    lines = path.read_bytes().splitlines(keepends=True)
    return written_beside(path, lines[:-1])


def value_changed(path: Path) -> Path:
    return written_beside(path, [path.read_bytes().replace(b'"700.5"^^', b'"700.4"^^', 1)])


def written_beside(path: Path, pieces: Iterable[bytes]) -> Path:
    damaged = path.with_name(f"damaged{path.suffix}")
    damaged.write_bytes(b"".join(pieces))
    return damaged


def test_a_line_that_is_left_out_is_found_and_shown() -> None:
    (result,) = results_of(pyoxi.SOFTWARE, NQUADS, damage=line_left_out)
    faults = "\n".join(result.faults)
    assert "hostile values: counts: written {" in faults
    assert "hostile values: quads: 1 lost\n    <https://w3id.org/kgraph/id/" in faults
    assert "not written" not in faults


def test_a_value_that_is_changed_is_found_though_the_counts_are_the_same() -> None:
    (result,) = results_of(pyoxi.SOFTWARE, NTRIPLES, damage=value_changed)
    assert not any("counts" in fault for fault in result.faults)
    lost, added = (fault for fault in result.faults if fault.startswith("hostile values"))
    assert (
        (lost.replace('"700.5"', '"700.4"').partition(" lost")[2])
        == added.partition(" not written")[2]
    )


def test_a_file_that_is_cut_off_is_refused() -> None:
    def cut_off(path: Path) -> Path:
        return written_beside(path, [path.read_bytes()[:-20]])

    (result,) = results_of(pyoxi.SOFTWARE, TURTLE, damage=cut_off)
    assert result.quads == 0
    assert all("refused: SyntaxError" in fault for fault in result.faults)


@pytest.mark.slow
def test_damage_is_found_in_other_software_too() -> None:
    (flat,) = results_of(rapper.SOFTWARE, NTRIPLES, damage=line_left_out)
    assert "hostile values: quads: 1 lost" in "\n".join(flat.faults)

    def without_a_graph(path: Path) -> Path:
        content = json.loads(path.read_bytes())
        content["@graph"] = content["@graph"][1:]
        return written_beside(path, [json.dumps(content).encode()])

    (nested,) = results_of(jsonldjs.SOFTWARE, JSONLD, damage=without_a_graph)
    assert "hostile values: counts" in "\n".join(nested.faults)

    def without_a_row(folder: Path) -> Path:
        table = folder / "STATES-Claim-Statement.csv"
        table.write_bytes(b"".join(table.read_bytes().splitlines(keepends=True)[:-1]))
        return folder

    (table,) = results_of(ladybug.LADYBUG, CSV, damage=without_a_row)
    assert "first document: quads: 1 lost\n    STATES" in "\n".join(table.faults)


def test_what_the_registry_says_is_lost_must_be_lost() -> None:
    row = Row(NQUADS, "bulk_load", lost={CONTROLS: Lost(True, "so it was said")})
    (result,) = run([replace(pyoxi.SOFTWARE, rows=(row,))], lambda _: None, undamaged, of_values)
    (fault,) = result.faults
    assert fault.startswith("control characters: the registry is wrong")


# ---- comparing -------------------------------------------------------------------------------


def asked(tmp_path: Path, found: Held, how: Asked) -> dict[str, list[str]]:
    rows = from_json(answer("a", "b"), {})
    dataset = Dataset("d", tmp_path, {}, {"q-1": Question("q", "SELECT ?x {}", rows)})
    return wrong_answers(Row(NQUADS, "", how), dataset, found)


def answer(*values: str) -> bytes:
    bindings = [{"x": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode()


def test_rows_are_compared_one_by_one(tmp_path: Path) -> None:
    assert asked(tmp_path, Held(answers={"q-1": answer("a", "b")}), Asked()) == {}
    wrong = asked(tmp_path, Held(answers={"q-1": answer("a", "c")}), Asked())
    assert wrong == {"q": ["q-1: rows: 1 lost\n    b", "q-1: rows: 1 not written\n    c"]}
    twice = asked(tmp_path, Held(answers={"q-1": answer("a", "b", "b")}), Asked())
    assert twice == {"q": ["q-1: rows: 1 not written\n    b"]}
    assert asked(tmp_path, Held(), Asked()) == {"q": ["q-1: no answer"]}


def test_order_counts_unless_it_is_said_not_to(tmp_path: Path) -> None:
    turned = Held(answers={"q-1": answer("b", "a")})
    assert asked(tmp_path, turned, Asked()) == {"q": ["q-1: rows in another order"]}
    assert asked(tmp_path, turned, Asked(ordered=False)) == {}


def test_a_quad_in_another_graph_is_not_the_same(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text('<x:s> <x:p> "a" <x:g> .\n', encoding="utf-8")
    dataset = Dataset("d", tmp_path, {}, {})
    held = Held(b'<x:s> <x:p> "a" <x:h> .\n')
    assert len(list(wrong_quads(Row(NQUADS, ""), dataset, held))) == 3
    assert list(wrong_quads(Row(NQUADS, ""), dataset, Held(b'<x:s> <x:p> "\\u0061" <x:g> .'))) == []


def test_versions_may_differ_on_the_page_and_nothing_else() -> None:
    line = "| rapper | 2.0.15 | TriG | -o nquads | 5 | 1 | equal |  |\n"
    assert without_versions(line) == without_versions(line.replace("2.0.15", "3.1"))
    assert without_versions(line) != without_versions(
        line.replace("5", "6").replace("6 | T", "5 | T")
    )
