"""A new project: the files that ``kgraph init`` makes, and how they come to the folder.

What the files say is in ``project/``; ``domain/`` is laid over it for a project with a vocabulary
of its own, where the words in capitals stand for what the user chose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import names
from ..files import plain_errors, write
from ..ontology import packaged_names
from ..problems import BadValue, KgraphError

FORM = "NAME=IRI, such as water=https://example.org/water#"


@dataclass(frozen=True, slots=True)
class Domain:
    """A vocabulary of the project's own; ``name`` is its prefix, and what its files are called."""

    name: str
    namespace: str


def domain(text: str) -> Domain:
    """The domain that ``NAME=IRI`` asks for.

    Raises:
        BadValue: the name cannot be a prefix, or the IRI not a namespace.
    """
    name, given, namespace = text.partition("=")
    if not given:
        raise BadValue(f"'{text}' names no namespace", f"expected {FORM}")
    if name.lower() in packaged_names():
        raise BadValue(f"the name '{name}' is that of a packaged ontology", f"expected {FORM}")
    fault = names.fault_of_vocabulary(name, namespace)
    if not fault and any(f"@prefix {name}:".encode() in text for _, text in _files("domain")):
        fault = f"the prefix '{name}' is taken"
    if fault:
        raise BadValue(fault, f"expected {FORM}")
    if namespace[-1] not in "/#" or "#" in namespace[:-1]:
        help = "it must end in '/' or '#', and have no other '#'"
        raise BadValue(f"'{namespace}' cannot be a namespace", help)
    return Domain(name, namespace)


def content(domain: Domain | None) -> dict[str, bytes]:
    """The files of a new project, by their place in it."""
    found = dict(_files("project"))
    if domain:
        words = {
            "DOMAIN": domain.name,
            "NAMESPACE": domain.namespace,
            "ONTOLOGY": domain.namespace[:-1],
        }
        for place, text in _files("domain"):
            found[_filled(place, words)] = _filled(text.decode(), words).encode()
    return dict(sorted(found.items()))


def _files(templates: str) -> Iterator[tuple[str, bytes]]:
    """Place and content; ``gitignore`` gets its dot, with which it would rule in this project."""
    folder = Path(str(files(__name__))) / templates
    for path in folder.rglob("*"):
        if path.is_file():
            place = path.relative_to(folder).as_posix()
            yield place.replace("gitignore", ".gitignore"), path.read_bytes()


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub("|".join(words), lambda match: words[match[0]], text)


def create(folder: Path, content: Mapping[str, bytes]) -> None:
    """Put the files into the folder: all of them, or none where any is there already.

    Raises:
        KgraphError: a file is there already, or the folder cannot be written.
    """
    taken = sorted(set(_taken(folder, content)))
    if taken:
        there = "\n".join(f"{path.as_posix()}: is there already" for path in taken)
        raise KgraphError(f"{there}\nnothing was written: a new project replaces no file")
    made: list[Path] = []
    try:
        with plain_errors(folder):
            _make_folder(folder, made)
            with TemporaryDirectory(prefix=".kgraph-init-", dir=folder) as staging:
                for number, data in enumerate(content.values()):
                    write(Path(staging, str(number)), data)
                for number, place in enumerate(content):
                    _make_folder((folder / place).parent, made)
                    os.rename(Path(staging, str(number)), folder / place)
                    made.append(folder / place)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                (Path.rmdir if path.is_dir() else Path.unlink)(path)
        raise


def _taken(folder: Path, places: Iterable[str]) -> Iterator[Path]:
    """What is in the way: a file in its place, or one where a folder is needed."""
    for place in places:
        target = folder / place
        if os.path.lexists(target):
            yield target
        for parent in target.parents:
            if os.path.lexists(parent) and not parent.is_dir():
                yield parent


def _make_folder(path: Path, made: list[Path]) -> None:
    """Make the folder and those above it, as far as they are not there; note which."""
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            folder.mkdir()
            made.append(folder)
