"""The examples of a project's own vocabulary, read as seeds beside the project's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import rdflib
import yaml
from rdflib import RDF, SKOS

from kgraph import ontology
from kgraph.facts.load import load
from kgraph.facts.values import quantity
from kgraph.names import EXTERNAL
from kgraph.problems import Report

UNIT = rdflib.URIRef(EXTERNAL["kg"] + "Unit")


def assert_examples_can_be_read(project: Path, scratch: Path) -> None:
    """Each class by an entity, each predicate and qualifier by a claim, each unit by a quantity."""
    graph = rdflib.Graph()
    for path in (project / "ontology").glob("*.ttl"):
        graph.parse(path)
    vocabulary = ontology.load(project / "ontology")

    def examples(terms: dict[str, ontology.Term]) -> dict[str, str]:
        own = {c: t for c, t in terms.items() if c.partition(":")[0] in vocabulary.domains}
        return {c: str(graph.value(rdflib.URIRef(t.iri), SKOS.example)) for c, t in own.items()}

    shutil.copytree(project / "seeds", scratch, dirs_exist_ok=True)
    known = load(scratch, vocabulary, Report()).entities
    entities = {}
    for curie, text in examples(dict(vocabulary.classes)).items():
        ((id, entity),) = yaml.safe_load(text).items()
        assert vocabulary.find("class", entity["type"]) == [curie]
        entities |= {} if id in known else {id: entity}
    properties = examples({**vocabulary.predicates, **vocabulary.qualifiers})
    author = next(id for id, e in known.items() if vocabulary.is_a(e.type, ontology.AGENT))
    document = {"id": "examples", "title": "Examples", "author": author}
    head = yaml.safe_dump({"document": document, "entities": entities})
    claims = "".join(f"      - {text}\n" for text in sorted(set(properties.values())))
    passages = f"passages:\n  - at: 1 So it says\n    claims:\n{claims}"
    (scratch / "examples.yaml").write_text(head + passages, encoding="utf-8")
    report = Report()
    facts = load(scratch, vocabulary, report)
    assert not report.errors, report.as_text()
    shown = {
        facts.statements[c.statement] for c in facts.claims.values() if c.document == "examples"
    }
    used = {statement.predicate for statement in shown}
    used |= {name for statement in shown for name, _ in statement.qualifiers}
    assert properties.keys() <= used
    for unit in graph.subjects(RDF.type, UNIT):
        found = quantity(str(graph.value(unit, SKOS.example)), vocabulary)
        assert found.unit == str(graph.value(unit, SKOS.notation))
