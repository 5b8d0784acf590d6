"""Bytes of a seed file to text, with everything that cannot be text reported."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ..problems import Location, Report

MAX_BYTES = 64 * 1024 * 1024
"""Larger than any hand-written file."""

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Characters that YAML refuses, or that it takes for line ends where editors do not."""

_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, name: str, report: Report) -> str | None:
    """The file's text with ``\\n`` line ends and no byte order mark, or None once reported."""
    try:
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "a device or a pipe"
            report.add("file-unreadable", Location(name), f"this is {what}, not a file")
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
    if data.startswith(_BOMS) or b"\0" in data[:2]:
        report.add(
            "encoding",
            Location(name),
            "the file is in UTF-16; it should be in UTF-8",
            "save it as UTF-8",
        )
        return None
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().split("\n")
        report.sources[name] = data.decode(errors="replace").split("\n")
        report.add(
            "encoding",
            Location(name, len(before), len(before[-1]) + 1),
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        )
        return None
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
