"""``jointly: true``: the members of a list share in one act."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import EntityRef, Value


def fault(subjects: Sequence[Value | None], objects: Sequence[Value | None]) -> str:
    """What keeps the claim from telling who shares in the act, or nothing."""
    sharing = [values for values in (subjects, objects) if len(values) > 1]
    if not sharing:
        return "one subject and one object"
    if len(sharing) == 2:
        return "lists on both sides"
    if not all(isinstance(member, EntityRef) for member in sharing[0]):
        return "values that are no entities"
    return ""


def sharing(
    subject: Value,
    object: Value,
    subjects: Sequence[Value | None],
    objects: Sequence[Value | None],
) -> list[tuple[str, Value]]:
    """Qualifiers that name the other members of the list that the statement's member is of."""
    others = [value for value in subjects if value != subject]
    others += [value for value in objects if value != object]
    return [("kg:jointlyWith", other) for other in others if other is not None]
