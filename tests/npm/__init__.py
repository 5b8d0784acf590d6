"""npm packages that tests run, pinned by ``package.json`` and its lock beside this file.

They are installed once, when first asked for, into a folder of their own in the user's cache
(``XDG_CACHE_HOME``), or into the one that ``KGRAPH_NPM`` names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from filelock import FileLock

from tests.conftest import missing

HERE = Path(__file__).parent
_WANTED = ("package.json", "package-lock.json")
_DONE = "installed"


@cache
def node_modules() -> Path:
    """The folder that Node.js finds the packages in (as ``NODE_PATH``, or by their paths).

    A test is skipped, in CI failed, where Node.js or npm is missing. No package's own scripts are
    run.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        missing("Node.js or npm is not installed (Debian: nodejs npm)")
    wanted = b"".join((HERE / name).read_bytes() for name in _WANTED)
    digest = hashlib.sha256(wanted).hexdigest()
    folder = _folder() / digest[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        if not (folder / _DONE).exists():
            _install(folder)
            (folder / _DONE).touch()
    return folder / "node_modules"


def _folder() -> Path:
    own = os.environ.get("KGRAPH_NPM")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kgraph-tests"


def _install(folder: Path) -> None:
    for name in _WANTED:
        shutil.copyfile(HERE / name, folder / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        raise RuntimeError(f"npm cannot install the packages of tests/npm: {done.stderr}")
