"""Writing the set of output files so that it is always whole, whatever happens in between.

New files are written to a staging folder inside the output folder, the report last; only then
are they renamed into place. A build that is killed before the report is there leaves the last
good set; one killed after it is finished by the next command that looks at the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..files import plain_errors, write
from ..problems import KgraphError

REPORT = "report.json"
_STAGING = ".staging"
_LOCK = ".lock"


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in the folder, all or none; ``report.json`` must be among them.

    Raises:
        KgraphError: the folder cannot be written.
    """
    staging = folder / _STAGING
    with plain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            _check_targets(folder, files)
            _finish(folder)
            try:
                staging.mkdir()
                for name in sorted(files, key=_report_last):
                    write(staging / name, files[name])
                _sync_folder(staging)
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise
            _finish(folder)


def _check_targets(folder: Path, names: Iterable[str]) -> None:
    """Refuse before anything is written what could only fail half-way."""
    for name in names:
        target = folder / name
        if target.exists() and not target.is_file():
            raise KgraphError(f"{target.as_posix()}: is not a file, so it cannot be replaced")


def _report_last(name: str) -> tuple[bool, str]:
    return name == REPORT, name


def recover(folder: Path) -> None:
    """Finish what a killed build had already written whole; drop what it had not.

    Raises:
        KgraphError: the folder cannot be written.
    """
    if (folder / _STAGING).is_dir():
        with plain_errors(folder), _locked(folder):
            _finish(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time; the operating system frees the lock of a killed one."""
    from filelock import FileLock

    with FileLock(folder / _LOCK):
        yield


def _finish(folder: Path) -> None:
    """Move a whole staging folder's files into place, report last, and remove the folder."""
    staging = folder / _STAGING
    if not staging.is_dir():
        return
    if _is_whole(staging, folder):
        for name in sorted((path.name for path in staging.iterdir()), key=_report_last):
            os.replace(staging / name, folder / name)
        _sync_folder(folder)
    shutil.rmtree(staging)


def _is_whole(staging: Path, folder: Path) -> bool:
    """Whether each file of the staged report is there as the report has it, staged or moved."""
    try:
        digests = json.loads((staging / REPORT).read_bytes())["files"]
    except (OSError, ValueError, KeyError):
        return False
    return all(
        any(digest_of(place / name) == file["sha256"] for place in (staging, folder))
        for name, file in digests.items()
    )


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes, or nothing where there is no such file."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def check_as_built(path: Path) -> None:
    """Hold a file of the set against the report beside it.

    Raises:
        KgraphError: the file was changed since it was built, or there is no report to tell.
    """
    try:
        report = json.loads((path.parent / REPORT).read_bytes())
        as_built = digest_of(path) == report["files"][path.name]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        as_built = False
    if not as_built:
        raise KgraphError(
            f"{path.as_posix()}: is not as report.json has it; run 'kgraph build' again"
        )


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
