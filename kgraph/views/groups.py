"""Classes gathered into the few groups that a legend can show, each with a colour and a shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..ontology import ENTITY, Vocabulary

MOST_GROUPS = 12

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

    The rarest kin are put together first, so that what a graph is mostly about stays
    apart. Neighbours in the hierarchy get both another colour and another shape.
    """
    counts = Counter(used)
    heads = {curie: curie for curie in counts}
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


def _merge(heads: dict[str, str], counts: Mapping[str, int], vocabulary: Vocabulary) -> None:
    """Put the two rarest groups that are kin under their nearest common ancestor."""
    sizes: Counter[str] = Counter()
    families: dict[str, set[str]] = {}
    for curie, head in heads.items():
        sizes[head] += counts[curie]
        for ancestor in _ancestors(head, vocabulary):
            families.setdefault(ancestor, set()).add(head)

    def cost(ancestor: str) -> tuple[int, int, str]:
        size = sum(sorted(sizes[head] for head in families[ancestor])[:2])
        strangeness = 3 if ancestor == ENTITY else 1
        return size * strangeness, -len(_ancestors(ancestor, vocabulary)), ancestor

    ancestor = min((a for a, family in families.items() if len(family) > 1), key=cost)
    rarest = sorted(families[ancestor], key=lambda head: (sizes[head], head))[:2]
    for curie, head in heads.items():
        if head in rarest:
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
    return sorted((len(_ancestors(a, vocabulary)), a) for a in _ancestors(curie, vocabulary))
