"""The vocabulary in force, read from the Turtle files of an ontology folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ..problems import KgraphError
from .vocabulary import (
    AGENT,
    CORE,
    EDTF,
    ENTITY,
    MATTER,
    QUANTITY,
    STATEMENT,
    Class,
    Kind,
    Property,
    Term,
    Vocabulary,
)

__all__ = [
    "AGENT",
    "CORE",
    "EDTF",
    "ENTITY",
    "MATTER",
    "QUANTITY",
    "STATEMENT",
    "Class",
    "Kind",
    "Property",
    "Term",
    "Vocabulary",
    "folder",
    "load",
    "packaged",
    "shapes",
    "sources",
]


def packaged() -> Path:
    """The ontology that comes with kgraph.

    An installed wheel carries it as the package ``kgraph._ontology``; in an editable install
    or a checkout it lies beside the package.
    """
    installed = Path(str(files("kgraph"))) / "_ontology"
    return installed if installed.is_dir() else installed.parent.parent / "ontology"


def folder() -> Path:
    """The ontology in force: ``ontology/`` of the working folder, else the packaged one."""
    own = Path("ontology")
    return own if any(own.glob("*.ttl")) else packaged()


def sources(path: Path | None = None) -> list[Path]:
    """All ``*.ttl`` of the folder, and the packaged core where the folder has none.

    Raises:
        KgraphError: there are none.
    """
    path = path or folder()
    found = sorted(path.glob("*.ttl"))
    if not found:
        raise KgraphError(f"{path.as_posix()}: no ontology here (expected *.ttl files)")
    if not (path / CORE).exists():
        found.insert(0, packaged() / CORE)
    return found


def shapes(path: Path | None = None) -> list[Path]:
    """All ``shapes/*.ttl`` of the folder, and the packaged core's where the folder has none."""
    own = (path or folder()) / "shapes"
    found = sorted(own.glob("*.ttl"))
    if not (own / CORE).exists():
        found.insert(0, packaged() / "shapes" / CORE)
    return found


def load(path: Path | None = None) -> Vocabulary:
    """Read the ontology of the folder, or the one in force.

    Raises:
        KgraphError: a file cannot be read, is not Turtle, or declares what cannot be used;
            the message tells all of it, file by file.
    """
    from .reader import Reader

    return Reader(sources(path)).vocabulary()
