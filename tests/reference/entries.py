"""One page for an ontology: its areas, a diagram of each, an entry for every term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.ontology import CORE

from .diagrams import VALUES, area_diagram
from .links import slug
from .source import Source

KINDS = ("kg:OpaquePredicate", "kg:Predicate", "kg:RestrictiveQualifier", "kg:Qualifier")
"""Classes of terms, the more special ones first."""
OTHER_KINDS = {
    "owl:Class": "class",
    "owl:AnnotationProperty": "annotation",
    "owl:ObjectProperty": "property",
    "owl:DatatypeProperty": "property",
    "skos:ConceptScheme": "concept scheme",
}
TRAITS = re.compile("owl:(Symmetric|Transitive|Asymmetric|Irreflexive|Functional)Property")
MANY = 8
"""More links than this are only counted."""
SHORT = 88
"""Longest example that stays in its line."""

Links = Mapping[str, Sequence[str]]
"""Links in Markdown, by the term whose entry shows them."""


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    columns = head.split(" | ")
    return "\n".join(f"| {' | '.join(row)} |" for row in (columns, ["---"] * len(columns), *rows))


def anchor(name: str) -> str:
    """GitHub's own anchors have no capitals: claim and Claim would be one."""
    return f'<a id="{name}"></a>'


def scope(stem: str) -> str:
    """What questions or shapes are for, by the folder or file that they stand in."""
    return "For any domain" if stem == Path(CORE).stem else f"For the domain of {stem}"


@dataclass(frozen=True)
class Reference:
    """Ontologies, the page that each one's terms stand on, and what leads to the terms."""

    source: Source
    pages: Mapping[str, str]
    """Prefix of an ontology, and the name of its page."""
    links: Mapping[str, Links] = field(default_factory=dict)
    """By what an entry calls them."""

    def terms(self, prefix: str) -> list[str]:
        """All that an ontology declares, its areas aside."""
        own = (term for term in self.source if term.startswith(f"{prefix}:"))
        return [term for term in own if self.types(term) and not self.is_area(term)]

    def is_area(self, term: str) -> bool:
        return "skos:Collection" in self.types(term)

    def areas(self, prefix: str) -> dict[str, list[str]]:
        """Areas with their terms; what is in none comes last, under the empty name."""
        areas = {
            area: self.source.all(area, "skos:member")
            for area in self.source
            if area.startswith(f"{prefix}:") and self.is_area(area)
        }
        listed = {term for members in areas.values() for term in members}
        rest = [term for term in self.terms(prefix) if term not in listed]
        return {**areas, "": rest} if rest else areas

    def types(self, term: str) -> list[str]:
        return self.source.all(term, "rdf:type")

    def is_plain(self, term: str) -> bool:
        """Whether it is a property, but neither predicate nor qualifier nor annotation."""
        types = self.types(term)
        plain = {"owl:ObjectProperty", "owl:DatatypeProperty"}.intersection(types)
        return bool(plain) and not set(KINDS).intersection(types)

    def list_of(self, term: str) -> str:
        """The class of ours that a member of a closed list belongs to; empty for other terms."""
        own = (cls for cls in self.types(term) if cls.partition(":")[0] in self.pages)
        return next((cls for cls in own if cls not in KINDS), "")

    def members(self, cls: str) -> list[str]:
        return [term for term in self.source.subjects("rdf:type", cls) if self.list_of(term)]

    def named(self, term: str, predicate: str) -> list[str]:
        return [o for o in self.source.all(term, predicate) if not o.startswith("_:")]

    def domain(self, term: str) -> list[str]:
        found = self.named(term, "rdfs:domain")
        return found or self.named(term, "schema:domainIncludes")

    def range(self, term: str) -> list[str]:
        return self.named(term, "kg:expects") or self.named(term, "rdfs:range")

    def target(self, term: str, page: str = "") -> str:
        """Where a term's entry is, seen from a page."""
        prefix, _, name = term.partition(":")
        return f"{'' if self.pages[prefix] == page else self.pages[prefix]}#{name}"

    def link(self, curie: str, page: str = "") -> str:
        prefix, _, name = curie.partition(":")
        if prefix in self.pages:
            return f"[{name}]({self.target(curie, page)})"
        return name if prefix in VALUES else f"[{curie}]({self.source.iri(curie)})"

    def page(self, ontology: str, prefix: str) -> str:
        """The whole page of an ontology."""
        page, one, areas = self.pages[prefix], self.source.one, self.areas(prefix)
        shown = {area: [t for t in terms if not self.list_of(t)] for area, terms in areas.items()}
        # numbers, as GitHub makes an anchor of each heading, and a term may have that name
        titles = {
            area: f"{number}. {one(area, 'rdfs:label', 'further terms').capitalize()}"
            for number, area in enumerate(areas, 1)
        }
        parts = [
            f"# {one(ontology, 'dcterms:title')}",
            f"{one(ontology, 'dcterms:description')} `{prefix}:` stands for "
            f"`{self.source.prefixes[prefix]}`.",
            "Written by `python -m tests.docs` from the ontology. "
            "[How to read it](README.md#how-to-read-an-entry).",
            table(
                "area | terms",
                (
                    (f"[{titles[area]}](#{slug(titles[area])})", self._links(terms, page))
                    for area, terms in shown.items()
                ),
            ),
        ]
        for area, terms in shown.items():
            parts += [f"## {titles[area]}", self.linked(one(area, "skos:definition"), page)]
            diagram = area_diagram(self, terms)
            parts.append(f"```mermaid\n{diagram}\n```" if diagram else "")
            parts += [self.entry(term, page) for term in terms]
        return "\n\n".join(filter(None, parts)) + "\n"

    def entry(self, term: str, page: str) -> str:
        """A heading, the meaning, what surrounds the term, what leads to it, an example."""
        one = self.source.one
        examples = self.source.all(term, "skos:example")
        lines = [
            self._surroundings(term, page),
            *(f"Example: `{text}`" for text in examples if _is_short(text)),
            *(_see(title, links[term]) for title, links in self.links.items() if term in links),
            ", ".join(filter(None, [f"`{self.source.iri(term)}`", one(term, "vs:term_status")])),
        ]
        parts = [
            f"### {anchor(_name(term))}{term}",
            f"**{one(term, 'rdfs:label')}** ({self._kind(term, page)}): "
            + self.linked(one(term, "skos:definition"), page),
            "\n".join(f"- {line}" for line in lines if line),
            self._members(term, page),
            *(_example(text) for text in examples if not _is_short(text)),
        ]
        return "\n\n".join(filter(None, parts))

    def _links(self, terms: Iterable[str], page: str) -> str:
        return ", ".join(self.link(term, page) for term in terms)

    def linked(self, text: str, page: str = "") -> str:
        """Terms that a definition names, as links."""
        prefixes = "|".join(self.pages)
        return re.sub(
            rf"\b(?:{prefixes}):[A-Za-z][\w-]*", lambda match: self.link(match[0], page), text
        )

    def _kind(self, term: str, page: str) -> str:
        types = self.types(term)
        own = (
            f"[{self.source.one(k, 'rdfs:label')}]({self.target(k, page)})"
            for k in KINDS
            if k in types
        )
        other = (word for cls, word in OTHER_KINDS.items() if cls in types)
        traits = [match[1].lower() for cls in types if (match := TRAITS.fullmatch(cls))]
        return ", ".join([next(own, "") or next(other, "term"), *traits])

    def _surroundings(self, term: str, page: str) -> str:
        """What a property leads from and to, and what is above, below and apart from a term."""
        is_class = "owl:Class" in self.types(term)
        above = "rdfs:subClassOf" if is_class else "rdfs:subPropertyOf"
        facts = {
            "of": self.domain(term) if not is_class else [],
            "value": self.range(term) if not is_class else [],
            "a kind of": self.named(term, above),
            "kinds": self._pointing(term, above),
            "inverse of": self.named(term, "owl:inverseOf"),
            "properties": self._pointing(term, "rdfs:domain", "schema:domainIncludes")
            if is_class
            else [],
            "value of": self._pointing(term, "rdfs:range") if is_class else [],
            "never also": self._disjoint(term),
        }
        found = "; ".join(f"{word} {self._links(n, page)}" for word, n in facts.items() if n)
        return found[:1].upper() + found[1:]

    def _pointing(self, term: str, *predicates: str) -> list[str]:
        """What points to a term in its own ontology: the core knows no domain."""
        prefix = term.partition(":")[0] + ":"
        return [
            subject
            for predicate in predicates
            for subject in self.source.subjects(predicate, term)
            if subject.startswith(prefix)
        ]

    def _disjoint(self, term: str) -> list[str]:
        groups = (
            self.source.listed(self.source.one(node, "owl:members"))
            for node in self.source.subjects("rdf:type", "owl:AllDisjointClasses")
        )
        found = [
            *self.named(term, "owl:disjointWith"),
            *self.source.subjects("owl:disjointWith", term),
            *(other for group in groups if term in group for other in group if other != term),
        ]
        prefixes = ("kg:", term.partition(":")[0] + ":")
        return [other for other in dict.fromkeys(found) if other.startswith(prefixes)]

    def _members(self, term: str, page: str) -> str:
        """A closed list: what each member means, how else it is written, what is marked on it."""
        members = self.members(term)
        marks = [mark for mark in self.source if "owl:AnnotationProperty" in self.types(mark)]
        columns = {
            "value": [f"{anchor(_name(member))}`{member}`" for member in members],
            "meaning": [
                self.linked(self.source.one(member, "skos:definition"), page) for member in members
            ],
            "also written": [self._also(member) for member in members],
            **{
                self.link(mark, page): [self.source.one(member, mark) for member in members]
                for mark in marks
                if mark.startswith(tuple(f"{prefix}:" for prefix in self.pages))
            },
        }
        shown = {head: cells for head, cells in columns.items() if any(cells)}
        return table(" | ".join(shown), zip(*shown.values(), strict=True)) if shown else ""

    def _also(self, member: str) -> str:
        properties = ("skos:notation", "rdfs:label", "skos:altLabel")
        forms = [form for name in properties for form in self.source.all(member, name)]
        return ", ".join(f"`{form}`" for form in dict.fromkeys(forms) if form != _name(member))


def _name(curie: str) -> str:
    return curie.partition(":")[2]


def _see(title: str, links: Sequence[str]) -> str:
    if len(links) <= MANY:
        return f"{title}: {', '.join(links)}"
    page = links[0].partition("](")[2].partition("#")[0]
    return f"{title}: {len(links)} of [those listed]({page})"


def _is_short(example: str) -> bool:
    return len(example) <= SHORT and "\n" not in example


def _example(text: str) -> str:
    """Lines of seeds as they are; Turtle broken after its stops."""
    if text.startswith(("-", "[")):
        return f"```yaml\n{text}\n```"
    return "```turtle\n" + text.replace(" ; ", " ;\n  ").replace(" . ", " .\n") + "\n```"
