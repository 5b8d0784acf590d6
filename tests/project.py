"""A small project in a folder of its own: the preamble of ``tests/bad``, and files laid over it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from kgraph import ontology
from kgraph.ontology import Vocabulary
from kgraph.ontology.reader import Reader

BAD = Path(__file__).parent / "bad"
PREAMBLE = BAD / "_preamble"


def lay_out(project: Path, *sources: Path) -> None:
    """Copy the preamble, the packaged ontology, and the sources over them."""
    for source in (PREAMBLE, *sources):
        shutil.copytree(source, project, dirs_exist_ok=True)
    for path in _packaged().glob("*.ttl"):
        shutil.copy(path, project / "ontology")
    shutil.copytree(_packaged() / "shapes", project / "ontology" / "shapes", dirs_exist_ok=True)


@cache
def vocabulary() -> Vocabulary:
    """The packaged ontology and the preamble's second domain."""
    sources = [*sorted(_packaged().glob("*.ttl")), *sorted((PREAMBLE / "ontology").glob("*.ttl"))]
    return Reader(sources).vocabulary()


def _packaged() -> Path:
    return ontology.packaged()


def files_of(folder: Path) -> set[str]:
    """All files below the folder, links that lead nowhere included, by their place in it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
