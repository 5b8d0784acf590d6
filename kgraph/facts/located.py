"""Values as they stand in a file: text, lists and mappings that know their line and column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..problems import Location


class Node:
    """Anything at a place in a file."""

    __slots__ = ("where",)
    kind = "something that was refused"

    def __init__(self, where: Location) -> None:
        self.where = where


class Refused(Node):
    """A value that was already reported; whoever meets it says nothing more."""

    __slots__ = ()


class Text(Node):
    """A scalar, as written: ``no``, ``2024-11`` and ``12:30`` are text."""

    __slots__ = ("text",)
    kind = "text"

    def __init__(self, where: Location, text: str) -> None:
        self.where = where
        self.text = text


class Items(Node):
    __slots__ = ("items",)
    kind = "a list"

    def __init__(self, where: Location) -> None:
        self.where = where
        self.items: list[Value] = []


class Fields(Node):
    """A mapping, in the order written; ``get`` by key, keys with their own place."""

    __slots__ = ("entries", "keys")
    kind = "a mapping"

    def __init__(self, where: Location) -> None:
        self.where = where
        self.keys: dict[str, Text] = {}
        self.entries: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        return self.entries.get(key)

    def __iter__(self) -> Iterator[tuple[Text, Value]]:
        return ((self.keys[key], value) for key, value in self.entries.items())


Value: TypeAlias = Refused | Text | Items | Fields


def texts(value: Value) -> Iterator[str]:
    """All text in the value: keys, members, members of members."""
    if isinstance(value, Text):
        yield value.text
    elif isinstance(value, Items):
        for member in value.items:
            yield from texts(member)
    elif isinstance(value, Fields):
        for key, member in value:
            yield key.text
            yield from texts(member)
