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
    "OWN",
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
    "packaged_parts",
    "shapes",
    "sources",
]

OWN = Path("ontology")
"""Where a project keeps its own ontology, questions and shapes."""

LIBRARY = "https://w3id.org/kgraph/"
"""What the IRI of a packaged ontology begins with; its name follows, but for the core."""


def packaged() -> Path:
    """The ontology that comes with kgraph.

    An installed wheel carries it as the package ``kgraph._ontology``; in an editable install
    or a checkout it lies beside the package.
    """
    installed = Path(str(files("kgraph"))) / "_ontology"
    return installed if installed.is_dir() else installed.parent.parent / "ontology"


def folder() -> Path:
    """The ontology in force: ``ontology/`` of the working folder, else the packaged one."""
    return OWN if any(OWN.glob("*.ttl")) else packaged()


def packaged_parts(path: Path) -> tuple[str, ...]:
    """Names of the packaged ontologies in force beside the files of the folder: all of them where
    it has none; else the core, and what an ``owl:imports`` in the folder names.

    A file of the same name in the folder takes the place of a packaged one. The packaged questions
    and shapes of an ontology go by its name. Other imports are for other programs.
    """
    from .reader import imports

    own = {file.stem: file for file in sorted(path.glob("*.ttl"))}
    there = {file.stem: file for file in sorted(packaged().glob("*.ttl"))}
    if not own:
        return tuple(there)
    found = {Path(CORE).stem}
    todo = list(own.values())
    while todo:
        named = {
            iri.removeprefix(LIBRARY) for iri in imports(todo.pop()) if iri.startswith(LIBRARY)
        }
        todo += [there[name] for name in sorted(named & there.keys() - found - own.keys())]
        found |= named & there.keys()
    return tuple(sorted(found - own.keys()))


def sources(path: Path | None = None) -> list[Path]:
    """All ``*.ttl`` of the folder, and the packaged ontologies in force beside them.

    Raises:
        KgraphError: the folder has none.
    """
    path = path or folder()
    own = sorted(path.glob("*.ttl"))
    if not own:
        raise KgraphError(f"{path.as_posix()}: no ontology here (expected *.ttl files)")
    return [*(packaged() / f"{name}.ttl" for name in packaged_parts(path)), *own]


def shapes(path: Path | None = None) -> list[Path]:
    """All ``shapes/*.ttl`` of the folder, and those of the packaged ontologies in force."""
    path = path or OWN
    own = {file.name: file for file in sorted((path / "shapes").glob("*.ttl"))}
    parts = (packaged() / "shapes" / f"{name}.ttl" for name in packaged_parts(path))
    return [*(file for file in parts if file.exists() and file.name not in own), *own.values()]


def load(path: Path | None = None) -> Vocabulary:
    """Read the ontology of the folder, or the one in force.

    Raises:
        KgraphError: a file cannot be read, is not Turtle, or declares what cannot be used;
            the message tells all of it, file by file.
    """
    from .reader import Reader

    return Reader(sources(path)).vocabulary()
