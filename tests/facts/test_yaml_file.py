"""YAML to located values: everything is text, and everything knows its place."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.facts.load import load
from kgraph.facts.located import Fields, Items, Text, Value, texts
from kgraph.facts.source import read_text
from kgraph.facts.yaml_file import parse
from kgraph.problems import Report
from tests.facts.reading import seed
from tests.project import vocabulary


def read(text: str) -> Value | None:
    report = Report()
    value, _ = parse(text, "a.yaml", report)
    assert not report.problems, report.as_text()
    return value


def plain(value: Value | None) -> object:
    match value:
        case Text():
            return value.text
        case Items():
            return [plain(member) for member in value.items]
        case Fields():
            return {key.text: plain(member) for key, member in value}
    return value


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "2024-11", "12:30", "0x1F", "1e3", "1_000", "=", "<<"]
)
def test_scalars_are_text_as_written(scalar: str) -> None:
    assert plain(read(f"[{scalar}]")) == [scalar]


def test_lists_mappings_and_multi_line_texts() -> None:
    text = "note: >-\n  two\n  lines\nlist: [a, {b: c}]\n"
    assert plain(read(text)) == {"note": "two lines", "list": ["a", {"b": "c"}]}


def test_every_value_knows_line_column_and_length() -> None:
    value = read("é: [ab, 'c d',\n     {x: 😀y}]")
    assert isinstance(value, Fields)
    items = value.entries["é"]
    assert isinstance(items, Items)
    places = [(item.where.line, item.where.column, item.where.length) for item in items.items]
    assert places == [(1, 5, 2), (1, 9, 5), (2, 6, 1)]
    mapping = items.items[2]
    assert isinstance(mapping, Fields)
    assert mapping.entries["x"].where.column == 10


def test_a_file_of_comments_holds_nothing() -> None:
    assert read("# nothing yet\n") is None


def test_all_text_of_a_value() -> None:
    value = read("a: [b, {c: d}]")
    assert value is not None
    assert list(texts(value)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ("- [a, b\n- [c, d]\n- [e]\n", [["c", "d"], ["e"]]),
        ("- [a]\n- 'b\n- [c]\n", [["a"], ["c"]]),
        ("- [a]\n- {b: c, d\n- [e]\n", [["a"], ["e"]]),
        ("- [a]\n- @b\n- [c]\n", [["a"], ["c"]]),
        ("- [a]\n-\t- b\n- [c]\n", [["a"], ["c"]]),
    ],
)
def test_a_syntax_error_costs_only_its_item(broken: str, kept: list[object]) -> None:
    report = Report()
    value, lost = parse(broken, "a.yaml", report)
    assert plain(value) == kept
    assert report.errors == 1
    assert lost


# ---- whatever is read, it is reported, and never raises ---------------------------------------


def check_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.yaml")
        path.write_bytes(data)
        report = Report()
        load(Path(folder), vocabulary(), report)
        text = report.as_text()
        report.as_json()
        report.as_github()
        for problem in report:
            lines = report.sources.get(str(path))
            if lines:
                assert 1 <= problem.where.line <= len(lines), text
                assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1, text


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check_bytes(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check_bytes(text.encode("utf-8", "surrogatepass"))


@given(st.text(alphabet="[]{}:,-#&*!|>'\"%@` \n\ta?~.", max_size=120))
def test_any_text_of_special_characters(text: str) -> None:
    check_bytes(text.encode())


SEED = seed(
    """\
- at: 4 Two brigades ... the river
  claimant: ann-harbour
  relayed-by: [{by: river-gazette, stance: endorses}]
  credibility: 3
  claims:
    - [[brigade-12, brigade-14], belongsTo, northland, {jointly: true, when: 2024-11~}]
    - [northland, not controls, fordham, {area: about 700 km2, as: hold, id: hold}]
  prediction:
    - [^hold, becauseOf, ^hold, {if: ^hold, certainty: likely}]
"""
)


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_any_damage_to_a_seed(number: int, damages: int) -> None:
    check_bytes(damaged(SEED, number, damages).encode())


def damaged(text: str, number: int, damages: int) -> str:
    """The text with some characters or lines deleted, doubled, swapped or put in."""
    chance = random.Random(number)
    for _ in range(damages):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + chance.choice((1, 3, 40)))
        put = chance.choice(["", text[at:to] * 2, "\t", ": ", "]", "[", "'", "^", "\n- ", "{", "~"])
        text = text[:at] + put + text[to:]
    return text


@given(st.lists(st.sampled_from(["a", "[", "]", "{", "}", ", ", "- ", "\n", "\n  ", ": ", "b"])))
def test_parsing_comes_to_an_end(parts: list[str]) -> None:
    parse("".join(parts), "a.yaml", Report())


def test_read_text_drops_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: é\r\nb: c\r".encode())
    assert read_text(path, "a.yaml", Report()) == "a: é\nb: c\n"
