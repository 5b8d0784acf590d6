"""A place among the tokens of a query that the engine has accepted."""

from __future__ import annotations

import re

from ..sparql import tokens

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?[eE][+-]?\d+|\.\d+([eE][+-]?\d+)?|\d*\.\d+|\d+)")


class CannotExplainError(Exception):
    """The query has something in it that is not followed."""


class Cursor:
    """Moves on token by token; white space and comments are none."""

    def __init__(self, query: str) -> None:
        self.text = query
        self.tokens = [t for t in tokens(query) if t.lastgroup != "comment" and t[0].strip()]
        self.at = 0

    def word(self, ahead: int = 0) -> str:
        """A token as written, keywords in upper case; empty at the end."""
        if self.at + ahead >= len(self.tokens):
            return ""
        token = self.tokens[self.at + ahead]
        return token[0].upper() if token.lastgroup == "word" else token[0]

    def kind(self) -> str:
        return self.tokens[self.at].lastgroup or "" if self.at < len(self.tokens) else ""

    def start(self) -> int:
        return self.tokens[self.at].start() if self.at < len(self.tokens) else len(self.text)

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][0]

    def take(self, word: str) -> bool:
        if self.word() == word:
            self.at += 1
            return True
        return False

    def since(self, start: int) -> str:
        """The text from there to the token before this one."""
        return self.text[start : self.tokens[self.at - 1].end()]

    def number(self) -> str:
        """The number that begins here; the tokens are its digits, signs and points."""
        found = _NUMBER.match(self.text, self.start())
        return found[0] if found else ""

    def balanced(self) -> str:
        """What stands in brackets, with these."""
        start, depth = self.start(), 0
        while self.word():
            token = self.next()
            depth += (token in ("(", "{", "[")) - (token in (")", "}", "]"))
            if not depth:
                return self.since(start)
        raise CannotExplainError(f"brackets at {start}")

    def skip(self) -> None:
        """A token; a bracket, or a call or constraint that ends with one, is passed as a whole."""
        while self.word() in ("NOT", "EXISTS"):
            self.next()
        if self.word() not in ("(", "{"):
            self.next()
        if self.word() in ("(", "{"):
            self.balanced()

    def place(self, start: int) -> str:
        line = self.text.count("\n", 0, start) + 1
        return f"'{self.word()}' at {line}:{start - self.text.rfind(chr(10), 0, start)}"
