"""The only place where IRIs are minted, shortened and escaped."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .model import (
    Edtf,
    EntityRef,
    Literal,
    Passage,
    Quantity,
    Reference,
    Relay,
    StatementRef,
    Value,
)

DEFAULT_BASE = "https://w3id.org/kgraph/id/"

EXTERNAL = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "kg": "https://w3id.org/kgraph/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that mean the same in every project."""

KINDS = {
    "kgr": "entity/",
    "kgs": "statement/",
    "kgc": "claim/",
    "kgd": "document/",
    "kge": "evidence/",
    "kgq": "quantity/",
}
"""Prefixes under the project's base: one for each kind of thing, as Turtle has no slash in a
local name."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What an id of an entity, document or claim looks like."""

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LOCAL = re.compile(r"[\w.-]*\w")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI (RFC 3987), so that every parser will take it."""
    if not _ABSOLUTE.fullmatch(text):
        return False
    import pyoxigraph

    try:
        pyoxigraph.NamedNode(text)
    except ValueError:
        return False
    return True


def fault_of_vocabulary(prefix: str, namespace: str) -> str:
    """Why no vocabulary of a project can go by this prefix and namespace; empty where one can.

    >>> fault_of_vocabulary("skos", "https://example.org/water#")
    "the prefix 'skos' is taken"
    """
    if not _PREFIX.fullmatch(prefix) or not is_iri(namespace + "x"):
        return f"'{prefix}: <{namespace}>' cannot be a prefix and namespace"
    if prefix in EXTERNAL or prefix in KINDS:
        return f"the prefix '{prefix}' is taken"
    if namespace in EXTERNAL.values():
        return f"the namespace <{namespace}> is taken"
    return ""


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI as a CURIE; as it is where no prefix fits.

    >>> shorten("http://www.w3.org/2004/02/skos/core#altLabel", EXTERNAL)
    'skos:altLabel'
    """
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs under one base.

    >>> names = Names("https://example.org/id/", {"con": "https://w3id.org/kgraph/conflict#"})
    >>> names.prefixes["kgr"]
    'https://example.org/id/entity/'
    """

    base: str
    vocabularies: dict[str, str]
    """Prefix and namespace of each domain ontology."""

    @property
    def prefixes(self) -> dict[str, str]:
        """All prefixes, sorted."""
        minted = {prefix: self.base + path for prefix, path in KINDS.items()}
        return dict(sorted({**EXTERNAL, **self.vocabularies, **minted}.items()))

    def document_graph(self, document: str) -> str:
        return f"{self.base}graph/document/{document}"

    @property
    def entities_graph(self) -> str:
        return f"{self.base}graph/entities"

    @property
    def derived_graph(self) -> str:
        return f"{self.base}graph/derived"

    @property
    def dataset(self) -> str:
        """The whole of what a build writes."""
        return f"{self.base}dataset"

    def nanopublication(self, code: str, part: str = "") -> str:
        """A Trusty URI, or one of its graphs; the artifact code is a digest of what it names."""
        iri = f"{self.base}nanopub/{code}"
        return f"{iri}{'/' if '#' in self.base else '#'}{part}" if part else iri

    @property
    def pushed_graph(self) -> str:
        """Where a store keeps what was pushed into it; no build writes it."""
        return f"{self.base}graph/pushed"


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def digest(*content: object) -> str:
    """Eighty bits that stand for the content, written unambiguously as JSON."""
    return hashlib.sha256(_as_json(content).encode()).hexdigest()[:20]


def value_key(value: Value) -> list[str]:
    """The value as it goes into digests: kind first, so that no two kinds collide."""
    match value:
        case EntityRef(id):
            return ["entity", id]
        case StatementRef(id):
            return ["statement", id]
        case Literal(text, datatype):
            return ["literal", text, datatype]
        case Edtf(text):
            return ["edtf", text]
        case Quantity(text, number, unit, precision):
            return ["quantity", text, number, unit, precision]


def statement_id(
    subject: Reference,
    predicate: str,
    object: Value,
    positive: bool,
    qualifiers: Iterable[tuple[str, Value]],
) -> str:
    """Digest of the content alone: nobody's stance is in it.

    Predicate and qualifiers are IRIs, so that a digest does not hang on a prefix.
    """
    return digest(
        value_key(subject),
        predicate,
        value_key(object),
        positive,
        [[name, value_key(value)] for name, value in qualifiers],
    )


def claim_id(
    statement: str,
    document: str,
    claimant: str,
    relays: tuple[Relay, ...],
    modality: str,
    certainty: str,
    conditions: tuple[str, ...],
    hearsay: bool,
    stated_on: Edtf | None,
) -> str:
    """Digest of who says what and how; grades, locators and notes are left out on purpose."""
    return digest(
        statement,
        document,
        claimant,
        [[relay.relayer, relay.stance] for relay in relays],
        modality,
        certainty,
        conditions,
        hearsay,
        stated_on.text if stated_on else None,
    )


@cache
def selector_id(passage: Passage) -> str:
    return "selector-" + digest(passage.document, passage.locator)


@cache
def evidence_id(passage: Passage, credibility: str) -> str:
    return digest(passage.document, passage.locator, credibility)


@cache
def quantity_id(quantity: Quantity) -> str:
    return digest(*value_key(quantity))


def derivation_id(
    rule: str, conclusion: str, premises: tuple[str, ...], conditions: tuple[str, ...]
) -> str:
    """Digest of the whole; none of its parts holds a blank or a bar."""
    content = f"{rule} {conclusion}|{' '.join(premises)}|{' '.join(conditions)}"
    return "derivation-" + hashlib.sha256(content.encode()).hexdigest()[:20]


def rule_id(name: str) -> str:
    return f"rule-{name}"


@cache
def relay_id(relay: Relay, position: int) -> str:
    return "relay-" + digest(relay.relayer, position, relay.stance)
