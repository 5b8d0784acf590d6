"""The lock file: written, read back, damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evidence.lock import LockedDocument, as_text, read
from kgraph.model import Anchor
from kgraph.problems import Report

DIGESTS = st.integers(0, 2**256 - 1).map("{:064x}".format)
ANCHORS = st.builds(
    lambda start, length, digest: Anchor(start, start + length, digest),
    st.integers(0, 10**7),
    st.integers(1, 10**4),
    DIGESTS,
)
LOCKED = st.builds(
    LockedDocument, DIGESTS, st.dictionaries(st.text(max_size=8), ANCHORS, max_size=3)
)


@given(st.dictionaries(st.text(max_size=8), LOCKED, max_size=3))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, documents: dict[str, LockedDocument]
) -> None:
    path = tmp_path_factory.getbasetemp() / "passages.lock.json"
    path.write_bytes(as_text(documents).encode("utf-8", "surrogatepass"))
    report = Report()
    assert read(path, "lock", report) == documents
    assert not report.problems


def test_a_line_a_passage_in_order() -> None:
    anchor = Anchor(1, 2, "0" * 64)
    passages = {"4 Two": anchor, "10 One": anchor}
    rows = [
        row for row in as_text({"a": LockedDocument("1" * 64, passages)}).splitlines() if "[" in row
    ]
    assert [row.split('"')[1] for row in rows] == ["10 One", "4 Two"]


def test_no_lock_yet(tmp_path: Path) -> None:
    report = Report()
    assert read(tmp_path / "none", "lock", report) == {}
    assert not report.problems


def lock(**changes: object) -> str:
    document: dict[str, object] = {"sha256": "0" * 64, "passages": {"4 Two": [1, 2, "0" * 64]}}
    return json.dumps({"version": 1, "documents": {"a": document | changes}})


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "7", '"x"', "{}", '{"version": 2, "documents": {}}'),
        *(
            '{"version": 1}',
            '{"version": 1, "documents": []}',
            '{"version": 1, "documents": {"a": 1}}',
        ),
        lock(sha256="abc"),
        lock(sha256=None),
        lock(passages=[]),
        lock(passages={"4 Two": [1, 2]}),
        lock(passages={"4 Two": [2, 1, "0" * 64]}),
        lock(passages={"4 Two": [-1, 1, "0" * 64]}),
        lock(passages={"4 Two": [1.5, 2, "0" * 64]}),
        lock(passages={"4 Two": [True, 2, "0" * 64]}),
        lock(passages={"4 Two": ["1", "2", "0" * 64]}),
        lock(passages={"4 Two": [1, 2, "short"]}),
        lock().replace("1, 2", "1, 1e999"),
        "[" * 100_000,
        "\ufeff{}",
        "<<<<<<< ours\n",
    ],
)
def test_damage_is_reported(text: str, tmp_path: Path) -> None:
    path = tmp_path / "passages.lock.json"
    path.write_text(text, encoding="utf-8")
    report = Report()
    assert read(path, "lock", report) == {}
    assert [problem.code for problem in report] == ["bad-lock"]


def test_a_folder_or_bytes_instead(tmp_path: Path) -> None:
    report = Report()
    assert read(tmp_path, "lock", report) == {}
    (tmp_path / "lock").write_bytes(b"\xff\xfe\x00")
    assert read(tmp_path / "lock", "lock", report) == {}
    assert {problem.code for problem in report} == {"bad-lock"}


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,0123ae.', max_size=60).map(str.encode))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.lock.json"
    path.write_bytes(data)
    read(path, "lock", Report())
