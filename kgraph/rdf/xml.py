"""RDF/XML, straight from sorted lines of N-Triples: a description a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from ..problems import cut
from .described import Kept, literal_parts, subjects
from .nquads import unquoted

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*$")
"""An NCName at the end of an IRI (Namespaces in XML 1.0)."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no way to write (section 2.2)."""
_attribute = partial(quoteattr, entities={"\r": "&#13;"})
_content = partial(escape, entities={"\r": "&#13;"})


def rdfxml(ntriples: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Pieces of RDF/XML, of sorted lines without their ends.

    Raises:
        ValueError: a predicate or a character cannot be written in XML.
    """
    namespaces = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", **prefixes}
    declared = (f"\n  xmlns:{p}={_attribute(iri)}" for p, iri in sorted(namespaces.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{"".join(declared)}>\n'
    elements = Kept(partial(_element, {iri: p for p, iri in namespaces.items()}))
    for subject, said in subjects(ntriples, len(" .")):
        lines = [f"  <rdf:Description {_named(subject, 'rdf:about')}>\n"]
        for predicate, objects in said.items():
            begin, end = elements[predicate]
            lines += [f"    <{begin}{_value(object, end)}\n" for object in objects]
        yield "".join([*lines, "  </rdf:Description>\n"])
    yield "</rdf:RDF>\n"


def _element(prefixes: Mapping[str, str], predicate: str) -> tuple[str, str]:
    """What begins and what ends an element."""
    iri = predicate[1:-1]
    found = _NAME.search(iri)
    if not found:
        raise ValueError(f"the predicate {cut(predicate)} does not end in a name of XML")
    namespace, local = iri[: found.start()], found[0]
    if namespace in prefixes:
        name = f"{prefixes[namespace]}:{local}"
        return name, name
    return f"ns:{local} xmlns:ns={_attribute(namespace)}", f"ns:{local}"


def _named(node: str, attribute: str) -> str:
    """The attribute that names a node: blank ones have one of their own, whose values are names."""
    if node[0] == "_":
        return f'rdf:nodeID="b{node[2:]}"'
    if node.startswith("<<"):
        raise ValueError("RDF/XML has no triple terms")
    return f"{attribute}={_attribute(node[1:-1])}"


def _value(object: str, end: str) -> str:
    """The rest of an element: its attributes, and its content."""
    if object[0] != '"':
        return f" {_named(object, 'rdf:resource')}/>"
    quoted, more = literal_parts(object)
    text = unquoted(quoted[1:-1])
    if _NO_CHARACTER.search(text):
        raise ValueError(f"XML has no form for a control character in {cut(quoted)}")
    attribute = ""
    if more.startswith("@"):
        if "--" in more:
            raise ValueError("RDF/XML has no direction of text")
        attribute = f" xml:lang={_attribute(more[1:])}"
    elif more:
        attribute = f" rdf:datatype={_attribute(more[3:-1])}"
    return f"{attribute}>{_content(text)}</{end}>"
