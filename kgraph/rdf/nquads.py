"""N-Quads as text: escaping, IRIs ready to paste, lines that gather graph by graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..model import Relay

_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f]')
_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_MEANT = {escape: char for char, escape in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:[btnfr\"\\]|u(?!D[89A-F])[0-9A-F]{4})")


def quoted(text: str) -> str:
    """The text as a literal in canonical N-Triples (RDF 1.2 N-Triples, section 4).

    >>> quoted('say "no"')
    '"say \\\\"no\\\\""'
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    escaped = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)
    return f'"{escaped}"'


def unquoted(text: str) -> str:
    """What stood between the quotation marks of a literal, as it was before it was quoted.

    >>> unquoted('say \\\\"no\\\\"')
    'say "no"'
    """
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: _MEANT.get(m[0]) or chr(int(m[0][2:], 16)), text)


class Terms(dict[str, str]):
    """IRIs by CURIE, ready to paste."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, curie: str) -> str:
        self[curie] = self.form(curie)
        return self[curie]


def datatypes(terms: Terms) -> Terms:
    """What follows the text of a literal, by the CURIE of its datatype."""
    typed = Terms(lambda curie: "^^" + terms[curie])
    typed["xsd:string"] = ""
    for derived in ("xsd:positiveInteger", "xsd:nonNegativeInteger"):
        # stores keep the value and forget the derived type: what they give back must be equal
        typed[derived] = typed["xsd:integer"]
    return typed


class Tails(dict[tuple[str, str], str]):
    """What follows the subject in a line, by the CURIEs of predicate and object."""

    def __init__(self, terms: Terms, end: str) -> None:
        super().__init__()
        self.terms, self.end = terms, end

    def __missing__(self, key: tuple[str, str]) -> str:
        self[key] = f" {self.terms[key[0]]} {self.terms[key[1]]}{self.end}"
        return self[key]


class GraphText:
    """Text that gathers for one named graph."""

    def __init__(self, iri: str, terms: Terms) -> None:
        self.end = f" <{iri}> .\n"
        self.tails = Tails(terms, self.end)
        self.pieces: list[str] = []
        self.write = self.pieces.append
        self.described: set[str | tuple[Relay, int]] = set()
        """What was written in full already: statements, evidence, relays."""

    def first(self, key: str | tuple[Relay, int]) -> bool:
        if key in self.described:
            return False
        self.described.add(key)
        return True


def expander(prefixes: Mapping[str, str], form: str) -> Callable[[str], str]:
    """A function from CURIE to IRI, in the form given.

    >>> expander({"kg": "https://w3id.org/kgraph/ns#"}, "<{}>")("kg:Claim")
    '<https://w3id.org/kgraph/ns#Claim>'
    """

    def expand(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return form.format(prefixes[prefix] + local)

    return expand
