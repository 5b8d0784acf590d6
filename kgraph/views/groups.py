"""Classes gathered into the few groups that a legend can show, each with a colour and a shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..ontology import ENTITY, Vocabulary

MOST_GROUPS = 14

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b9609b", "#a87900", "#2a93b8", "#8570dc")
"""After Okabe and Ito; each has a contrast of at least 3:1 with a white and with a dark ground."""

SHAPES = ("dot", "square", "diamond", "triangle", "hexagon", "triangleDown", "star")


@dataclass(frozen=True, slots=True)
class Group:
    """Entities shown alike: those of one class, or of several with a common ancestor."""

    curie: str
    label: str
    colour: str
    shape: str


def group_classes(
    used: Iterable[str], vocabulary: Vocabulary
) -> tuple[list[Group], dict[str, int]]:
    """Groups in the order of the hierarchy, and the place of each used class among them.

    A class belongs to its nearest ancestor that the ontology marks for the legend. Where that
    leaves too many groups, the rarest kin are put together, so that what a graph is mostly about
    stays apart. Neighbours in the hierarchy get both another colour and another shape.
    """
    counts = Counter(used)
    heads = {curie: _marked(curie, vocabulary) for curie in counts}
    while len(set(heads.values())) > MOST_GROUPS:
        _merge(heads, counts, vocabulary)
    names = sorted(set(heads.values()), key=lambda c: (c == ENTITY, _lineage(c, vocabulary)))
    groups = [
        Group(
            curie,
            _label(curie, names, vocabulary),
            COLOURS[place % len(COLOURS)],
            SHAPES[(place + place // len(COLOURS)) % len(SHAPES)],
        )
        for place, curie in enumerate(names)
    ]
    return groups, {curie: names.index(head) for curie, head in heads.items()}


def _marked(curie: str, vocabulary: Vocabulary) -> str:
    marked = _ancestors(curie, vocabulary) & vocabulary.legend
    return max(marked, key=lambda a: (_depth(a, vocabulary), a), default=curie)


def _depth(curie: str, vocabulary: Vocabulary) -> int:
    return len(_ancestors(curie, vocabulary))


def _merge(heads: dict[str, str], counts: Mapping[str, int], vocabulary: Vocabulary) -> None:
    """Put the rarest pair of next of kin under their nearest common ancestor."""
    sizes: Counter[str] = Counter()
    families: dict[str, set[str]] = {}
    for curie, head in heads.items():
        sizes[head] += counts[curie]
        for ancestor in _ancestors(head, vocabulary):
            families.setdefault(ancestor, set()).add(head)

    def pair(head: str) -> tuple[tuple[int, int], str, str, str]:
        """Cost, common ancestor and both members: the head and the rarest of its next of kin."""
        shared = (a for a in _ancestors(head, vocabulary) if len(families[a]) > 1)
        ancestor = max(shared, key=lambda a: (_depth(a, vocabulary), a))
        other = min(families[ancestor] - {head}, key=lambda h: (sizes[h], h))
        strangeness = 3 if ancestor == ENTITY else 1
        return (
            ((sizes[head] + sizes[other]) * strangeness, -_depth(ancestor, vocabulary)),
            ancestor,
            head,
            other,
        )

    _, ancestor, *members = min(map(pair, set(heads.values())))
    for curie, head in heads.items():
        if head in members:
            heads[curie] = ancestor


def _ancestors(curie: str, vocabulary: Vocabulary) -> frozenset[str]:
    known = vocabulary.classes.get(curie)
    if not known:
        return frozenset({curie, ENTITY})
    return frozenset(ancestor for ancestor in known.ancestors if ancestor in vocabulary.classes)


def _label(curie: str, groups: Iterable[str], vocabulary: Vocabulary) -> str:
    if curie == ENTITY:
        return "other"
    label = vocabulary.label(curie)
    apart = any(curie in _ancestors(other, vocabulary) for other in groups if other != curie)
    return f"other {label}" if apart else label


def _lineage(curie: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """Sorts relatives side by side: the ancestors, the most general first."""
    return sorted((_depth(a, vocabulary), a) for a in _ancestors(curie, vocabulary))
