"""What people may ask about: entities by id, label or alias; statements by id."""

from __future__ import annotations

from collections import defaultdict

from ..model import Facts, Statement, StatementRef, Value
from ..problems import BadValue, cut, listed, near

CONTENT = "kg:that"


def thing(name: str, facts: Facts) -> str:
    """The id of an entity or statement.

    Raises:
        BadValue: nothing is called so, or more than one entity.
    """
    if name in facts.entities or name in facts.statements:
        return name
    named: dict[str, set[str]] = defaultdict(set)
    for entity in facts.entities.values():
        for text in (entity.id, entity.label, *entity.aliases):
            named[_folded(text)].add(entity.id)
    found = sorted(named.get(_folded(name), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise BadValue(
            f"'{cut(name)}' may be any of {len(found)} entities", f"choose {listed(found)}"
        )
    raise BadValue(
        f"there is no entity or statement '{cut(name)}'",
        near(_folded(name), named, "give the id, label or alias of an entity"),
    )


def is_about(statement: Statement, id: str, facts: Facts) -> bool:
    """Whether it is that statement, or has that entity or statement in subject, object or content,
    at any depth."""
    todo, seen = [statement], set()
    while todo:
        here = todo.pop()
        if here.id in seen:
            continue
        seen.add(here.id)
        values: list[Value] = [here.subject, here.object]
        values += [value for name, value in here.qualifiers if name == CONTENT]
        if here.id == id or any(getattr(value, "id", "") == id for value in values):
            return True
        todo += [facts.statements[value.id] for value in values if isinstance(value, StatementRef)]
    return False


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
