"""The vocabulary as Python sees it, read from the Turtle files of an ontology folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from . import names
from .problems import KgraphError

CLOSED_LISTS = (
    "kg:Modality",
    "kg:Certainty",
    "kg:RelayStance",
    "kg:Rank",
    "kg:Precision",
    "kg:Reliability",
    "kg:Credibility",
)

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


@dataclass(frozen=True)
class Vocabulary:
    """Terms by CURIE, closed lists by their local names.

    >>> vocabulary = load()
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


def folder() -> Path:
    """The ontology in force: ``ontology/`` of the working folder, else the one packaged.

    An installed wheel carries it as the package ``kgraph._ontology``; in an editable
    install or a checkout it lies beside the package.
    """
    own = Path("ontology")
    if own.is_dir():
        return own
    installed = Path(str(files("kgraph"))) / "_ontology"
    return installed if installed.is_dir() else installed.parent.parent / "ontology"


def load(path: Path | None = None) -> Vocabulary:
    """Read all ``*.ttl`` of the folder.

    Raises:
        KgraphError: a file cannot be read or is not Turtle; the message names file and line.
    """
    path = path or folder()
    sources = sorted(path.glob("*.ttl"))
    if not sources:
        raise KgraphError(f"{path}: no ontology here (expected *.ttl files)")
    return _Reader(sources).vocabulary()


class _Reader:
    """Triples of some Turtle files, as text, grouped by predicate."""

    def __init__(self, sources: Iterable[Path]) -> None:
        import pyoxigraph

        self.namespaces: dict[str, str] = {}
        self.objects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for source in sources:
            try:
                for triple in pyoxigraph.parse(source.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
                    if isinstance(triple.object, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
                        subject = str(getattr(triple.subject, "value", ""))
                        self.objects[triple.predicate.value][subject].append(triple.object.value)
            except SyntaxError as error:
                at = f"{source}:{error.lineno or 1}:{error.offset or 1}"
                raise KgraphError(f"{at}: this is not Turtle: {error.msg}") from None
            except OSError as error:
                raise KgraphError(f"{source}: cannot be read: {error.strerror}") from None
        vann = names.EXTERNAL["vann"]
        prefix_of = self.objects[vann + "preferredNamespacePrefix"]
        for ontology, namespaces in self.objects[vann + "preferredNamespaceUri"].items():
            self.namespaces[prefix_of[ontology][0]] = namespaces[0]
        if "kg" not in self.namespaces:
            raise KgraphError("the ontology folder lacks the core, kgraph.ttl")

    def all(self, predicate: str, subject: str) -> list[str]:
        prefix, _, local = predicate.partition(":")
        return self.objects[names.EXTERNAL[prefix] + local].get(subject, [])

    def one(self, predicate: str, subject: str, default: str = "") -> str:
        return next(iter(self.all(predicate, subject)), default)

    def curie(self, iri: str) -> str:
        for prefix, namespace in {**names.EXTERNAL, **self.namespaces}.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def members(self, cls: str) -> list[str]:
        """IRIs typed with exactly that class, in file order."""
        iri = names.EXTERNAL[cls.partition(":")[0]] + cls.partition(":")[2]
        return [
            s for s, types in self.objects[names.EXTERNAL["rdf"] + "type"].items() if iri in types
        ]

    def term(self, iri: str) -> tuple[str, str, str, str]:
        curie = self.curie(iri)
        label = self.one("rdfs:label", iri, curie.partition(":")[2])
        return curie, iri, label, self.one("skos:definition", iri)

    def properties(self, plain: str, special: str) -> dict[str, Property]:
        found = {}
        for cls, is_special in ((plain, False), (special, True)):
            for iri in self.members(cls):
                domain = self.curie(self.one("rdfs:domain", iri, names.EXTERNAL["kg"] + "Entity"))
                range_ = self.curie(self.one("rdfs:range", iri, names.EXTERNAL["kg"] + "Entity"))
                term = self.term(iri)
                found[term[0]] = Property(*term, domain, range_, is_special)
        return found

    def ancestors(self, iri: str) -> frozenset[str]:
        found, todo = {iri}, [iri]
        while todo:
            for parent in self.all("rdfs:subClassOf", todo.pop()):
                if parent not in found:
                    found.add(parent)
                    todo.append(parent)
        return frozenset(map(self.curie, found))

    def written_forms(self, cls: str) -> Iterable[tuple[str, str]]:
        for iri in self.members(cls):
            for form in [*self.all("rdfs:label", iri), *self.all("skos:altLabel", iri)]:
                yield form, iri

    def members_by_name(self, cls: str) -> dict[str, str]:
        """IRIs of the members of a closed list, by notation or else local name."""
        kg = self.namespaces["kg"]
        return {
            self.one("skos:notation", iri, iri.removeprefix(kg)): iri for iri in self.members(cls)
        }

    def vocabulary(self) -> Vocabulary:
        classes = {}
        for iri in self.members("owl:Class"):
            ancestors = self.ancestors(iri)
            if ENTITY in ancestors and self.curie(iri) != SCENARIO:
                term = self.term(iri)
                classes[term[0]] = Class(*term, ancestors)
        kg = self.namespaces["kg"]
        members = {cls: self.members_by_name(cls) for cls in CLOSED_LISTS}
        return Vocabulary(
            namespaces=dict(sorted(self.namespaces.items())),
            classes=classes,
            predicates=self.properties("kg:Predicate", "kg:OpaquePredicate"),
            qualifiers=self.properties("kg:Qualifier", "kg:RestrictiveQualifier"),
            lists={cls: tuple(names) for cls, names in members.items()},
            meanings={
                name: self.one("skos:definition", iri)
                for names in members.values()
                for name, iri in names.items()
            },
            graded=frozenset(
                iri.removeprefix(kg)
                for iri in self.members("kg:Modality")
                if self.one("kg:graded", iri) == "true"
            ),
            legend=frozenset(c for c in classes if self.one("kg:legend", classes[c].iri) == "true"),
            units={
                form: self.one("skos:notation", iri) for form, iri in self.written_forms("kg:Unit")
            },
            precisions={
                form: iri.removeprefix(kg) for form, iri in self.written_forms("kg:Precision")
            },
        )
