"""Check every passage against its document, and renew the lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..files import write_whole
from ..model import Anchor, Document, Facts, Passage
from ..problems import Report
from . import lock
from .document import DocumentText, read
from .locate import Ambiguous, Missing, locate
from .lock import LockedDocument

DEFAULT_FOLDER = "documents"
"""Where documents lie within the seeds folder, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of one document: the lock entry to keep, and a word for the user."""

    status: str
    locked: LockedDocument | None
    found: int = 0
    sought: int = 0


def renew_lock(
    facts: Facts, seeds: Path, documents: Path | None, report: Report
) -> dict[str, Verification]:
    """Verify all passages and write what was found to the lock in the seeds folder.

    ``documents`` is where the documents lie, by default a folder within the seeds. What is not
    at hand keeps its place in the lock.

    Raises:
        KgraphError: the lock cannot be written.
    """
    path = seeds / lock.LOCK_NAME
    locked = lock.read(path, path.as_posix(), report)
    found = verify(facts, documents or seeds / DEFAULT_FOLDER, locked, report)
    kept = {id: result.locked for id, result in found.items() if result.locked}
    if kept != locked or not path.exists():
        write_whole(path, lock.as_text(kept).encode())
    reported = {problem.where for problem in report}
    lock.report_unlocked(replace(facts, anchors=lock.anchors(kept, facts.passages)), report)
    report.drop_at(reported, "passage-not-locked", "document-not-locked")
    return found


def verify(
    facts: Facts, folder: Path, locked: Mapping[str, LockedDocument], report: Report
) -> dict[str, Verification]:
    """Look for all passages, by document id; what is wrong goes to the report."""
    return {
        id: _Verifier(document, facts, folder, locked.get(id), report).run()
        for id, document in facts.documents.items()
    }


@dataclass(frozen=True, slots=True)
class _Verifier:
    document: Document
    facts: Facts
    folder: Path
    locked: LockedDocument | None
    report: Report

    @property
    def passages(self) -> list[Passage]:
        return [p for p in self.facts.passages if p.document == self.document.id]

    def run(self) -> Verification:
        document, path = self.document, self.folder / self.document.file
        if not document.file or not path.is_file():
            return self._not_at_hand()
        try:
            text = read(path)
        except UnicodeDecodeError as error:
            return self._unreadable(f"'{document.file}' is not UTF-8 (byte {error.start})")
        except OSError as error:
            return self._unreadable(f"'{document.file}' cannot be read: {error.strerror}")
        status = "verified" if text.sha256 == document.sha256 else self._changed(text)
        anchors = self._located(text)
        self._lint_quotations(text, anchors)
        found, sought = len(anchors), len(self.passages)
        if status != "verified":
            return Verification(status, self.locked, found, sought)
        if found == sought:
            return Verification(status, LockedDocument(text.sha256, anchors), found, sought)
        # a slip in one locator costs no passage its place: the lock forgets once all are found
        if self.locked and self.locked.sha256 == text.sha256:
            anchors = {**self.locked.passages, **anchors}
        return Verification("not all found", LockedDocument(text.sha256, anchors), found, sought)

    def _not_at_hand(self) -> Verification:
        document = self.document
        if document.file:
            message = f"document not at hand: '{document.file}' was not checked"
            advice = "say where documents lie with --documents or KGRAPH_DOCUMENTS"
        else:
            message = f"'{document.id}' names no 'file', so its passages cannot be checked"
            advice = "add 'file:' with the name of the file in the documents folder"
        self.report.add("document-not-at-hand", document.where, message, advice)
        return Verification("document not at hand", self.locked)

    def _unreadable(self, message: str) -> Verification:
        advice = "documents are read as UTF-8 text"
        self.report.add("document-unreadable", self.document.where, message, advice)
        return Verification("unreadable", self.locked)

    def _changed(self, text: DocumentText) -> str:
        """Report that the text is not the pinned one; return what to call that."""
        document, digest = self.document, f"'sha256: {text.sha256}'"
        if document.sha256:
            self.report.add(
                "document-changed",
                document.sha256_where,
                f"'{document.file}' is not the text that the facts were read from",
                f"restore the file; or, if this text is meant, write {digest}",
            )
            return "document changed"
        self.report.add(
            "document-unpinned",
            document.sha256_where,
            f"'{document.file}' has no digest yet, so nothing was locked",
            f"write {digest}",
        )
        return "no digest"

    def _located(self, text: DocumentText) -> dict[str, Anchor]:
        anchors = {}
        for passage in self.passages:
            try:
                anchors[passage.locator] = locate(passage, text)
            except Missing as error:
                self.report.add("passage-missing", passage.where, str(error), error.help)
            except Ambiguous as error:
                self.report.add("passage-ambiguous", passage.where, str(error), error.help)
        return anchors

    def _lint_quotations(self, text: DocumentText, anchors: Mapping[str, Anchor]) -> None:
        """Warn where who speaks does not fit the quotation marks."""
        for claim in self.facts.claims.values():
            if claim.document != self.document.id:
                continue
            for evidence in claim.evidence:
                anchor = anchors.get(evidence.passage.locator)
                if anchor:
                    self._lint(claim.claimant, evidence.passage, anchor, text)

    def _lint(self, claimant: str, passage: Passage, anchor: Anchor, text: DocumentText) -> None:
        is_author = claimant == self.document.author
        if is_author and text.in_quotation(anchor.start, anchor.end):
            self.report.add(
                "author-in-quotation",
                passage.where,
                "the author is the claimant of a passage in quotation marks",
                "name who is quoted: 'claimant: ...'",
            )
        elif not is_author and not text.touches_quotation(anchor.start, anchor.end):
            self.report.add(
                "quotation-claimant-outside",
                passage.where,
                f"'{claimant}' is the claimant of a passage outside quotation marks",
                "right for reported speech; wrong if the author speaks here",
            )
