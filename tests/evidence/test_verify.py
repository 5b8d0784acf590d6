"""Verifying: what becomes of each document."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kgraph.evidence.lock import LockedDocument
from kgraph.evidence.verify import Verification, verify
from kgraph.model import Claim, Document, Evidence, Facts, Passage
from kgraph.problems import Report
from tests.evidence.documents import FILE, passage

SHA256 = hashlib.sha256(FILE.read_bytes()).hexdigest()
OLD = LockedDocument("0" * 64)


def check(
    *passages: Passage, claimant: str = "river-gazette", file: str = FILE.name, sha256: str = SHA256
) -> tuple[Verification, list[str]]:
    """What became of a document with these passages, and the codes of the problems."""
    described = Document(
        "border-report", "Report", author="river-gazette", file=file, sha256=sha256
    )
    claim = Claim("c", "s", "border-report", claimant, evidence=tuple(map(Evidence, passages)))
    facts = Facts("", {"border-report": described}, {}, {}, {"c": claim}, passages)
    report = Report()
    result = verify(facts, FILE.parent, {"border-report": OLD}, report)
    return result["border-report"], [problem.code for problem in report]


def test_verified() -> None:
    result, codes = check(passage("2 The 12th"), passage("5 map data"))
    assert (result.status, result.found, codes) == ("verified", 2, [])
    assert result.locked is not None
    assert result.locked.sha256 == SHA256
    assert list(result.locked.passages) == ["2 The 12th", "5 map data"]


@pytest.mark.parametrize(
    ("file", "sha256", "status", "code"),
    [
        ("nowhere.txt", SHA256, "document not at hand", "document-not-at-hand"),
        ("", SHA256, "document not at hand", "document-not-at-hand"),
        (FILE.name, "f" * 64, "document changed", "document-changed"),
        (FILE.name, "", "no digest", "document-unpinned"),
    ],
)
def test_otherwise_the_lock_stays_as_it_was(file: str, sha256: str, status: str, code: str) -> None:
    result, codes = check(passage("2 The 12th"), file=file, sha256=sha256)
    assert (result.status, result.locked, codes) == (status, OLD, [code])


def test_an_unreadable_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result, codes = check(passage("2 The 12th"))
    assert (result.status, result.locked, codes) == ("unreadable", OLD, ["document-unreadable"])


def test_passages_that_are_not_found_are_not_locked() -> None:
    result, codes = check(passage("2 The 12th"), passage("4 Two brigades"), passage("5 fly"))
    assert (result.found, codes) == (1, ["passage-ambiguous", "passage-missing"])


@pytest.mark.parametrize(
    ("at", "claimant", "codes"),
    [
        ("2 The 12th", "river-gazette", []),
        ("3 We hold the bridge", "ann-harbour", []),
        ("3 said Ann Harbour", "river-gazette", []),
        ("3 We hold ... at night", "river-gazette", []),
        ("3 We hold the bridge", "river-gazette", ["author-in-quotation"]),
        ("2 The 12th", "ann-harbour", ["quotation-claimant-outside"]),
        ("3 said Ann Harbour", "ann-harbour", ["quotation-claimant-outside"]),
    ],
)
def test_who_speaks_inside_quotation_marks(at: str, claimant: str, codes: list[str]) -> None:
    assert check(passage(at), claimant=claimant)[1] == codes
