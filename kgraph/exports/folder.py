"""Folders that an export writes: there whole or not at all, and nobody's own files lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from ..files import plain_errors
from ..problems import KgraphError, cut, printable
from .format import Pieces

MARK = ".kgraph-export"
"""File that lists what an export wrote to the folder, a name a line."""


def write_folder(folder: Path, files: Iterable[tuple[str, Pieces]]) -> None:
    """Write the files, which take the place of what an export wrote there before.

    Raises:
        KgraphError: the folder cannot be written, or holds what no export wrote.
    """
    check_replaceable(folder)
    folder = folder.resolve()
    coming, going = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    with plain_errors(folder):
        for left in (coming, going):  # by an export that was killed
            shutil.rmtree(left, ignore_errors=True)
        try:
            coming.mkdir(parents=True)
            names = [_write(coming, name, content) for name, content in files]
            _write(coming, MARK, [f"{name}\n".encode() for name in sorted(names)])
            _swap(folder, coming, going)
        finally:
            shutil.rmtree(coming, ignore_errors=True)


def _write(folder: Path, name: str, content: Pieces) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    if name.endswith(".sh"):
        path.chmod(path.stat().st_mode | 0o111)
    return name


def _swap(folder: Path, coming: Path, going: Path) -> None:
    if not folder.exists():
        coming.rename(folder)
        return
    folder.rename(going)
    try:
        coming.rename(folder)
    except BaseException:
        going.rename(folder)
        raise
    shutil.rmtree(going, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Whether all that is in the folder was written by an export.

    Raises:
        KgraphError: it was not, or it is no folder.
    """
    shown = printable(folder.as_posix())
    with plain_errors(folder):
        if not folder.exists():
            return
        if not folder.is_dir():
            raise KgraphError(f"{shown}: is a file; this is written to a folder")
        if Path.cwd().is_relative_to(folder.resolve()):
            raise KgraphError(f"{shown}: is the folder you are in; give one that can be replaced")
        there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not _is_folder(p)}
        mark = folder / MARK
        listed = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else []
    foreign = sorted(there - {MARK, *listed})
    if foreign:
        what = printable(cut(foreign[0]))
        raise KgraphError(
            f"{shown}: holds '{what}', which no export wrote; give another folder, or move it away"
        )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
