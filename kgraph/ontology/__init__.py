"""The vocabulary in force, read from the Turtle files of an ontology folder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from ..problems import KgraphError, listed, near
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
    "packaged_names",
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


def packaged_names() -> list[str]:
    """Names of all packaged ontologies: what their files are called."""
    return sorted(path.stem for path in packaged().glob("*.ttl"))


@cache
def _published() -> dict[str, str]:
    """Name of the packaged ontology, by its IRI and by that of its version."""
    from .reader import header

    found = {name: header(packaged() / f"{name}.ttl").iris for name in packaged_names()}
    return {iri: name for name, iris in found.items() for iri in sorted(iris)}


def packaged_parts(path: Path) -> tuple[str, ...]:
    """Names of the packaged ontologies in force: all of them where the folder has none; else the
    core, what an ``owl:imports`` in the folder names, and those that a file of it replaces.

    The packaged questions and shapes of an ontology go by its name. Imports of what is not
    packaged are for other programs.
    """
    from .reader import header

    own = {file.stem: file for file in sorted(path.glob("*.ttl"))}
    there = packaged_names()
    if not own:
        return tuple(there)
    found = {Path(CORE).stem, *(name for name in there if name in own)}
    todo = list(own.values())
    while todo:
        imported = header(todo.pop()).imports & _published().keys()
        named = {_published()[iri] for iri in imported} - found
        todo += [packaged() / f"{name}.ttl" for name in sorted(named)]
        found |= named
    return tuple(sorted(found))


def sources(path: Path | None = None) -> list[Path]:
    """All ``*.ttl`` of the folder, and the packaged ontologies in force that it does not replace.

    Raises:
        KgraphError: the folder has none, or imports what should be packaged and is not.
    """
    path = path or folder()
    own = {file.stem: file for file in sorted(path.glob("*.ttl"))}
    if not own:
        raise KgraphError(f"{path.as_posix()}: no ontology here (expected *.ttl files)")
    faults = [fault for file in own.values() for fault in _faults_of_imports(file)]
    if faults:
        raise KgraphError("\n".join(faults))
    parts = (packaged() / f"{name}.ttl" for name in packaged_parts(path) if name not in own)
    return [*parts, *own.values()]


def _faults_of_imports(file: Path) -> Iterator[str]:
    """An import below the library's IRI can only mean what is packaged."""
    from .reader import header

    known = _published()
    for iri in sorted(header(file).imports - known.keys()):
        if iri.startswith(LIBRARY):
            help = near(iri, known, f"expected {listed(known)}")
            yield f"{file.as_posix()}: imports <{iri}>, which does not come with kgraph: {help}"


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
