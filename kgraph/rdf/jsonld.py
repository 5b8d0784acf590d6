"""Compact JSON-LD 1.1 with its context in it, a node a line, straight from sorted lines.

Keys are CURIEs, as everywhere in kgraph. A value that is of the type which the context gives its
key stands as plain text; any other tells its type itself, so that nothing is lost.
"""

from __future__ import annotations

import json
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

ID = "@id"
_EXACT = 2**53
"""Beyond, programs that read JSON numbers as doubles lose digits (RFC 8259, section 6)."""


def context(prefixes: Mapping[str, str], coerced: Mapping[str, str]) -> dict[str, object]:
    """Prefixes, and the type of values by key: ``@id`` or a datatype."""
    found: dict[str, object] = {
        # only what ends so is taken for a prefix unless it is called one
        prefix: iri if iri[-1] in ":/?#[]@" else {"@id": iri, "@prefix": True}
        for prefix, iri in sorted(prefixes.items())
    }
    found |= {
        curie: {"@type": type}
        for curie, type in sorted(coerced.items())
        if curie.partition(":")[0] in prefixes
        and (type == ID or type.partition(":")[0] in prefixes)
    }
    return found


def context_text(context: Mapping[str, object]) -> str:
    """The context as JSON, a term a line."""
    lines = (f"    {_json(name)}: {_json(term)}" for name, term in context.items())
    return "{\n" + ",\n".join(lines) + "\n  }"


def jsonld(
    graphs: Mapping[str, Iterable[str]], prefixes: Mapping[str, str], coerced: Mapping[str, str]
) -> str:
    """A dataset; each graph is given by its IRI and sorted lines of N-Quads, without their ends.

    ``coerced`` holds the types of values by CURIE of property.
    """
    return unmistaken(lambda known: "".join(_pieces(graphs, known, coerced)), prefixes)


def flat_jsonld(lines: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """One graph without a name, given by sorted lines of N-Triples, without their ends."""
    found = list(subjects(lines, len(" .")))
    terms = context(prefixes, {})

    def text(prefixes: Mapping[str, str]) -> str:
        write = Nodes(prefixes, terms)
        nodes = ",\n".join(f"    {write.node(subject, said)}" for subject, said in found)
        known = context_text({prefix: terms[prefix] for prefix in prefixes})
        return f'{{\n  "@context": {known},\n  "@graph": [\n{nodes}\n  ]\n}}\n'

    return unmistaken(text, prefixes) if found else "{}"


def unmistaken(write: Callable[[Mapping[str, str]], str], prefixes: Mapping[str, str]) -> str:
    """What is written with the prefixes, or with fewer of them: JSON-LD cannot tell a full IRI
    from a CURIE where a prefix is called as its scheme is."""
    while True:
        try:
            return write(prefixes)
        except _SchemeError as scheme:
            prefixes = {p: iri for p, iri in prefixes.items() if p != str(scheme)}


def _pieces(
    graphs: Mapping[str, Iterable[str]], prefixes: Mapping[str, str], coerced: Mapping[str, str]
) -> Iterator[str]:
    terms = context(prefixes, coerced)
    write = Nodes(prefixes, terms)
    yield f'{{\n  "@context": {context_text(terms)},\n  "@graph": ['
    between = "\n"
    for iri, nquads in graphs.items():
        yield f'{between}    {{"@id": {write.name(f"<{iri}>")}, "@graph": ['
        between, within = ",\n", "\n"
        for subject, said in subjects(nquads, len(f" <{iri}> .")):
            yield f"{within}      {write.node(subject, said)}"
            within = ",\n"
        yield "\n    ]}"
    yield "\n  ]\n}\n"


class _SchemeError(Exception):
    """A full IRI has this prefix for its scheme, and would be read as a CURIE."""


class Nodes:
    """Writes all that is said of a subject as one JSON object."""

    def __init__(self, prefixes: Mapping[str, str], context: Mapping[str, object]) -> None:
        self._prefixes, self._context = prefixes, context
        self._curie = Curies(prefixes).of
        self._names = Kept(self.name)
        types = {"", *map(_type, context.values())}
        self._values = {type: Kept(_values(self.name, type)) for type in types}
        self._keys = Kept(self._key_and_values)

    def name(self, term: str) -> str:
        """A CURIE or IRI in quotation marks; blank nodes as they are."""
        if term[0] != "<":
            return f'"{term}"'
        if term.startswith("<<"):
            raise ValueError("JSON-LD has no triple terms")
        if short := self._curie(term):
            return f'"{short}"'
        scheme = term[1:].partition(":")[0]
        if scheme in self._prefixes:
            raise _SchemeError(scheme)
        return f'"{term[1:-1]}"'

    def _key_and_values(self, predicate: str) -> tuple[str, Kept[str]]:
        name = self.name(predicate)
        return f", {name}: ", self._values[_type(self._context.get(name[1:-1]))]

    def node(self, subject: str, said: Said) -> str:
        """The object, on one line."""
        parts = [f'{{"@id": {self.name(subject)}']
        for predicate, found in said.items():
            if predicate == TYPE:
                classes = [term for term in found if term[0] != '"']
                if classes:
                    parts.insert(1, f', "@type": {_one_or_several(classes, self._names)}')
                if len(classes) == len(found):
                    continue
                found = [term for term in found if term[0] == '"']
            key, values = self._keys[predicate]
            parts.append(key + _one_or_several(found, values))
        parts.append("}")
        return "".join(parts)


def _one_or_several(found: list[str], values: Kept[str]) -> str:
    if len(found) == 1:
        return values[found[0]]
    return f"[{', '.join(map(values.__getitem__, found))}]"


def _type(term: object) -> str:
    return str(term.get("@type", "")) if isinstance(term, dict) else ""


def _values(name: Callable[[str], str], type: str) -> Callable[[str], str]:
    """A function from an object, as N-Triples has it, to its value for a key of that type.

    Literals of N-Triples in canonical form have the escapes of JSON.
    """
    typed = f'"{type}"'

    def value(term: str) -> str:
        if term[0] != '"':
            return name(term) if type == ID else f'{{"@id": {name(term)}}}'
        text, end = literal_parts(term)
        if not end:
            return f'{{"@value": {text}}}' if type else text
        if end[0] == "@":
            language, _, direction = end[1:].partition("--")
            more = f', "@direction": "{direction}"' if direction else ""
            return f'{{"@value": {text}, "@language": "{language}"{more}}}'
        datatype = name(end[2:])
        if datatype == typed:
            return text
        if not type and _is_native(text[1:-1], end[2:]):
            return text[1:-1]
        return f'{{"@value": {text}, "@type": {datatype}}}'

    return value


def _is_native(text: str, datatype: str) -> bool:
    if datatype == INTEGER:
        return bool(CANONICAL_INTEGER.fullmatch(text)) and abs(int(text)) < _EXACT
    return datatype == BOOLEAN and text in ("true", "false")


_json = json.JSONEncoder(ensure_ascii=False).encode
