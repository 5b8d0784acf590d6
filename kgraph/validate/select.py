"""The SELECT queries of ``sh:sparql``, rewritten to run over all focus nodes at once.

SHACL runs such a query for each focus node, with ``$this`` bound beforehand in all its parts
(SHACL, appendix A). Here each group of the query is given the pattern that finds the focus nodes
instead; groups inside EXISTS see the ``?this`` of the row that they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .. import wall
from ..sparql import tokens
from .graph import Fault

_FORBIDDEN = ("MINUS", "VALUES", "SERVICE", "GRAPH", "FROM", "LIMIT", "OFFSET")
"""What SHACL forbids, and what counts rows, which here are those of all focus nodes."""

_FOCUS = "?this <urn:focus> ?this"
_PROLOGUE = {"PREFIX": 3, "BASE": 2}
"""Tokens of a declaration."""


def check(select: str, prefixes: Mapping[str, str], path: str) -> None:
    """Raise what keeps the query from being run.

    Raises:
        Fault: it is no SELECT query, has a fault of grammar, or uses what is not supported.
    """
    found = [(kind, token) for kind, token in _tokens(select) if kind != "skip"]
    _check_tokens(found)
    words = [token.upper() for _, token in found]
    start = 0
    while start < len(words) and words[start] in _PROLOGUE:
        start += _PROLOGUE[words[start]]
    if words[start : start + 1] != ["SELECT"]:
        raise Fault("sh:select", "must be a SELECT query")
    if not all("this" in selected for selected in _subselects(found)):
        raise Fault("sh:select", "each SELECT in it must select $this")
    _parse(select, prefixes)  # as it was written, so that a fault is told where it stands
    _parse(over(select, _FOCUS, path), prefixes)


def _check_tokens(found: list[tuple[str, str]]) -> None:
    previous = ""
    for kind, token in found:
        word = token.upper()
        if "\\" in token and kind != "string":
            raise Fault("\\", "is not supported in sh:select outside of texts")
        if re.search(r"\\u", token, re.IGNORECASE):  # it is read before texts are
            raise Fault("\\u", "is not supported in sh:select: write the character itself")
        for forbidden in _FORBIDDEN:  # the engine needs no space around a keyword
            if kind == "word" and forbidden in word:
                raise Fault(forbidden, "is not supported in sh:select")
        if kind == "name" and "SERVICE" in word.partition(":")[0] and word[0] not in "?$@":
            raise Fault("SERVICE", "is not supported in sh:select, nor in a prefix there")
        if kind == "word" and "SELECT" in word and word != "SELECT":
            raise Fault("SELECT", "must stand apart from other words")
        if token[:1] in "?$" and token[1:] in ("shapesGraph", "currentShape"):
            raise Fault(token, "is not supported in sh:select")
        if previous == "AS" and token[1:] in ("this", "PATH"):
            raise Fault(token, "is bound beforehand and cannot be bound again")
        previous = word


def _parse(query: str, prefixes: Mapping[str, str]) -> None:
    import pyoxigraph as ox

    # the engine parses no query without beginning to run it
    with wall.shut_for(query) as may_run:
        if not may_run:
            raise Fault("SERVICE", "is not supported in sh:select")
        try:
            ox.Store().query(query, prefixes=dict(prefixes))
        except OSError:
            raise Fault("SERVICE", "is not supported in sh:select") from None
        except SyntaxError as error:
            what = str(error.msg).partition("\n")[0].partition(" expected ")[0].rstrip(":, ")
            raise Fault("sh:select", f"is not SPARQL: {what}") from None


def _subselects(found: list[tuple[str, str]]) -> Iterator[set[str]]:
    """The variables that each SELECT of the query selects as they are."""
    starts = [n for n, (_, token) in enumerate(found) if token.upper() == "SELECT"]
    for start in starts:
        depth, selected = 0, set()
        for kind, token in found[start:]:
            if token == "{" or token.upper() == "WHERE":
                break
            depth += (token == "(") - (token == ")")
            if kind == "name" and not depth and token[0] in "?$":
                selected.add(token[1:])
        yield selected


def over(select: str, focus: str, path: str) -> str:
    """The query with the pattern ``focus``, which binds ``?this``, in each of its groups."""
    found = list(_tokens(select))
    parts: list[str] = []
    groups: list[bool] = []
    """For each open group: whether it stands in an EXISTS."""
    last, of_select, wanted = "", False, False
    for number, (kind, token) in enumerate(found):
        if kind == "skip":
            parts.append("\n" if token.startswith("#") else token)
            continue
        begins = last == "{" and not groups[-1] and token.upper() != "SELECT"
        if begins and (wanted or _mentions_this(found[number:])):
            parts.append(f" {focus} . ")
        if kind == "name" and token[0] in "?$":
            token = path if token[1:] == "PATH" else f"?{token[1:]}"
        if token == "{":
            groups.append(last.endswith("EXISTS") or any(groups))
            if not groups[-1]:
                wanted, of_select = of_select, False
        elif token == "}":
            del groups[-1:]
        parts.append(token)
        last = token.upper()
        of_select |= last == "SELECT"
    return "".join(parts)


def _mentions_this(found: list[tuple[str, str]]) -> bool:
    """Whether ``$this`` occurs before the group ends in which the tokens begin."""
    depth = 0
    for _, token in found:
        depth += (token == "{") - (token == "}")
        if depth < 0:
            return False
        if token in ("?this", "$this"):
            return True
    return False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; the kind of spaces and comments is ``skip``."""
    for match in tokens(text):
        skip = match.lastgroup == "comment" or match[0].isspace()
        yield "skip" if skip else match.lastgroup or "", match[0]


def message(text: str, row: Mapping[str, object]) -> str:
    """The message with ``{?name}`` and ``{$name}`` replaced by what the row has for them."""
    return re.sub(
        r"\{[?$](\w+)\}",
        lambda match: str(getattr(row[match[1]], "value", "")) if match[1] in row else match[0],
        text,
    )
