"""The vocabulary as Python sees it: terms by CURIE, closed lists, units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .. import names
from .exclusions import Exclusions

CLOSED_LISTS = (
    "kg:Modality",
    "kg:Certainty",
    "kg:RelayStance",
    "kg:Rank",
    "kg:Precision",
    "kg:Reliability",
    "kg:Credibility",
)

CORE = "kgraph.ttl"

Kind = Literal["class", "predicate", "qualifier"]

SCENARIO = "kg:Scenario"
"""Not for seeds: the projection decides what is one."""
ENTITY, STATEMENT, MATTER, AGENT = "kg:Entity", "kg:Statement", "kg:Matter", "kg:Agent"
QUANTITY, EDTF = "schema:QuantitativeValue", "edtf:EDTF"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, predicate or qualifier; ``curie`` is how the seeds may write it in full."""

    curie: str
    iri: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Class(Term):
    ancestors: frozenset[str] = frozenset()
    """CURIEs of all superclasses, the class itself included."""


@dataclass(frozen=True, slots=True)
class Property(Term):
    domain: str = ENTITY
    range: str = ENTITY
    """A class, ``kg:Statement``, ``kg:Matter``, a datatype, or ``schema:QuantitativeValue``."""
    special: bool = False
    """Opaque, of a predicate; restrictive, of a qualifier."""
    parents: tuple[str, ...] = ()
    """CURIEs of the properties that it is declared a sub-property of, sorted."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Predicates that tell of a direct need, by CURIE, sub-properties included."""

    of_object: frozenset[str] = frozenset()
    """The subject needs the object."""
    of_subject: frozenset[str] = frozenset()
    """The object is the subject's to give or withhold."""


@dataclass(frozen=True)
class Vocabulary:
    """Terms by CURIE, closed lists by their local names.

    >>> from kgraph import ontology
    >>> vocabulary = ontology.load()
    >>> vocabulary.find("predicate", "controls")
    ['con:controls']
    >>> vocabulary.is_a("con:State", "con:Place")
    True
    """

    namespaces: Mapping[str, str]
    """Prefix and namespace of the ontologies read, the core included."""
    classes: Mapping[str, Class]
    predicates: Mapping[str, Property]
    qualifiers: Mapping[str, Property]
    lists: Mapping[str, tuple[str, ...]]
    """For ``kg:Modality`` and the like: the local names of its members, in file order."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """Definitions of the members of closed lists; grades go by their letter or number."""
    graded: frozenset[str] = frozenset()
    """Modalities whose claims bear grades."""
    legend: frozenset[str] = frozenset()
    """Classes that views show as groups of their own."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Ways to write a unit, and its UCUM code."""
    precisions: Mapping[str, str] = field(default_factory=dict)
    """Words that mark a precision, and its local name."""
    exclusions: Exclusions = field(default_factory=Exclusions)
    needs: Needs = field(default_factory=Needs)
    coercions: Mapping[str, str] = field(default_factory=dict)
    """What values of a property are: ``@id``, or the CURIE of a datatype that JSON lacks."""

    def terms(self, kind: Kind) -> Mapping[str, Term]:
        return {
            "class": self.classes,
            "predicate": self.predicates,
            "qualifier": self.qualifiers,
        }[kind]

    @cached_property
    def _by_local_name(self) -> dict[Kind, dict[str, list[str]]]:
        kinds: tuple[Kind, ...] = ("class", "predicate", "qualifier")
        found: dict[Kind, dict[str, list[str]]] = {kind: defaultdict(list) for kind in kinds}
        for kind in kinds:
            for curie in self.terms(kind):
                found[kind][curie.partition(":")[2]].append(curie)
        return found

    def find(self, kind: Kind, name: str) -> list[str]:
        """CURIEs that a name in the seeds may mean: none, one, or several to choose from."""
        if name in self.terms(kind):
            return [name]
        return self._by_local_name[kind].get(name, [])

    def local_names(self, kind: Kind) -> Iterable[str]:
        return self._by_local_name[kind]

    def is_a(self, cls: str, ancestor: str) -> bool:
        return cls == ancestor or ancestor in self.classes[cls].ancestors

    def label(self, curie: str) -> str:
        for terms in (self.predicates, self.qualifiers, self.classes):
            if curie in terms:
                return terms[curie].label
        return curie.partition(":")[2]

    def iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return (self.namespaces.get(prefix) or names.EXTERNAL[prefix]) + local

    @property
    def domains(self) -> dict[str, str]:
        """Prefix and namespace of each ontology but the core."""
        return {prefix: iri for prefix, iri in self.namespaces.items() if prefix != "kg"}
