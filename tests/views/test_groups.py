from __future__ import annotations

import itertools
from dataclasses import replace

from kgraph.ontology import ENTITY, Class, Vocabulary
from kgraph.views.groups import COLOURS, MOST_GROUPS, group_classes


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_stand_out_from_either_ground() -> None:
    for ground in ("#f7f8fa", "#14181e"):
        for colour in COLOURS:
            light, dark = sorted((luminance(ground), luminance(colour)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_class_is_shown_as_its_nearest_marked_ancestor(vocabulary: Vocabulary) -> None:
    used = ["con:State", "con:State", "con:Battle", "kg:Person", "con:MilitaryUnit"]
    groups, group_of = group_classes(used, vocabulary)
    assert [group.label for group in groups] == ["state", "armed forces", "person", "event"]
    assert groups[group_of["con:Battle"]].label == "event"


def test_an_unmarked_class_has_its_own_look_while_there_are_few(vocabulary: Vocabulary) -> None:
    unmarked = replace(vocabulary, legend=frozenset())
    groups, group_of = group_classes(["con:State", "con:Battle"], unmarked)
    assert groups[group_of["con:Battle"]].label == "battle"


def test_legend_stays_short_and_no_two_groups_look_alike(vocabulary: Vocabulary) -> None:
    used = [name for n, name in enumerate(sorted(vocabulary.classes)) for _ in range(n % 5 + 1)]
    unmarked = replace(vocabulary, legend=frozenset())
    groups, group_of = group_classes(used, unmarked)
    assert len(groups) <= MOST_GROUPS
    assert len({(group.colour, group.shape) for group in groups}) == len(groups)
    for one, other in itertools.pairwise(groups):
        assert one.colour != other.colour
        assert one.shape != other.shape
    for curie, place in group_of.items():
        assert vocabulary.is_a(curie, groups[place].curie)


def test_classes_without_kin_become_other(vocabulary: Vocabulary) -> None:
    classes = {
        f"x:C{n}": Class(f"x:C{n}", "", f"c{n}", ancestors=frozenset({f"x:C{n}", ENTITY}))
        for n in range(20)
    }
    flat = Vocabulary({}, {**classes, ENTITY: vocabulary.classes[ENTITY]}, {}, {}, {})
    groups, _ = group_classes(list(classes), flat)
    assert MOST_GROUPS - 1 <= len(groups) <= MOST_GROUPS
    assert [group.label for group in groups if group.curie == ENTITY] == ["other"]
