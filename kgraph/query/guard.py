"""Refusing what a query must not do: ask other servers, or change anything.

The engine follows SERVICE to the network. Its keyword is found by splitting the query into
tokens as SPARQL 1.1 (section 19.8) does, so that strings, IRIs, comments, variables and prefixed
names that merely hold the word are let through. This is for a clear message; what slips through
meets the worker's own wall, which needs no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..sparql import tokens

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(["LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE"])
_WORTH_A_LOOK = re.compile("|".join(["SERVICE", r"\\U", *sorted(_UPDATES)]))
"""Without any of these, in upper case, there is nothing to refuse: most queries are let through
at once."""
_QUERY_FORMS = frozenset(["SELECT", "CONSTRUCT", "ASK", "DESCRIBE"])


class RefusedQueryError(Exception):
    """The query asks for what is never done; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int, column: int, length: int) -> None:
        super().__init__(message)
        self.line, self.column, self.length = line, column, length


def check(query: str) -> None:
    """Let the query pass, or raise.

    >>> check("SELECT * { ?s ?p 'SERVICE' }  # no SERVICE here")
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kgraph.query.guard.RefusedQueryError: SERVICE would ask another server

    Raises:
        RefusedQueryError: a SERVICE clause, or an update.
    """
    if not _WORTH_A_LOOK.search(query.upper()):
        return
    # escapes such as \\u0053 may stand for letters of a keyword, before any parsing (19.2)
    for text in {query, _CODEPOINT.sub(_unescaped, query)}:
        words = list(_words(text))
        form = next((word for word, _ in words if word in _QUERY_FORMS | _UPDATES), "")
        for word, at in words:
            if "SERVICE" in word:  # the engine needs no space around a keyword
                raise _refusal("SERVICE would ask another server", text, at, word)
            if form in _UPDATES and word == form:
                raise _refusal(f"{word} is an update; queries only read", text, at, word)


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; empty where no keyword says what query it is."""
    return next((word for word, _ in _words(query) if word in _QUERY_FORMS), "")


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Bare words, in upper case, and where they stand."""
    for match in tokens(text):
        if match.lastgroup == "word":
            yield match[0].upper(), match.start()


def _refusal(message: str, text: str, at: int, word: str) -> RefusedQueryError:
    line = text.count("\n", 0, at) + 1
    return RefusedQueryError(message, line, at - text.rfind("\n", 0, at), len(word))
