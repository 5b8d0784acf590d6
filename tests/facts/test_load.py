"""Folders of seeds to facts."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.facts.load import load
from kgraph.names import DEFAULT_BASE
from kgraph.problems import KgraphError, Report
from tests.facts.reading import DOCUMENT, ENTITIES, claimed, read_files
from tests.project import vocabulary

HOLD = "passages:\n- at: 4 Two\n  claims:\n  - [northland, controls, fordham]\n"


FIRST = f"entities:{ENTITIES}\ndocument: {DOCUMENT}\n{HOLD}"
SECOND = f"document: {DOCUMENT}\n{HOLD}".replace("border-report", "river-report")


def test_entities_are_known_in_all_files() -> None:
    facts, report = read_files(
        {
            "a.yaml": f"document: {DOCUMENT}\n{HOLD}",
            "b.yml": SECOND,
            "entities.yaml": f"entities:{ENTITIES}",
        }
    )
    assert not report.errors
    assert list(facts.documents) == ["border-report", "river-report"]
    assert len(facts.statements) == 1
    assert {claim.document for claim in facts.claims.values()} == set(facts.documents)


def test_handles_are_known_in_their_document_only() -> None:
    named = FIRST.replace("fordham]\n", "fordham, {as: h}]\n")
    other = SECOND.replace("[northland", "[^h, judgedAs, odd]\n  - [northland")
    _, report = read_files({"a.yaml": named, "b.yaml": other})
    assert [problem.code for problem in report] == ["unknown-handle"]


def test_a_claim_may_contradict_one_of_another_document() -> None:
    named = FIRST.replace("fordham]\n", "fordham, {id: h}]\n")
    other = SECOND.replace("fordham]\n", "fordham, {contradicts: h}]\n")
    facts, report = read_files({"a.yaml": named, "b.yaml": other})
    assert not report.errors, report.as_text()
    assert [claim.contradicts for claim in facts.claims.values() if claim.contradicts] == [("h",)]


def test_the_base_is_the_project_s() -> None:
    assert claimed("[northland, controls, fordham]").base == DEFAULT_BASE
    facts, _ = read_files({"a.yaml": "base: https://example.org/id/"})
    assert facts.base == "https://example.org/id/"


@pytest.mark.parametrize("base", ["https://example.org/id", "nowhere/", "'https://a b/'", "[x]"])
def test_what_is_no_base(base: str) -> None:
    _, report = read_files({"a.yaml": f"base: {base}"})
    assert report.errors == 1


def test_a_project_has_one_base() -> None:
    files = {"a.yaml": "base: https://example.org/a/", "b.yaml": "base: https://example.org/b/"}
    _, report = read_files(files)
    (problem,) = report
    assert problem.message.startswith("another 'base' than in ")


def test_what_is_read_as_seeds() -> None:
    """Upper-case suffixes too; not the files that editors leave behind."""
    wrong = "enttties: {}"
    _, report = read_files({"a.YAML": wrong, ".b.yaml": wrong, "c.yaml~": wrong, "d.txt": wrong})
    assert [problem.where.file.rpartition("/")[2] for problem in report] == ["a.YAML"]


def test_a_folder_without_seeds(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(KgraphError):
            load(folder, vocabulary(), Report())


def test_a_folder_that_must_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(KgraphError, match="cannot be read: Permission denied"):
        load(tmp_path, vocabulary(), Report())


def test_an_orphan_is_a_warning_once_all_else_is_right() -> None:
    hill = "\n  hill: {type: Settlement, label: the hill}"
    _, report = read_files({"a.yaml": f"entities:{hill}"})
    assert [(p.code, p.severity) for p in report] == [("orphaned-entity", "warning")]
    _, report = read_files({"a.yaml": f"entities:{hill}\nbase: nowhere"})
    assert [problem.code for problem in report] == ["bad-value"]


PASSAGES = [
    "- at: 4 Two brigades\n  claimant: ann-harbour\n  claims:\n",
    "- at: 5 The drone\n  credibility: 3\n  claims:\n",
    "- at: 2 The 12th\n  claims:\n",
]
CLAIMS = [
    "  - [northland, controls, fordham, {when: 2024-11~}]\n",
    "  - [[brigade-12, brigade-14], belongsTo, northland]\n",
    "  - [raid, carriedOutBy, [northland, westland], {jointly: true}]\n",
    "  - [drone-x, dependsOnData, map-data, {note: twice}]\n",
]


@given(st.integers(0, 2**32))
def test_the_order_of_everything_is_free(number: int) -> None:
    keys = ["document", "entities", "passages"]
    expected, _ = read_files({"a.yaml": whole(PASSAGES, CLAIMS, keys)})
    chance = random.Random(number)

    def shuffled(parts: list[str]) -> list[str]:
        return chance.sample(parts, len(parts))

    text = whole(shuffled(PASSAGES), shuffled(CLAIMS), shuffled(keys))
    facts, report = read_files({"z.yaml": text})
    assert not report.errors, report.as_text()
    assert facts == expected
    assert list(facts.claims) == list(expected.claims)


def whole(passages: list[str], claims: list[str], keys: list[str]) -> str:
    items = "".join(passage + "".join(claims) for passage in passages)
    parts = {
        "document": f"document: {DOCUMENT}\n",
        "entities": f"entities:{ENTITIES}\n",
        "passages": "passages:\n" + items,
    }
    return "".join(parts[key] for key in keys)


def test_anchors_come_from_the_lock() -> None:
    digest = "ab" * 32
    lock = {
        "version": 1,
        "documents": {"border-report": {"sha256": digest, "passages": {"4 Two": [10, 20, digest]}}},
    }
    facts, _ = read_files({"a.yaml": FIRST, "passages.lock.json": json.dumps(lock)})
    (anchor,) = facts.anchors.values()
    assert (anchor.start, anchor.end, anchor.sha256) == (10, 20, digest)
