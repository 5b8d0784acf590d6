"""The triple patterns of a SELECT query, read from its text.

Only queries that the engine has accepted are read, so that nothing is checked here. Beside the
patterns, a query is made that gives their variables' values: see :attr:`Select.witness`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ..sparql import tokens
from .cursor import CannotExplainError, Cursor
from .paths import Path, Step, read_path

AGGREGATES = frozenset(["AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"])


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms are as the query writes them; variables begin with ``?``."""

    subject: str
    path: Path
    object: str
    marks: tuple[str, ...]
    """Variables that are bound in solutions to which the pattern's braces belong."""
    place: int
    """Its number in the whole query."""


@dataclass(slots=True)
class Select:
    """A SELECT query, or one within another."""

    columns: list[str] = field(default_factory=list)
    """Projected variables whose values the witness knows, too; empty for ``*``."""
    all_columns: bool = False
    patterns: list[Pattern] = field(default_factory=list)
    inner: list[tuple[Select, tuple[str, ...]]] = field(default_factory=list)
    prologue: str = ""
    own: str = ""
    """What the variables begin with that are not the query's, but the witness's."""
    witness: str = ""
    """A query that gives all solutions behind all rows, with every variable that there is."""
    keys: list[str] = field(default_factory=list)
    """Variables of GROUP BY that are not projected, although they could be."""
    keys_at: int = 0
    """Where they could be put in the query's text."""


def read(query: str) -> Select:
    """
    >>> select = read("SELECT ?a { ?a ex:p/^ex:q ?b OPTIONAL { ?b ex:r [] } }")
    >>> [(pattern.subject, pattern.object) for pattern in select.patterns]
    [('?a', '?b'), ('?b', '?q2')]
    >>> select.witness
    'SELECT * { ?a ex:p/^ex:q ?b . OPTIONAL { ?b ex:r ?q2 . BIND(true AS ?q1) } }'

    Raises:
        CannotExplainError: the query has something in it that is not followed.
    """
    return _Reader(query).query()


class _Reader(Cursor):
    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.prologue = ""
        self.out: list[str] = []
        self.found = Select()
        self.fresh = "q"
        while f"?{self.fresh}" in query or f"${self.fresh}" in query:
            self.fresh += "q"
        self.made = self.places = 0
        self.blank: dict[str, str] = {}

    def variable(self) -> str:
        self.made += 1
        return f"?{self.fresh}{self.made}"

    # ---- SELECT

    def query(self) -> Select:
        start = self.start()
        while self.word() in ("BASE", "PREFIX"):
            self.at += 2 if self.word() == "BASE" else 3
        self.prologue = self.since(start) + "\n" if self.at else ""
        return self.select()

    def select(self) -> Select:
        """From the keyword to the end of the query, or to the brace that closes an inner one."""
        outer = self.found, self.out
        self.found, self.out = Select(prologue=self.prologue, own=f"?{self.fresh}"), []
        self.next()
        distinct = self.take("DISTINCT")
        self.take("REDUCED")
        binds = self._projection()
        self.found.keys_at = self.tokens[self.at - 1].end()
        start = self.start()
        while self.word() not in ("WHERE", "{"):
            self.next()
        dataset = self.text[start : self.start()]
        self.take("WHERE")
        self.next()
        self._group(())
        keys = self._grouping()
        if keys is not None or binds is None:  # of a group, only its keys are the same throughout
            binds = keys or []
        else:
            self.found.columns += [alias for _, alias in binds if alias]
        while self.word() not in ("VALUES", "}", ""):
            self.skip()
        more = [f"BIND{text}" for text, alias in binds if text]
        if self.take("VALUES"):
            more.insert(0, self._values())
        self.found.keys = [
            alias for _, alias in keys or () if not distinct and alias not in self.found.columns
        ]
        body = " ".join(self.out)
        body = " ".join(["{", body, "}", *more]) if more else body
        found = self.found
        found.witness = f"{self.prologue}SELECT * {dataset}{{ {body} }}"
        self.found, self.out = outer
        return found

    def _projection(self) -> list[tuple[str, str]] | None:
        """Expressions with their variables; None where something is aggregated."""
        binds: list[tuple[str, str]] | None = []
        self.found.all_columns = self.take("*")
        while self.word()[:1] in ("?", "$", "("):
            if self.word() != "(":
                self.found.columns.append("?" + self.next()[1:])
                continue
            text = self.balanced()
            binds = None if binds is None or _aggregates(text) else [*binds, (text, _alias(text))]
        return binds

    def _grouping(self) -> list[tuple[str, str]] | None:
        """Keys of GROUP BY, each with the expression that it stands for, if any."""
        if not self.take("GROUP"):
            return None
        self.next()
        keys = []
        while self.word() not in ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}", ""):
            if self.word()[0] in "?$":
                keys.append(("", "?" + self.next()[1:]))
            elif self.word() != "(":
                self.skip()
            elif alias := _alias(text := self.balanced()):
                keys.append((text, alias))
        return keys

    # ---- what stands between braces

    def _group(self, marks: tuple[str, ...], mark: str = "") -> None:
        """Up to the closing brace, the opening one being read; ``mark`` is to be bound in it."""
        if self.word() == "SELECT":
            start = self.start()
            self.found.inner.append((self.select(), marks))
            self.out.append(self.since(start))
            if mark:
                self.out[-1] = "{ " + self.out[-1] + " }"
        while self.word() != "}":
            self._element(marks)
        self.next()
        if mark:
            self.out.append(f"BIND(true AS {mark})")

    def _element(self, marks: tuple[str, ...]) -> None:
        word, start = self.word(), self.start()
        if word == ".":
            self.next()
        elif word == "FILTER":
            self.next()
            self.skip()
            self.out.append(self.since(start))
        elif word in ("BIND", "MINUS"):
            self.next()
            self.out.append(word + self.balanced())
        elif word == "VALUES":
            self.next()
            self.out.append(self._values())
        elif word in ("OPTIONAL", "{"):
            self._braces("" if word == "{" else self.next(), marks, self.variable())
        elif word == "UNION":
            self._braces(self.next(), marks, self.variable())
        elif word == "GRAPH":
            self.next()
            self._braces(f"GRAPH {self._term(marks)}", marks, "")
        else:
            self._triples(marks)

    def _braces(self, before: str, marks: tuple[str, ...], mark: str) -> None:
        self.next()
        self.out.append(f"{before} {{".strip())
        self._group((*marks, mark) if mark else marks, mark)
        self.out.append("}")

    def _values(self) -> str:
        """A data block; its keyword is read."""
        variables = self.balanced() if self.word() == "(" else self.next()
        return f"VALUES {variables} {self.balanced()}"

    # ---- triples

    def _triples(self, marks: tuple[str, ...]) -> None:
        listed = self.word() == "[" and self.word(1) != "]"
        subject = self._term(marks)
        if not listed or self.word() not in (".", "}"):
            self._properties(subject, marks)

    def _properties(self, subject: str, marks: tuple[str, ...]) -> None:
        while True:
            start = self.start()
            variable = self.word()[0] in "?$"
            path = Step("?" + self.next()[1:]) if variable else read_path(self)
            text = self.since(start)
            while True:
                place, self.places = self.places, self.places + 1
                object = self._term(marks)
                self.found.patterns.append(Pattern(subject, path, object, marks, place))
                self.out.append(f"{subject} {text} {object} .")
                if not self.take(","):
                    break
            if not self.take(";"):
                return
            while self.take(";"):
                pass
            if self.word() in (".", "}", "]", ""):
                return

    def _term(self, marks: tuple[str, ...]) -> str:
        word, start = self.word(), self.start()
        if self.take("["):
            node = self.variable()
            if not self.take("]"):
                self._properties(node, marks)
                self.next()
            return node
        if number := self.number():
            while self.start() < start + len(number):
                self.next()
            return number
        if word.startswith("_:"):
            self.next()
            if word not in self.blank:
                self.blank[word] = self.variable()
            return self.blank[word]
        if word[:1] in ("?", "$") and len(word) > 1:
            return "?" + self.next()[1:]
        if self.kind() in ("iri", "name") or word in ("TRUE", "FALSE"):
            return self.next()
        if self.kind() == "string":
            self.next()
            if self.word()[:1] == "@":
                self.next()
            elif self.word() == "^" and self.word(1) == "^":
                self.at += 3
            return self.since(start)
        raise CannotExplainError(self.place(start))


def _aggregates(expression: str) -> bool:
    words = [token[0].upper() for token in tokens(expression) if token[0].strip()]
    return any(word in AGGREGATES and after == "(" for word, after in pairwise(words))


def _alias(expression: str) -> str:
    """The variable after AS, at the end of an expression in brackets."""
    found = re.search(r"(?i)\bAS\s*[?$](\w+)\s*\)$", expression)
    return f"?{found[1]}" if found else ""
