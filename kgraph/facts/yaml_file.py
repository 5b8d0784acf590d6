"""YAML text to located values, by the events of PyYAML's C parser.

Only what seeds need is let through: no tags, anchors, aliases, nulls, duplicate keys or second
documents. A syntax error costs only its own item: its lines are blanked, the problem is reported,
and the rest is read.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from ..problems import Location, Report
from .located import Fields, Items, Refused, Text, Value, texts
from .source import CONTROL

MAX_DEPTH = 20
MAX_SCALAR = 20_000
MAX_SYNTAX_ERRORS = 25

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ITEM = re.compile(r"\s*(-\s|-$|[^\s#\[\]{},&*!|>'\"%@`][^\[{]*?:(\s|$)|['\"][^'\"]+['\"]:(\s|$))")
_WORD = re.compile(r"[\w-]+")


def parse(text: str, name: str, report: Report) -> tuple[Value | None, frozenset[str]]:
    """The value of the file, and the words of the items that syntax errors cost.

    The value is None where the file holds nothing (comments aside), or where reading was given
    up; then there are lost words.
    """
    lines = text.split("\n")
    lost: set[str] = set()
    for _ in range(MAX_SYNTAX_ERRORS):
        try:
            builder = _Builder(name, lines, report, lenient=bool(lost))
            value = builder.build()
            return value, frozenset(lost).union(*map(texts, builder.dropped))
        except yaml.MarkedYAMLError as error:
            lost |= _drop_item(lines, error, name, report)
    report.add(
        "yaml-syntax",
        Location(name),
        f"this is not YAML in more than {MAX_SYNTAX_ERRORS} places: the rest was not read",
        "correct those that are reported first",
    )
    return None, frozenset(lost)


def _drop_item(lines: list[str], error: Any, name: str, report: Report) -> set[str]:
    """Report the error and blank the lines of the innermost item around it, in place."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    start = error.context_mark.line if error.context_mark else at
    if not (start <= at and _opens_flow(lines, error)):
        start = at
    while start > 0 and not lines[start].strip():
        start -= 1
    where = Location(name, start + 1, 1) if start != at else Location(name, at + 1, mark.column + 1)
    if start != at:
        where = Location(name, start + 1, error.context_mark.column + 1)
    _report_syntax(lines[where.line - 1], error, where, report)
    while start > 0 and not _ITEM.match(lines[start]):
        start -= 1
    indent = _indent(lines[start])
    end = start + 1
    while end < len(lines) and (
        (end <= at and start != at and not _same_level(lines[end], indent))
        or not lines[end].strip()
        or _indent(lines[end]) > indent
    ):
        end += 1
    words = {word for line in lines[start:end] for word in _WORD.findall(line)}
    for number in range(start, end):
        lines[number] = ""
    return words


def _opens_flow(lines: list[str], error: Any) -> bool:
    """Whether the error is an unclosed bracket or quote, whose start tells more than its end."""
    mark = error.context_mark
    return bool(
        mark
        and mark.line < len(lines)
        and lines[mark.line][mark.column : mark.column + 1] in set("[{'\"")
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _same_level(line: str, indent: int) -> bool:
    return bool(line.strip()) and _indent(line) <= indent and _ITEM.match(line) is not None


def _report_syntax(line: str, error: Any, where: Location, report: Report) -> None:
    if isinstance(error, _TooDeepError):
        report.add(
            "nested-too-deep",
            where,
            f"nested more than {MAX_DEPTH} deep",
            "a claim is [subject, predicate, object, {qualifiers}]",
        )
        return
    problem = str(error.problem or error.context or "cannot be read as YAML")
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        column = line.find("\t") + 1 or where.column
        report.add(
            "tab-indentation",
            Location(where.file, where.line, column),
            "a tab in the indentation",
            "YAML is indented by spaces",
        )
        return
    advice = "the rest of the file was read without this item"
    if "quoted scalar" in str(error.context):
        problem, advice = "a quotation mark is not closed", "two of a kind stand for one: 'it''s'"
    elif "flow" in str(error.context):
        advice = "close the bracket, or put text with special characters in quotes"
    if "mapping values are not allowed" in problem:
        advice = "text with ': ' in it must stand in quotes"
    elif "start any token" in problem:
        advice = "text that begins with %, @ or ` must stand in quotes"
    report.add("yaml-syntax", where, f"this is not YAML: {problem}", advice)


class _TooDeepError(yaml.MarkedYAMLError):
    """Brackets in brackets in brackets: the parser's time grows with the square of their number."""


class _Builder:
    """Builds one value from one stream of events.

    Lenient: items were dropped, so a key with nothing behind it may be their doing.
    """

    def __init__(self, name: str, lines: list[str], report: Report, lenient: bool) -> None:
        self.name = name
        self.lines = lines
        self.report = report
        self.lenient = lenient
        self.dropped: list[Value] = []
        """Values of keys that stand a second time."""

    def build(self) -> Value | None:
        loader = CParser("\n".join(self.lines))
        held = Report()
        outer, self.report = self.report, held
        try:
            value = self._document(loader)
        finally:
            loader.dispose()
            self.report = outer
        for problem in held.problems:
            outer.add(problem.code, problem.where, problem.message, problem.help)
        return value

    def _document(self, loader: CParser) -> Value | None:
        root: Value | None = None
        stack: list[Items | Fields] = []
        pending: list[Text | Refused | None] = []
        next_event = loader.get_event
        while True:
            event: Any = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value: Value = self._scalar(event, pending[-1] if pending else None)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                value = self._collection(event, kind is yaml.MappingStartEvent, len(stack))
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                stack.pop()
                pending.pop()
                continue
            elif kind is yaml.AliasEvent:
                value = self._refuse(
                    event,
                    "yaml-alias",
                    f"alias '*{event.anchor}'",
                    "write the value out, or use 'as:' and '^' for statements",
                )
            elif kind is yaml.DocumentStartEvent and root is not None:
                self._refuse(
                    event,
                    "yaml-documents",
                    "a second YAML document in the file",
                    "one file, one document: delete the '---'",
                )
                return root
            elif kind is yaml.StreamEndEvent:
                return root
            else:
                continue
            if not stack:
                root = value
            else:
                self._attach(stack[-1], pending, value)
            if isinstance(value, (Items, Fields)):
                stack.append(value)
                pending.append(None)

    def _attach(
        self, parent: Items | Fields, pending: list[Text | Refused | None], value: Value
    ) -> None:
        if isinstance(parent, Items):
            parent.items.append(value)
            return
        key = pending[-1]
        if key is None:
            if not isinstance(value, (Text, Refused)):
                self.report.add("wrong-shape", value.where, f"a key must be text, not {value.kind}")
                pending[-1] = Refused(value.where)
            else:
                pending[-1] = value
            return
        pending[-1] = None
        if isinstance(key, Refused):
            return
        if key.text in parent.entries:
            first = parent.keys[key.text].where
            self.report.add(
                "duplicate-key",
                key.where,
                f"key '{key.text}' stands here a second time",
                f"it first stands in line {first.line}; only one can count",
            )
            self.dropped.append(value)
            return
        parent.keys[key.text] = key
        parent.entries[key.text] = value

    def _place(self, event: Any) -> Location:
        start, end = event.start_mark, event.end_mark
        if start.line >= len(self.lines):  # what is missing at the end of the file
            return Location(self.name, len(self.lines), len(self.lines[-1]) + 1)
        length = end.column - start.column if end.line == start.line else 1
        return Location(self.name, start.line + 1, start.column + 1, max(1, length))

    def _refuse(self, event: Any, code: str, message: str, help: str) -> Refused:
        where = self._place(event)
        self.report.add(code, where, message, help)
        return Refused(where)

    def _scalar(self, event: Any, key: Text | Refused | None) -> Text | Refused:
        text = event.value
        if event.tag is not None or event.anchor is not None:
            return self._tag_or_anchor(event)
        if not event.style and text in _NULLS:
            torn = isinstance(key, Text) and " " in key.text
            if not text and (self.lenient or torn):
                return Refused(self._place(event))
            written = f"'{text}'" if text else "nothing"
            return self._refuse(
                event,
                "null-value",
                f"{written} here would be a null",
                f'write "{text or "..."}" in quotes if the text is meant, or leave the key out',
            )
        if len(text) > MAX_SCALAR:
            return self._refuse(
                event,
                "scalar-too-long",
                f"a text of {len(text):,} characters; at most {MAX_SCALAR:,} are read",
                "facts and short notes only: the document itself stays outside the seeds",
            )
        control = CONTROL.search(text) if event.style == '"' else None
        if control:
            return self._refuse(
                event,
                "control-character",
                f"control character U+{ord(control[0]):04X}, written as an escape",
                "delete it",
            )
        return Text(self._place(event), text)

    def _tag_or_anchor(self, event: Any) -> Refused:
        """Report it; a collection is read all the same, so that its content is checked too."""
        if event.tag is not None:
            return self._refuse(
                event,
                "yaml-tag",
                f"tag '{event.tag}'",
                "delete the tag; put text that begins with '!' in quotes",
            )
        return self._refuse(
            event,
            "yaml-anchor",
            f"anchor '&{event.anchor}'",
            "delete the anchor; put text that begins with '&' in quotes",
        )

    def _collection(self, event: Any, is_mapping: bool, depth: int) -> Items | Fields:
        if depth >= MAX_DEPTH:
            raise _TooDeepError(problem_mark=event.start_mark)
        if event.tag is not None or event.anchor is not None:
            self._tag_or_anchor(event)
        return (Fields if is_mapping else Items)(self._place(event))
