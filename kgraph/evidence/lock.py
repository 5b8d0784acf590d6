"""The lock file: where each passage was found, so that a build needs no documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model import Anchor, Facts, Passage
from ..problems import Location, Report

LOCK_NAME = "passages.lock.json"
VERSION = 1
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LockedDocument:
    """Digest of a document's bytes, and its passages by locator."""

    sha256: str
    passages: Mapping[str, Anchor] = field(default_factory=dict)


def read(path: Path, name: str, report: Report) -> dict[str, LockedDocument]:
    """The lock, by document id; empty where there is none yet."""
    try:
        if path.exists() and not (path.is_file() and path.stat().st_size <= MAX_BYTES):
            raise ValueError("not a file, or far too large for a lock")
        content = json.loads(path.read_bytes())
        return _documents(content)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        column = getattr(error, "colno", 1)
        report.add(
            "bad-lock",
            Location(name, line, column),
            "this is not a lock file of 'kgraph verify'",
            "delete it and run 'kgraph verify' with the documents at hand",
        )
        return {}


def _documents(content: Any) -> dict[str, LockedDocument]:
    if content["version"] != VERSION:
        raise ValueError("version")
    documents = {}
    for id, document in content["documents"].items():
        passages = {}
        for locator, (start, end, sha256) in document["passages"].items():
            if not (type(start) is type(end) is int and 0 <= start < end):
                raise ValueError(locator)
            passages[locator] = Anchor(start, end, _digest(sha256))
        documents[id] = LockedDocument(_digest(document["sha256"]), passages)
    return documents


def _digest(value: Any) -> str:
    if not re.fullmatch("[0-9a-f]{64}", value):
        raise ValueError(value)
    return str(value)


def anchors(
    documents: Mapping[str, LockedDocument], passages: Iterable[Passage]
) -> dict[tuple[str, str], Anchor]:
    """Anchors of the passages, by document and locator, as far as the lock has them."""
    found = {}
    for passage in passages:
        document = documents.get(passage.document)
        anchor = document.passages.get(passage.locator) if document else None
        if anchor:
            found[passage.document, passage.locator] = anchor
    return found


def report_unlocked(facts: Facts, report: Report) -> None:
    """Warn of passages without an anchor: once for a document that has none at all.

    Nothing is said while there are errors: facts with errors cannot be verified.
    """
    if report.errors:
        return
    locked = {document for document, _ in facts.anchors}
    advice = "run 'kgraph verify' with the document at hand"
    with_file = {id for id, document in facts.documents.items() if document.file}
    for id in sorted({passage.document for passage in facts.passages} & with_file - locked):
        where = facts.documents[id].where
        report.add("document-not-locked", where, f"'{id}' was never verified", advice)
    for passage in facts.passages:
        key = (passage.document, passage.locator)
        if passage.document in locked and key not in facts.anchors:
            report.add(
                "passage-not-locked",
                passage.where,
                "the lock file does not say where this passage was found",
                advice,
            )


def _in_the_text(entry: tuple[str, Anchor]) -> tuple[int, int, str]:
    locator, anchor = entry
    return anchor.start, anchor.end, locator


def as_text(documents: Mapping[str, LockedDocument]) -> str:
    """The lock file's text: a line a passage, in the order of the text."""
    parts = []
    for id, document in sorted(documents.items()):
        rows = [
            f"        {json.dumps(locator, ensure_ascii=False)}: "
            f"[{anchor.start}, {anchor.end}, {json.dumps(anchor.sha256)}]"
            for locator, anchor in sorted(document.passages.items(), key=_in_the_text)
        ]
        passages = "{\n" + ",\n".join(rows) + "\n      }" if rows else "{}"
        parts.append(
            f"    {json.dumps(id)}: {{\n"
            f'      "sha256": {json.dumps(document.sha256)},\n'
            f'      "passages": {passages}\n    }}'
        )
    body = "{\n" + ",\n".join(parts) + "\n  }" if parts else "{}"
    return f'{{\n  "version": {VERSION},\n  "documents": {body}\n}}\n'
