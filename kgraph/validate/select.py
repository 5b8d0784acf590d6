"""The SELECT queries of ``sh:sparql``, rewritten to run over all focus nodes at once.

SHACL runs such a query for each focus node, with ``$this`` bound beforehand in all its parts
(SHACL, appendix A). Here each group of the query is given the pattern that finds the focus nodes
instead; groups inside EXISTS see the ``?this`` of the row that they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .graph import Fault

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<text>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>[^\W\d][\w.-]*(?::[\w.:%-]*)? | :[\w.:%-]*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORBIDDEN = {"minus", "values", "service", "graph", "from"}
_FOCUS = "?this <urn:focus> ?this"


def check(select: str, prefixes: Mapping[str, str], path: str) -> None:
    """Raise what keeps the query from being run.

    Raises:
        Fault: it is no SELECT query, has a fault of grammar, or uses what SHACL forbids.
    """
    import pyoxigraph as ox

    previous: list[str] = []
    for kind, token in _tokens(select):
        if kind == "skip":
            continue
        word = token.lower()
        if token == "\\":  # an escape could hide what follows
            raise Fault("\\", "is not supported in sh:select outside of texts")
        if kind == "name" and word in _FORBIDDEN:
            raise Fault(word.upper(), "is not supported in sh:select")
        if kind == "variable" and token[1:] in ("shapesGraph", "currentShape"):
            raise Fault(token, "is not supported in sh:select")
        if previous[-1:] == ["as"] and token[1:] in ("this", "PATH"):
            raise Fault(token, "is bound beforehand and cannot be bound again")
        previous.append(word)
    if "select" not in previous:
        raise Fault("sh:select", "must be a SELECT query")
    for words in _subselects(previous):
        if "$this" not in words and "?this" not in words:
            raise Fault("sh:select", "each SELECT in it must select $this")
    try:
        ox.Store().query(over(select, _FOCUS, path), prefixes=dict(prefixes))
    except SyntaxError as error:
        raise Fault("sh:select", f"is not SPARQL: {error.msg}") from None


def _subselects(words: list[str]) -> Iterator[set[str]]:
    """What each SELECT of the query selects."""
    starts = [n for n, word in enumerate(words) if word == "select"]
    for start in starts:
        end = next((n for n in range(start, len(words)) if words[n] in ("where", "{")), len(words))
        yield set(words[start:end])


def over(select: str, focus: str, path: str) -> str:
    """The query with the pattern ``focus``, which binds ``?this``, in each of its groups."""
    tokens = list(_tokens(select))
    parts: list[str] = []
    groups: list[bool] = []
    """For each open group: whether it stands in an EXISTS."""
    last = ""
    for number, (kind, token) in enumerate(tokens):
        if kind == "skip":
            parts.append("\n" if token.startswith("#") else token)
            continue
        begins = last == "{" and not groups[-1] and token.lower() != "select"
        if begins and (len(groups) == 1 or _mentions_this(tokens[number:])):
            parts.append(f" {focus} . ")
        if kind == "variable":
            token = path if token == "$PATH" else f"?{token[1:]}"
        if token == "{":
            groups.append(last == "exists" or any(groups))
        elif token == "}":
            del groups[-1:]
        parts.append(token)
        last = token.lower()
    return "".join(parts)


def _mentions_this(tokens: list[tuple[str, str]]) -> bool:
    """Whether ``$this`` occurs before the group ends in which the tokens begin."""
    depth = 0
    for kind, token in tokens:
        depth += (token == "{") - (token == "}")
        if depth < 0:
            return False
        if kind == "variable" and token[1:] == "this":
            return True
    return False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; of what stands by itself, the kind is ``other``."""
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "", match[0]


def message(text: str, row: Mapping[str, object]) -> str:
    """The message with ``{?name}`` and ``{$name}`` replaced by what the row has for them."""
    return re.sub(
        r"\{[?$](\w+)\}",
        lambda match: str(getattr(row[match[1]], "value", "")) if match[1] in row else match[0],
        text,
    )
