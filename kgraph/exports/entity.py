"""What there is of one entity, as nested JSON-LD: its statements, their claims and proofs.

The nesting is told by a frame of JSON-LD 1.1 Framing. It is carried out here and not by a library,
so that nothing but the entity's part of the graph is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from ..rdf.described import Said
from ..rdf.jsonld import Nodes, context, context_text, unmistaken
from ..rdf.lookup import Links, Lookup, lookup
from ..rdf.nquads import expander, unquoted
from ..things import called, find

Frame: TypeAlias = Mapping[str, Any]

_LABEL: Frame = {"@explicit": True, "rdfs:label": {}}
_DOCUMENT: Frame = {**_LABEL, "kg:published": {}, "kg:reliability": {}}
_VALUE: Frame = {**_LABEL, "kg:asWritten": {}, "schema:value": {}, "schema:unitCode": {}}
_CLAIM: Frame = {
    "kg:claimant": _LABEL,
    "kg:condition": _LABEL,
    "kg:document": _DOCUMENT,
    "kg:evidence": {"oa:hasSelector": {}},
    "kg:origin": _LABEL,
    "kg:relay": {"kg:relayer": _LABEL},
}
_DERIVATION: Frame = {"kg:condition": _LABEL, "kg:premise": _LABEL, "kg:rule": _LABEL}
_STATEMENT: Frame = {
    "claims": _CLAIM,
    "derivations": _DERIVATION,
    "rdf:subject": _LABEL,
    "rdf:object": _VALUE,
}
FRAME: Frame = {"statements": _STATEMENT, "statementsAbout": _STATEMENT}
"""What is nested in what: anything else is told by its IRI alone."""
REVERSE = {
    "claims": "kg:statement",
    "derivations": "kg:concludes",
    "statements": "rdf:subject",
    "statementsAbout": "rdf:object",
}
"""Keys for links that lead to the node, by the property that links."""


def of_entity(
    ntriples: Path, prefixes: Mapping[str, str], coerced: Mapping[str, str], name: str
) -> str:
    """JSON-LD of the entity that goes by this id, label or alias in a sorted file.

    Raises:
        BadValue: nothing goes by that name, or several things do.
        OSError: the file cannot be read.
    """
    with lookup(ntriples) as graph:
        iri = f"<{_found(graph, prefixes, name)}>"
        nest = _Nest(graph, iri, expander(prefixes, "<{}>"))
        # no prefix may be called as a key is
        known = {prefix: it for prefix, it in prefixes.items() if prefix not in REVERSE}
        return unmistaken(lambda prefixes: nest.text(prefixes, coerced), known)


def _found(graph: Lookup, prefixes: Mapping[str, str], name: str) -> str:
    home, term = prefixes["kgr"], expander(prefixes, "<{}>")

    def names() -> Iterator[tuple[str, str]]:
        for iri, said in graph.beginning(f"<{home}"):
            for literal in said.get(term("rdfs:label"), []) + said.get(term("skos:altLabel"), []):
                yield iri[1:-1], unquoted(literal[1:-1])

    return find(name, "entity", home, prefixes, called(names(), home))


class _Nest:
    """The part of the graph around one entity."""

    def __init__(self, graph: Lookup, entity: str, term: Any) -> None:
        self.entity, self.term = entity, term
        self.said = cache(graph.said)
        links: dict[str, Links] = {
            key: graph.linked(term(REVERSE[key]), [entity])
            for key in ("statements", "statementsAbout")
        }
        statements = {it for key in links for it in links[key][entity]}
        links |= {
            key: graph.linked(term(REVERSE[key]), statements) for key in ("claims", "derivations")
        }
        self.links = links

    def text(self, prefixes: Mapping[str, str], coerced: Mapping[str, str]) -> str:
        """The whole file, with what the context has to tell of it."""
        terms = context(prefixes, coerced)
        write = Nodes(prefixes, terms)
        terms |= {
            key: {"@reverse": json.loads(write.name(self.term(property)))}
            for key, property in REVERSE.items()
        }
        body = json.dumps(self._node(self.entity, FRAME, (), write), indent=2, ensure_ascii=False)
        used = {key: term for key, term in terms.items() if f'"{key}":' in body}
        written = f"{body} {json.dumps(used)}"
        used |= {prefix: terms[prefix] for prefix in prefixes if f'"{prefix}:' in written}
        return f'{{\n  "@context": {context_text(dict(sorted(used.items())))},{body[1:]}\n'

    def _node(self, iri: str, frame: Frame, above: tuple[str, ...], write: Nodes) -> dict[str, Any]:
        said, above = self.said(iri), (*above, iri)
        node: dict[str, Any] = json.loads(write.node(iri, said))
        names = {json.loads(write.name(self.term(key))): key for key in frame if ":" in key}
        if "@explicit" in frame:
            node = {key: it for key, it in node.items() if key in names or key[0] == "@"}
        for key in names.keys() & node.keys():
            nested = self._nested(said, node[key], names[key], frame, above, write)
            node[key] = nested if len(nested) > 1 else nested[0]
        for key in sorted(frame.keys() & REVERSE.keys()):
            if linked := self.links[key].get(iri):
                node[key] = [self._node(it, frame[key], above, write) for it in linked]
        return node

    def _nested(
        self, said: Said, written: Any, key: str, frame: Frame, above: tuple[str, ...], write: Nodes
    ) -> list[Any]:
        """The values, each in full where something is said of it that is not told above."""
        objects = said[self.term(key)]
        return [
            self._node(object, frame[key], above, write)
            if object[0] == "<" and object not in above and self.said(object)
            else value
            for object, value in zip(
                objects, written if len(objects) > 1 else [written], strict=True
            )
        ]
