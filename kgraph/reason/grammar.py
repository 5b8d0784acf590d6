"""The part of Nemo's language that rules are written in, with the place of everything.

A file is comment lines, ``@prefix`` lines and clauses ``head :- atom, atom .``; see
``docs/rules.md``. There is no other directive, no function and no literal, so that a rule can
neither read nor write anything but the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..names import is_iri
from ..problems import Location, Report

_TOKEN = re.compile(
    r"""
      (?P<space> \s+ | %[^\n]* )
    | (?P<iri> <[^\x00-\x20<>"{}|^`\\]*> )
    | (?P<variable> \?[^\W\d]\w* )
    | (?P<directive> @\w+ )
    | (?P<name> [^\W\d_][\w-]*:(?:\w[\w-]*)? )
    | (?P<mark> :- | != | [(),.~] )
    | (?P<other> "(?:[^"\\\n]|\\.)*" | \w+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    where: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Iri:
    iri: str
    written: str = field(compare=False)
    where: Location = field(compare=False)


Term = Variable | Iri


@dataclass(frozen=True, slots=True)
class Atom:
    """``predicate(term, ...)``, affirmed or, with ``~`` before it, denied."""

    predicate: Iri
    terms: tuple[Term, ...]
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """``one != other``."""

    one: Term
    other: Term


@dataclass(frozen=True, slots=True)
class Clause:
    head: Atom
    body: tuple[Atom | Difference, ...]


class _Fault(Exception):
    def __init__(self, message: str, help: str = "", code: str = "rule-syntax") -> None:
        super().__init__(message)
        self.help, self.code = help, code


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    where: Location


def parse(text: str, source: str, report: Report) -> list[Clause]:
    """The clauses of a file; a fault costs its clause only, and goes to the report."""
    parser = _Parser(list(_tokens(text, source)))
    clauses = []
    while parser.token.kind != "end":
        try:
            if parser.token.kind == "directive":
                parser.prefix()
            else:
                clauses.append(parser.clause())
        except _Fault as fault:
            report.add(fault.code, parser.token.where, str(fault), fault.help)
            parser.skip()
    return clauses


def _tokens(text: str, source: str) -> Iterator[_Token]:
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "other", match[0]
        if kind != "space":
            yield _Token(kind, found, Location(source, line, match.start() - start + 1, len(found)))
        if newlines := found.count("\n"):
            line += newlines
            start = match.start() + found.rindex("\n") + 1
    yield _Token("end", "", Location(source, line, len(text) - start + 1, 1))


_REFUSED = "rules read this graph and conclude, and nothing else"


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.prefixes: dict[str, str] = {}

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def skip(self) -> None:
        """To after the next full stop."""
        while self.token.kind != "end":
            self.at += 1
            if self.tokens[self.at - 1].text == ".":
                return

    def take(self, kind: str, text: str = "", expected: str = "") -> _Token:
        token = self.token
        if token.kind != kind or (text and token.text != text):
            raise self.unexpected(expected or f"'{text}'")
        self.at += 1
        return token

    def unexpected(self, expected: str) -> _Fault:
        found = f"'{self.token.text}'" if self.token.text else "the end of the file"
        if self.token.text[:1] == '"':
            return _Fault(f"{found} is a literal", "rules speak of things only", "rule-refused")
        return _Fault(f"{found} cannot stand here", f"expected {expected}")

    def prefix(self) -> None:
        """``@prefix ex: <https://...> .``"""
        if self.token.text != "@prefix":
            raise _Fault(f"{self.token.text} is refused", _REFUSED, "rule-refused")
        self.at += 1
        name = self.take("name", expected="a prefix, such as ex:")
        if not name.text.endswith(":"):
            self.at -= 1
            raise _Fault(f"'{name.text}' is no prefix", "a prefix ends in a colon")
        iri = self.take("iri", expected="an IRI in angle brackets")
        self.take("mark", ".")
        self.prefixes[name.text[:-1]] = iri.text[1:-1]

    def clause(self) -> Clause:
        head = self.atom()
        self.take("mark", ":-")
        body = [self.literal()]
        while self.token.text == ",":
            self.at += 1
            body.append(self.literal())
        self.take("mark", ".", "',' or '.'")
        return Clause(head, tuple(body))

    def literal(self) -> Atom | Difference:
        if self.token.text == "~":
            self.at += 1
            return self.atom(denied=True)
        if self.token.kind == "variable":
            one = self.term()
            self.take("mark", "!=")
            return Difference(one, self.term())
        return self.atom()

    def atom(self, denied: bool = False) -> Atom:
        predicate = self.iri("a predicate or class of the ontology, such as ex:owns")
        self.take("mark", "(")
        terms = [self.term()]
        while self.token.text == ",":
            self.at += 1
            terms.append(self.term())
        self.take("mark", ")", "',' or ')'")
        return Atom(predicate, tuple(terms), denied)

    def term(self) -> Term:
        if self.token.kind == "variable":
            token = self.take("variable")
            return Variable(token.text[1:], token.where)
        return self.iri("a variable such as ?x, or an IRI")

    def iri(self, expected: str) -> Iri:
        token = self.token
        if token.kind == "iri":
            if not is_iri(token.text[1:-1]):
                raise _Fault(f"{token.text} is no absolute IRI")
            iri = token.text[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix not in self.prefixes:
                raise _Fault(
                    f"the prefix '{prefix}:' is not declared",
                    f"write '@prefix {prefix}: <...> .' above",
                )
            iri = self.prefixes[prefix] + local
        else:
            raise self.unexpected(expected)
        self.at += 1
        return Iri(iri, token.text, token.where)
