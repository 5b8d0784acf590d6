"""What a value must look like: text, a list, a mapping with known keys. Reports what does not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from ..problems import BadValue, Location, Report, listed, near
from .located import Fields, Items, Node, Refused, Text, Value

T = TypeVar("T")


class Shape:
    """Typed access to located values. Every method returns None once it has reported."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def _wrong(self, value: Node, what: str, expected: str, help: str = "") -> None:
        if not isinstance(value, Refused):
            self.report.add(
                "wrong-shape", value.where, f"{what} must be {expected}, not {value.kind}", help
            )

    def fields(
        self,
        value: Value | None,
        what: str,
        keys: Collection[str] = (),
        required: Collection[str] = (),
    ) -> Fields | None:
        """The mapping, once its keys are known ones (any keys, where none are given)."""
        if value is None:
            return None
        if not isinstance(value, Fields):
            form = ", ".join(f"{name}: ..." for name in required)
            self._wrong(value, what, "a mapping", f"write {{{form}}}" if required else "")
            return None
        if keys:
            for key, _ in value:
                if key.text not in keys:
                    expected = f"expected one of: {', '.join(keys)}"
                    self.report.add(
                        "unknown-key",
                        key.where,
                        f"{what} has no key '{key.text}'",
                        near(key.text, keys, expected),
                    )
        for name in required:
            if name not in value.entries:
                self.report.add("missing-key", value.where, f"{what} needs a key '{name}'")
        return value

    def items(self, value: Value | None, what: str) -> list[Value]:
        if value is None:
            return []
        if not isinstance(value, Items):
            form = "write it in brackets: [...]" if isinstance(value, Text) else ""
            self._wrong(value, what, "a list", form)
            return []
        return value.items

    def one_or_more(self, value: Value | None) -> list[Value]:
        """The members of a list, or the value itself as the only one."""
        if value is None:
            return []
        return value.items if isinstance(value, Items) else [value]

    def some(self, value: Value | None, what: str) -> list[Value]:
        """Like ``one_or_more``, with an empty list reported."""
        if isinstance(value, Items) and not value.items:
            self.report.add("wrong-shape", value.where, f"{what} is an empty list")
        return self.one_or_more(value)

    def text(self, value: Value | None, what: str) -> Text | None:
        if value is None:
            return None
        if not isinstance(value, Text):
            mapping = isinstance(value, Fields)
            advice = "text with ': ' in it must stand in quotes" if mapping else ""
            self._wrong(value, what, "text", advice)
            return None
        if not value.text.strip():
            self.report.add("wrong-shape", value.where, f"{what} is empty")
            return None
        return value

    def words(self, value: Value | None, what: str) -> str:
        """Text, or the empty string where there is none."""
        text = self.text(value, what)
        return text.text if text else ""

    def chosen(self, value: Value | None, what: str, choices: Collection[str], code: str) -> str:
        """One of a closed list, or the empty string."""
        text = self.text(value, what)
        if text is None:
            return ""
        if text.text in choices:
            return text.text
        self.report.add(
            code,
            text.where,
            f"there is no {what} '{text.text}'",
            near(text.text, choices, f"expected {listed(choices)}"),
        )
        return ""

    def parsed(
        self, value: Value | None, what: str, parse: Callable[[str], T], code: str
    ) -> T | None:
        """The text as ``parse`` reads it, with a BadValue of its reported."""
        text = self.text(value, what)
        if text is None:
            return None
        try:
            return parse(text.text)
        except BadValue as error:
            self.bad(code, text.where, error)
            return None

    def bad(self, code: str, where: Location, error: BadValue) -> None:
        self.report.add(code, where, str(error), error.help)
