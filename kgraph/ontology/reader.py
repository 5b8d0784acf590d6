"""Ontologies in Turtle to a vocabulary, with what cannot be used reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import names
from ..problems import KgraphError, listed, near
from .coercions import coercions
from .exclusions import exclusions
from .needs import needs
from .vocabulary import (
    CLOSED_LISTS,
    CORE,
    EDTF,
    ENTITY,
    MATTER,
    QUANTITY,
    SCENARIO,
    STATEMENT,
    Class,
    Property,
    Vocabulary,
)

VALUES = frozenset(
    {
        EDTF,
        QUANTITY,
        "xsd:boolean",
        "xsd:decimal",
        "xsd:integer",
        "xsd:nonNegativeInteger",
        "xsd:positiveInteger",
        "xsd:string",
    }
)
"""Ranges whose values are written as text."""

_PROPERTIES = (("kg:Predicate", "kg:OpaquePredicate"), ("kg:Qualifier", "kg:RestrictiveQualifier"))
_TYPE = names.EXTERNAL["rdf"] + "type"
_TAKES = {names.EXTERNAL["rdfs"] + "domain", names.EXTERNAL["rdfs"] + "range"}
_DECLARED = {
    names.EXTERNAL["owl"] + "Class",
    *(names.EXTERNAL["kg"] + kind.removeprefix("kg:") for kinds in _PROPERTIES for kind in kinds),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What the ontologies in a file are called, versions included, and what they import."""

    iris: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()


def header(source: Path) -> Header:
    """The header of a file; an empty one where it is not Turtle."""
    import pyoxigraph

    try:
        triples = list(pyoxigraph.parse(source.read_bytes(), pyoxigraph.RdfFormat.TURTLE))
    except (SyntaxError, OSError):  # told when the file is read for its terms
        return Header()

    def objects(predicate: str) -> frozenset[str]:
        found = (t.object for t in triples if t.predicate.value == owl + predicate)
        return frozenset(it.value for it in found if isinstance(it, pyoxigraph.NamedNode))

    owl = names.EXTERNAL["owl"]
    ontologies = (t.subject for t in triples if str(t.object) == f"<{owl}Ontology>")
    own = frozenset(it.value for it in ontologies if isinstance(it, pyoxigraph.NamedNode))
    return Header(own | objects("versionIRI"), objects("imports"))


class Reader:
    """Triples of some Turtle files, as text, grouped by predicate."""

    def __init__(self, sources: Iterable[Path]) -> None:
        self.namespaces: dict[str, str] = {}
        self.objects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.file_of: dict[str, Path] = {}
        self.faults: list[str] = []
        for source in sources:
            self._read(source)
        if "kg" not in self.namespaces and not self.faults:
            self.faults.append(
                f"{CORE} is not the core of kgraph: delete it to use the packaged one"
            )
        self._raise_faults()
        self.predicates, self.qualifiers = (self.properties(*kinds) for kinds in _PROPERTIES)
        self.ancestors = {
            self.curie(iri): self._ancestors(iri) for iri in self.members("owl:Class")
        }
        self._check_terms()
        self.exclusions = exclusions(self.annotated, self.predicates, self.qualifiers, self._fault)
        self.needs = needs(self.annotated, self.predicates, self._fault)
        self._raise_faults()

    def _raise_faults(self) -> None:
        if self.faults:
            raise KgraphError("\n".join(self.faults))

    def _read(self, source: Path) -> None:
        import pyoxigraph

        try:
            triples = list(pyoxigraph.parse(source.read_bytes(), pyoxigraph.RdfFormat.TURTLE))
        except SyntaxError as error:
            at = f"{source.as_posix()}:{error.lineno or 1}:{error.offset or 1}"
            self.faults.append(f"{at}: this is not Turtle: {error.msg}")
            return
        except OSError as error:
            self.faults.append(f"{source.as_posix()}: cannot be read: {error.strerror}")
            return
        header: dict[str, str] = {}
        for triple in triples:
            predicate = triple.predicate.value
            if isinstance(triple.object, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
                value = triple.object.value
            elif predicate in _TAKES:
                value = "[...]"
            else:
                continue
            subject = str(getattr(triple.subject, "value", ""))
            self.objects[predicate][subject].append(value)
            if predicate == _TYPE:
                self.file_of.setdefault(subject, source)
            elif predicate.startswith(names.EXTERNAL["vann"]):
                header[predicate.removeprefix(names.EXTERNAL["vann"])] = value
        self._name(source, header)

    def _name(self, source: Path, header: Mapping[str, str]) -> None:
        """Take the prefix that the file's ontology prefers; only mappings need none."""
        prefix = header.get("preferredNamespacePrefix")
        namespace = header.get("preferredNamespaceUri")
        if not prefix or not namespace:
            if prefix or namespace or self._declares(source):
                self.faults.append(
                    f"{source.as_posix()}: its owl:Ontology needs vann:preferredNamespacePrefix "
                    "and vann:preferredNamespaceUri"
                )
            return
        fault = ""
        if (prefix, namespace) != ("kg", names.EXTERNAL["kg"]):
            fault = names.fault_of_vocabulary(prefix, namespace)
        if not fault and self.namespaces.get(prefix, namespace) != namespace:
            fault = f"the prefix '{prefix}' is taken"
        if fault:
            self.faults.append(f"{source.as_posix()}: {fault}")
        else:
            self.namespaces[prefix] = namespace

    def _declares(self, source: Path) -> bool:
        """Whether the file describes a term: mappings only give foreign ones a type, for OWL."""
        described = {
            term for predicate, said in self.objects.items() if predicate != _TYPE for term in said
        }
        return any(
            file == source and term in described and set(self.objects[_TYPE][term]) & _DECLARED
            for term, file in self.file_of.items()
        )

    def _check_terms(self) -> None:
        """Whether the terms of the domains can be used in seeds at all."""
        things = {curie for curie, above in self.ancestors.items() if ENTITY in above}
        subjects = {*things, MATTER, STATEMENT}
        domains = self.namespaces.keys() - {"kg"}
        for curie in sorted(self.ancestors.keys() - things):
            if curie.partition(":")[0] in domains:  # others are declared for OWL's sake only
                parents = map(self.curie, self.all("rdfs:subClassOf", self._iri(curie)))
                unknown = sorted(set(parents) - self.ancestors.keys())
                what = "is not below kg:Entity: give it a rdfs:subClassOf"
                if unknown:
                    what = f"is below {unknown[0]}, which is no owl:Class here"
                self._fault(curie, what, near(unknown[0], things) if unknown else "")
        for curie, term in {**self.predicates, **self.qualifiers}.items():
            if curie.partition(":")[0] not in self.namespaces:
                known = ", ".join(f"<{self.namespaces[prefix]}>" for prefix in sorted(domains))
                help = f"what they declare is in {known}" if known else "declare one of your own"
                self._fault(curie, "is in no ontology of this folder", help)
            if term.domain not in subjects:
                what = f"has the domain {term.domain}, which is no class of things"
                self._fault(curie, what, near(term.domain, subjects))
            if term.range not in subjects | VALUES:
                what = f"has the range {term.range}, which seeds cannot give"
                expected = f"expected a class below kg:Entity, {listed([MATTER, *sorted(VALUES)])}"
                self._fault(curie, what, near(term.range, subjects | VALUES, expected))
        for curie in sorted(self.predicates.keys() & self.qualifiers.keys()):
            what = "is both a predicate and a qualifier"
            self._fault(curie, what, "a plain triple about a statement would read as its qualifier")
        self._check_units()

    def annotated(self, annotation: str) -> Iterable[tuple[str, str]]:
        """CURIEs of what bears the annotation, and of its values where they are IRIs."""
        prefix, _, local = annotation.partition(":")
        for subject, values in self.objects[names.EXTERNAL[prefix] + local].items():
            yield from ((self.curie(subject), self.curie(value)) for value in values)

    def _check_units(self) -> None:
        codes: dict[str, str] = {}
        for form, iri in self.written_forms("kg:Unit"):
            code = self.one("skos:notation", iri)
            if not code:
                self._fault(self.curie(iri), "is a kg:Unit without skos:notation, its UCUM code")
            elif codes.setdefault(form, code) != code:
                what = f"is written '{form}', as the unit {codes[form]} is"
                self._fault(self.curie(iri), what)

    def _fault(self, curie: str, what: str, help: str = "") -> None:
        source = self.file_of.get(self._iri(curie))
        fault = f"{source.as_posix() if source else 'ontology'}: {curie} {what}"
        self.faults.append(f"{fault}: {help}" if help else fault)

    def _iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return self.namespaces.get(prefix, prefix + ":") + local

    def all(self, predicate: str, subject: str) -> list[str]:
        prefix, _, local = predicate.partition(":")
        return self.objects[names.EXTERNAL[prefix] + local].get(subject, [])

    def one(self, predicate: str, subject: str, default: str = "") -> str:
        return next(iter(self.all(predicate, subject)), default)

    def curie(self, iri: str) -> str:
        return names.shorten(iri, {**names.EXTERNAL, **self.namespaces})

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
        known = {*self.members(plain), *self.members(special)}
        for cls, is_special in ((plain, False), (special, True)):
            for iri in self.members(cls):
                domain = self.curie(self.one("rdfs:domain", iri, names.EXTERNAL["kg"] + "Entity"))
                default = self.one("rdfs:range", iri, names.EXTERNAL["kg"] + "Entity")
                range_ = self.curie(self.one("kg:expects", iri, default))
                term = self.term(iri)
                above = known.intersection(self.all("rdfs:subPropertyOf", iri))
                parents = sorted(map(self.curie, above))
                for axiom in ("rdfs:domain", "rdfs:range", "kg:expects"):
                    if len(set(self.all(axiom, iri))) > 1:
                        self._fault(term[0], f"has several {axiom}: name one class, above them all")
                found[term[0]] = Property(*term, domain, range_, is_special, tuple(parents))
        return found

    def _ancestors(self, iri: str) -> frozenset[str]:
        found, todo = {iri}, [iri]
        while todo:
            for parent in self.all("rdfs:subClassOf", todo.pop()):
                if parent not in found:
                    found.add(parent)
                    todo.append(parent)
        own = tuple(self.namespaces.values())
        return frozenset(self.curie(it) for it in found if it == iri or it.startswith(own))

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
            term = self.term(iri)
            ancestors = self.ancestors[term[0]]
            if ENTITY in ancestors and term[0] != SCENARIO:
                classes[term[0]] = Class(*term, ancestors)
        kg = self.namespaces["kg"]
        members = {cls: self.members_by_name(cls) for cls in CLOSED_LISTS}
        return Vocabulary(
            namespaces=dict(sorted(self.namespaces.items())),
            classes=classes,
            predicates=self.predicates,
            qualifiers=self.qualifiers,
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
            exclusions=self.exclusions,
            needs=self.needs,
            coercions=coercions(self.members, self.one, self.curie),
        )
