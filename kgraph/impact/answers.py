"""Answers to saved questions, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from ..names import Names
from ..ontology import Vocabulary
from ..query.compare import compare
from ..query.run import Graph
from ..query.saved import SavedQuery
from ..rdf.files import NQUADS, NTRIPLES, files
from ..reason.graphs import graphs
from .model import Answers
from .world import World


def answers(
    before: World, after: World, questions: Mapping[str, SavedQuery], vocabulary: Vocabulary
) -> tuple[tuple[Answers, ...], tuple[str, ...]]:
    """How many rows of each question fall, stay and are gained, with nothing given for its
    parameters; and the names of the questions that could not be asked, or not in time."""
    if not questions:
        return (), ()
    with TemporaryDirectory(prefix="kgraph-") as folder:
        one = _written(before, Path(folder) / "before", vocabulary)
        other = _written(after, Path(folder) / "after", vocabulary)
        compared = compare(one, other, questions.values())
    found = tuple(
        Answers(name, questions[name].title, it.only_before, it.both, it.only_after)
        for name, it in sorted(compared.items())
    )
    return found, tuple(sorted(questions.keys() - compared.keys()))


def _written(world: World, folder: Path, vocabulary: Vocabulary) -> Graph:
    folder.mkdir()
    prefixes = Names(world.facts.base, vocabulary.domains).prefixes
    text = graphs(world.facts, world.projection, world.conclusions, vocabulary)
    for name, content in islice(files(text, prefixes), 2):
        (folder / name).write_bytes(content)
    return Graph(folder / NTRIPLES, folder / NQUADS, prefixes)
