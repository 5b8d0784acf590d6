"""Bytes of a seed file to text, with everything that cannot be text reported."""

from __future__ import annotations

import re
from pathlib import Path

from ..problems import Location, Report

MAX_BYTES = 64 * 1024 * 1024
"""Larger than any hand-written file; ten thousand claims take about 2 MB."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_text(path: Path, name: str, report: Report) -> str | None:
    """The file's text with ``\\n`` line ends and no byte order mark, or None once reported."""
    try:
        if path.is_dir():
            report.add("file-unreadable", Location(name), "this is a folder, not a file")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            report.add(
                "file-too-large",
                Location(name),
                f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read",
                "split it: one file per document",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        report.add("file-unreadable", Location(name), f"cannot be read: {error.strerror}")
        return None
    return _decoded(data, name, report)


def _decoded(data: bytes, name: str, report: Report) -> str | None:
    encoding = _BOMS.get(data[:2])
    if encoding:
        report.add(
            "encoding",
            Location(name),
            f"the file is in {encoding}; seeds are read as UTF-8",
            "save it as UTF-8",
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        report.sources[name] = data.decode("utf-8-sig", "replace").splitlines()
        report.add(
            "encoding",
            Location(name, line, column),
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    report.sources[name] = text.split("\n")
    found = CONTROL.search(text)
    if not found:
        return text
    for number, content in enumerate(report.sources[name], 1):
        for match in CONTROL.finditer(content):
            report.add(
                "control-character",
                Location(name, number, match.start() + 1),
                f"control character U+{ord(match[0]):04X} in the file",
                "delete it",
            )
            if len(report.problems) > 100:
                return None
    return None
