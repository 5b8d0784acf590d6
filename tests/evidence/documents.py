"""An invented document, and passages in it."""

from __future__ import annotations

import hashlib

from kgraph.evidence.document import DocumentText
from kgraph.evidence.locator import locator
from kgraph.model import Passage
from tests.project import PREAMBLE

FILE = PREAMBLE / "documents/border-report.txt"


def document(text: str = "") -> DocumentText:
    text = text or FILE.read_text("utf-8")
    return DocumentText(text, hashlib.sha256(text.encode()).hexdigest())


def passage(at: str, **more: str) -> Passage:
    return Passage("border-report", *locator(at), **more)  # type: ignore[arg-type]
