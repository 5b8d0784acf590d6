"""Every term is described, shown in use, and needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from kgraph.facts.load import load
from kgraph.facts.values import quantity
from kgraph.model import Facts, StatementRef
from kgraph.names import EXTERNAL, KINDS
from kgraph.problems import Report
from kgraph.rdf.projection import project
from tests.cases import ROOT, VOCABULARY, facts_of
from tests.ontology.report import CHECKS, ONTOLOGY, VOCABULARIES, findings, store_of, terms

STORE = store_of(*(path.read_bytes() for path in VOCABULARIES))
FAULTY = Path(__file__).parent / "faulty.ttl"
EXAMPLES = Path(__file__).parent / "examples.yaml"
PREFIXES = {
    **EXTERNAL,
    **VOCABULARY.domains,
    **{kind: f"https://example.org/{path}" for kind, path in KINDS.items()},
    "ex": "https://example.org/domain#",
}
BORDER = ROOT / "query" / "questions" / "border" / "seeds"
KINDS_OF = {
    EXTERNAL["kg"] + kind
    for kind in ("Predicate", "OpaquePredicate", "Qualifier", "RestrictiveQualifier")
}
EVERY_CHECK = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)


@EVERY_CHECK
def test_the_report_finds_nothing(check: Path) -> None:
    assert findings(STORE, check) == []


@EVERY_CHECK
def test_each_check_can_find_something(check: Path) -> None:
    core = (ONTOLOGY / "kgraph.ttl").read_bytes()
    assert findings(store_of(core, FAULTY.read_bytes()), check)


def test_the_core_knows_no_domain() -> None:
    text = (ONTOLOGY / "kgraph.ttl").read_text(encoding="utf-8")
    assert not [ns for ns in VOCABULARY.domains.values() if ns in text]
    assert not re.search(r"\bcon:", text)


def test_no_name_stands_for_two_terms() -> None:
    for kind in ("class", "predicate", "qualifier"):
        for name in VOCABULARY.local_names(kind):  # type: ignore[arg-type]
            assert len(VOCABULARY.find(kind, name)) == 1  # type: ignore[arg-type]


# ---- examples are what seeds and graphs really hold --------------------------------------------


def values(term: str, curie: str) -> list[str]:
    prefix, _, local = curie.partition(":")
    found = STORE.quads_for_pattern(
        ox.NamedNode(term), ox.NamedNode(EXTERNAL.get(prefix, "") + local), None
    )
    return [quad.object.value for quad in found if not isinstance(quad.object, ox.Triple)]


def example(iri: str) -> str:
    (text,) = values(iri, "skos:example")
    return text


def entities() -> dict[str, object]:
    """Those of the classes' own examples, and a few that other examples speak of."""
    known: dict[str, object] = dict(yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")))
    for term in VOCABULARY.classes.values():
        (line,) = yaml.safe_load(example(term.iri)).items()
        known[line[0]] = line[1]
    return known


@pytest.mark.parametrize("curie", VOCABULARY.classes)
def test_a_class_is_shown_by_an_entity_of_it(curie: str) -> None:
    ((id, entity),) = yaml.safe_load(example(VOCABULARY.classes[curie].iri)).items()
    assert entity["type"] == curie.partition(":")[2]
    assert id in entities()


@pytest.mark.parametrize("curie", [*VOCABULARY.predicates, *VOCABULARY.qualifiers])
def test_a_property_is_shown_by_claims_that_can_be_read(curie: str, tmp_path: Path) -> None:
    iri = {**VOCABULARY.predicates, **VOCABULARY.qualifiers}[curie].iri
    text = example(iri)
    (tmp_path / "example.yaml").write_text(seed_of(text), encoding="utf-8")
    report = Report()
    facts = load(tmp_path, VOCABULARY, report)
    assert not report.errors, report.as_text()
    projected = project(facts, VOCABULARY).documents
    assert not {handle for handle in entertained(facts) if handle in projected}
    used = {statement.predicate for statement in facts.statements.values()}
    used |= {name for statement in facts.statements.values() for name, _ in statement.qualifiers}
    assert curie in used


def seed_of(text: str) -> str:
    """A document with the example: blocks of a passage as they stand, or items of its claims."""
    if not re.match(r"[a-z]+:\n", text):
        items = text if text.startswith("- ") else f"- {text}"
        text = "claims:\n" + "\n".join("  " + line for line in items.split("\n"))
    seed = {
        "document": {"id": "example", "title": "An example", "author": "reporter"},
        "entities": entities() | {"reporter": {"type": "Person", "label": "the reporter"}},
    }
    block = "\n".join("    " + line for line in text.split("\n"))
    return f"{yaml.safe_dump(seed)}passages:\n  - at: 1 So it says\n{block}\n"


def entertained(facts: Facts) -> Iterator[str]:
    """Statements that are conditions, or that an opaque predicate or kg:that points to."""
    for claim in facts.claims.values():
        yield from claim.conditions
    for statement in facts.statements.values():
        values = [value for name, value in statement.qualifiers if name == "kg:that"]
        if VOCABULARY.predicates[statement.predicate].special:
            values.append(statement.object)
        yield from (value.id for value in values if isinstance(value, StatementRef))


def written_terms() -> Iterator[tuple[str, str]]:
    for cls in ("kg:Unit", "kg:Precision"):
        for quad in STORE.quads_for_pattern(
            None,
            ox.NamedNode(EXTERNAL["rdf"] + "type"),
            ox.NamedNode(EXTERNAL["kg"] + cls.partition(":")[2]),
        ):
            assert isinstance(quad.subject, ox.NamedNode)
            yield cls, quad.subject.value


@pytest.mark.parametrize(("cls", "iri"), sorted(written_terms()))
def test_a_unit_or_precision_is_shown_by_a_quantity(cls: str, iri: str) -> None:
    found = quantity(example(iri), VOCABULARY)
    if cls == "kg:Unit":
        assert [found.unit] == values(iri, "skos:notation")
    else:
        assert iri.endswith("#" + found.precision)


def other_terms() -> list[str]:
    shown = {term.iri for term in VOCABULARY.classes.values()}
    shown |= {p.iri for p in (VOCABULARY.predicates | VOCABULARY.qualifiers).values()}
    shown |= {iri for _, iri in written_terms()}
    return sorted(
        term.value
        for term in terms(STORE)
        if term.value not in shown and values(term.value, "skos:example")
    )


@pytest.mark.parametrize("iri", other_terms())
def test_any_other_term_is_shown_in_turtle(iri: str) -> None:
    head = "".join(f"@prefix {prefix}: <{ns}> .\n" for prefix, ns in PREFIXES.items())
    triples = list(ox.parse(head + example(iri), ox.RdfFormat.TURTLE))
    assert ox.NamedNode(iri) in {
        term for t in triples for term in (t.predicate, t.subject, t.object)
    }


# ---- no term without use -----------------------------------------------------------------------


def used_in_facts() -> Iterator[str]:
    """Of the first document, the cases, and the conflict that questions are tested on."""
    for seeds in (ROOT.parent / "seeds", *ROOT.glob("cases/*/seeds"), BORDER):
        facts = facts_of(seeds)
        yield from (entity.type for entity in facts.entities.values())
        for statement in facts.statements.values():
            yield statement.predicate
            yield from (name for name, _ in statement.qualifiers)


def used_in_texts() -> Iterator[str]:
    """Of questions, rules, shapes, and the code that writes graphs."""
    texts = ("ontology/queries/**/*.rq", "ontology/rules/**/*.rls", "ontology/shapes/*.ttl")
    for pattern in (*texts, "kgraph/**/*.py"):
        for path in ROOT.parent.glob(pattern):
            yield from re.findall(r"\b(?:kg|con):[\w-]+", path.read_text(encoding="utf-8"))


def test_no_term_without_use_or_question() -> None:
    used = {VOCABULARY.iri(curie) for curie in (*used_in_facts(), *used_in_texts())}
    used |= {VOCABULARY.iri(c) for term in VOCABULARY.classes.values() for c in term.ancestors}
    unused = {
        term.value
        for term in terms(STORE)
        if term.value not in used and not {iri for iri in types(term.value) if iri in used}
    }
    described = {VOCABULARY.iri(f"kg:{name}-scheme") for name in ("reliability", "credibility")}
    areas = {term.value for term in terms(STORE) if values(term.value, "skos:member")}
    assert unused - described - areas == set()


def types(iri: str) -> list[str]:
    """Members of a list are used where the list is."""
    return [
        t for t in values(iri, "rdf:type") if t.startswith(EXTERNAL["kg"]) and t not in KINDS_OF
    ]
