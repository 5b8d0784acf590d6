"""Turtle 1.1 and TriG, grouped by subject, straight from sorted lines.

TriG is written without the keyword ``GRAPH``, which older stores refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from .described import (
    BOOLEAN,
    CANONICAL_INTEGER,
    INTEGER,
    TYPE,
    Curies,
    Kept,
    Said,
    literal_parts,
    subjects,
)


def turtle(ntriples: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Pieces of Turtle, of sorted lines without their ends.

    >>> print("".join(turtle(['<x:s> <x:p> "1" .', '<x:s> <x:p> "2" .'], {})), end="")
    <x:s> <x:p> "1", "2" .
    """
    yield head(prefixes)
    described = writer(prefixes, "")
    between = ""
    for subject, said in subjects(ntriples, len(" .")):
        yield between + described(subject, said)
        between = "\n"


def trig(
    graphs: Iterable[tuple[str, Iterable[str]]],
    prefixes: Mapping[str, str],
    change: Callable[[Said], Said] | None = None,
) -> Iterator[str]:
    """Pieces of TriG; each graph is given by its IRI and sorted lines of N-Quads, without their
    ends.

    ``change`` may give something else to be said of a subject; what begins with no bracket or
    quotation mark of N-Triples is written as it is.
    """
    yield head(prefixes)
    described = writer(prefixes, "    ")
    between = ""
    for iri, nquads in graphs:
        yield f"{between}<{iri}> {{\n"
        within = ""
        for subject, said in subjects(nquads, len(f" <{iri}> .")):
            yield within + described(subject, change(said) if change else said)
            within = "\n"
        yield "}\n"
        between = "\n"


def head(prefixes: Mapping[str, str]) -> str:
    """The declarations, sorted, and an empty line."""
    lines = (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))
    return "".join([*lines, "\n" if prefixes else ""])


def writer(prefixes: Mapping[str, str], indent: str) -> Callable[[str, Said], str]:
    """A function that writes all that is said of a subject: what it is first."""
    term = terms(prefixes)
    kept = Kept(term)
    deeper = f" ;\n{indent}    "

    def described(subject: str, said: Said) -> str:
        parts: list[str] = []
        for predicate, found in said.items():
            objects = kept[found[0]]
            if len(found) > 1:
                objects = ", ".join(map(kept.__getitem__, found))
            if predicate == TYPE:
                parts.insert(0, f"a {objects}")
            else:
                parts.append(f"{kept[predicate]} {objects}")
        return f"{indent}{term(subject)} {deeper.join(parts)} .\n"

    return described


def terms(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    """A function from a term of N-Triples to the same in Turtle.

    >>> write = terms({"kg": "https://w3id.org/kgraph/ns#"})
    >>> write('"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
    '7'
    """
    curie = Curies(prefixes).of

    def term(text: str) -> str:
        if text[0] == "<":
            return curie(text) or text
        if text[0] != '"' or text[-1] == '"':
            return text
        quoted, end = literal_parts(text)
        if not end.startswith("^^"):
            return text
        datatype = end[2:]
        if datatype == INTEGER and CANONICAL_INTEGER.fullmatch(quoted, 1, len(quoted) - 1):
            return quoted[1:-1]
        if datatype == BOOLEAN and quoted in ('"true"', '"false"'):
            return quoted[1:-1]
        return f"{quoted}^^{curie(datatype) or datatype}"

    return term
