"""What people may ask about: entities by id, label or alias; statements by id."""

from __future__ import annotations

from ..model import Facts, Statement, StatementRef, Value
from ..things import called, find

CONTENT = "kg:that"


def thing(name: str, facts: Facts) -> str:
    """The id of an entity or statement.

    Raises:
        BadValue: nothing is called so, or more than one entity.
    """
    if name in facts.entities or name in facts.statements:
        return name
    names = ((e.id, text) for e in facts.entities.values() for text in (e.label, *e.aliases))
    return find(name, "entity or statement", "", {}, called(names, ""))


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
