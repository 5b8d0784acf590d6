"""The vocabulary is found and read, and what cannot be used is said."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kgraph import ontology
from kgraph.problems import KgraphError


def test_a_folder_in_the_working_folder_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (ontology.folder() / "kgraph.ttl").exists()
    (tmp_path / "ontology").mkdir()
    assert ontology.folder() == ontology.packaged()
    (tmp_path / "ontology" / "own.ttl").write_text("")
    assert ontology.folder() == Path("ontology")


HEADER = (
    "@prefix own: <http://own/> . @prefix kg: <https://w3id.org/kgraph/ns#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix vann: <http://purl.org/vocab/vann/> .\n"
)
SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
NAME = (
    '<http://own> vann:preferredNamespacePrefix "own" ; '
    'vann:preferredNamespaceUri "http://own/" .\n'
)


def test_the_core_is_always_there(tmp_path: Path) -> None:
    text = HEADER + NAME + "own:Dam a owl:Class ; rdfs:subClassOf kg:Entity ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    vocabulary = ontology.load(tmp_path)
    assert vocabulary.find("class", "Dam") == ["own:Dam"]
    assert vocabulary.find("predicate", "judgedAs") == ["kg:judgedAs"]
    assert not vocabulary.find("predicate", "controls")


def test_a_file_of_mappings_needs_no_prefix(tmp_path: Path) -> None:
    text = "own:Dam a owl:Class . kg:Entity rdfs:subClassOf own:Dam ."
    (tmp_path / "own.ttl").write_text(HEADER + text, encoding="utf-8")
    vocabulary = ontology.load(tmp_path)
    assert not vocabulary.find("class", "Dam")
    assert vocabulary.classes["kg:Entity"].ancestors == {"kg:Entity", "kg:Matter"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@prefix a: <http://a/> .\na:b a:c", "own.ttl:2:8: this is not Turtle"),
        (
            HEADER + "own:Dam a owl:Class ; rdfs:subClassOf kg:Entity .",
            "own.ttl: its owl:Ontology needs vann:preferredNamespacePrefix",
        ),
        (
            HEADER + "own:at a kg:Predicate .",
            "own.ttl: http://own/at is in no ontology of this folder",
        ),
        (
            HEADER + '<http://own> vann:preferredNamespaceUri "http://own/" .',
            "own.ttl: its owl:Ontology needs vann:preferredNamespacePrefix",
        ),
        (HEADER + NAME.replace('"own"', '"kgr"'), "own.ttl: the prefix 'kgr' is taken"),
        (HEADER + NAME.replace('"own"', '"kg"'), "own.ttl: the prefix 'kg' is taken"),
        (HEADER + NAME + "own:Dam a owl:Class .", "own.ttl: own:Dam is not below kg:Entity"),
        (
            HEADER + NAME + "own:Dam a owl:Class ; rdfs:subClassOf kg:Entty .",
            "own.ttl: own:Dam is below kg:Entty, which is no owl:Class here: "
            "did you mean 'kg:Entity'?",
        ),
        (
            HEADER + NAME + "own:Dam a owl:Class ; rdfs:subClassOf <http://other/Place> .",
            "own.ttl: own:Dam is below http://other/Place, which is no owl:Class here",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range kg:Agents .",
            "own.ttl: own:at has the range kg:Agents, which seeds cannot give: "
            "did you mean 'kg:Agent'?",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate , kg:Qualifier .",
            "own.ttl: own:at is both a predicate and a qualifier: "
            "a plain triple about a statement would read as its qualifier",
        ),
        (
            HEADER + NAME + "<http://other/at> a kg:Predicate .",
            "own.ttl: http://other/at is in no ontology of this folder: "
            "what they declare is in <http://own/>",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range kg:Agent , kg:Person .",
            "own.ttl: own:at has several rdfs:range: name one class, above them all",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range own:Plaza .",
            "own.ttl: own:at has the range own:Plaza, which seeds cannot give",
        ),
        (
            HEADER + NAME + "own:at a kg:Qualifier ; rdfs:domain own:Plaza .",
            "own.ttl: own:at has the domain own:Plaza, which is no class of things",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:domain [ owl:unionOf ( kg:Agent ) ] .",
            "own.ttl: own:at has the domain [...], which is no class of things",
        ),
        (
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range [ owl:unionOf ( kg:Agent ) ] .",
            "own.ttl: own:at has the range [...], which seeds cannot give",
        ),
        (
            HEADER + NAME + 'own:knot a kg:Unit ; rdfs:label "knot" .',
            "own.ttl: own:knot is a kg:Unit without skos:notation",
        ),
        (
            HEADER + SKOS + NAME + 'own:u a kg:Unit ; rdfs:label "days" ; skos:notation "{day}" .',
            "own.ttl: own:u is written 'days', as the unit d is",
        ),
        (
            HEADER + NAME + "own:Dam kg:oneSideAtATime true .",
            "own:Dam bears kg:oneSideAtATime, but is nothing that it can be said of",
        ),
        (
            HEADER + NAME + "own:Dam kg:needsObject true .",
            "own:Dam bears kg:needsObject, but is nothing that it can be said of",
        ),
        (
            HEADER + NAME + "own:shuts a kg:Predicate ; kg:oppositeOf own:shut .",
            "own.ttl: own:shuts bears kg:oppositeOf, but own:shut is no predicate: "
            "did you mean 'own:shuts'?",
        ),
        (
            HEADER + NAME + "own:shuts a kg:Predicate ; kg:oppositeOf own:shuts .",
            "own.ttl: own:shuts is its own kg:oppositeOf",
        ),
        (
            HEADER + NAME.replace("http://own/", "https://w3id.org/kgraph/ns#"),
            "own.ttl: the namespace <https://w3id.org/kgraph/ns#> is taken",
        ),
    ],
)
def test_a_broken_ontology_is_said_plainly(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(KgraphError) as caught:
        ontology.load(tmp_path)
    assert message in str(caught.value)


def test_what_cannot_hold_at_one_time_is_for_an_ontology_to_say(tmp_path: Path) -> None:
    text = "own:opens a kg:Predicate . own:shuts a kg:Predicate ; kg:oppositeOf own:opens ."
    text += "own:level a kg:Qualifier ; kg:oneValueAtATime true ."
    text += "own:keeps a kg:Predicate ; kg:oneSubjectAtATime true ; kg:oneSideAtATime false ."
    (tmp_path / "own.ttl").write_text(HEADER + NAME + text, encoding="utf-8")
    found = ontology.load(tmp_path).exclusions
    assert found.one_value == {"own:level"}
    assert found.one_subject == {"own:keeps"}
    assert found.one_side == frozenset()
    assert found.opposites == {("own:shuts", "own:opens"), ("own:opens", "own:shuts")}


def test_who_needs_whom_is_for_an_ontology_to_say(tmp_path: Path) -> None:
    text = "own:isFedBy a kg:Predicate ; kg:needsObject true . own:runs a kg:Predicate ;"
    text += " kg:needsSubject true . own:drinksFrom a kg:Predicate ;"
    text += " rdfs:subPropertyOf own:isFedBy ."
    text += " own:sips a kg:Predicate ; rdfs:subPropertyOf own:drinksFrom ."
    (tmp_path / "own.ttl").write_text(HEADER + NAME + text, encoding="utf-8")
    found = ontology.load(tmp_path).needs
    assert found.of_object == {"own:isFedBy", "own:drinksFrom", "own:sips"}
    assert found.of_subject == {"own:runs"}


def test_a_packaged_ontology_that_is_imported_is_there_too(tmp_path: Path) -> None:
    text = HEADER + NAME + "<http://own> owl:imports <https://w3id.org/kgraph/conflict> ."
    text += "own:Dam a owl:Class ; rdfs:subClassOf <https://w3id.org/kgraph/conflict#Place> ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    assert ontology.packaged_parts(tmp_path) == ("conflict", "kgraph")
    vocabulary = ontology.load(tmp_path)
    assert vocabulary.find("predicate", "controls") == ["con:controls"]
    assert vocabulary.is_a("own:Dam", "con:Place")
    assert ontology.packaged() / "conflict.ttl" in ontology.sources(tmp_path)


def test_a_file_takes_the_place_of_a_packaged_ontology_but_not_of_its_questions_and_shapes(
    tmp_path: Path,
) -> None:
    (tmp_path / "own.ttl").write_text(HEADER + NAME, encoding="utf-8")
    for name in ("conflict", "kgraph"):
        shutil.copy(ontology.packaged() / f"{name}.ttl", tmp_path)
    assert ontology.packaged_parts(tmp_path) == ("conflict", "kgraph")
    assert {path.parent for path in ontology.sources(tmp_path)} == {tmp_path}
    assert [path.name for path in ontology.shapes(tmp_path)] == ["conflict.ttl", "kgraph.ttl"]


def test_a_packaged_ontology_may_be_imported_by_its_version(tmp_path: Path) -> None:
    text = (ontology.packaged() / "conflict.ttl").read_text(encoding="utf-8")
    (version,) = re.findall(r"owl:versionIRI (<\S+>)", text)
    text = HEADER + NAME + f"<http://own> owl:imports {version} ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    assert ontology.packaged_parts(tmp_path) == ("conflict", "kgraph")


@pytest.mark.parametrize("name", ["conflct", "conflict/0.0.1", "conflict#"])
def test_an_import_that_only_looks_packaged_is_said_plainly(tmp_path: Path, name: str) -> None:
    iri = ontology.LIBRARY + name
    text = HEADER + NAME + f"<http://own> owl:imports <{iri}> ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(KgraphError) as caught:
        ontology.load(tmp_path)
    assert f"own.ttl: imports <{iri}>, which does not come with kgraph: did" in str(caught.value)


def test_an_import_from_elsewhere_is_for_others(tmp_path: Path) -> None:
    text = HEADER + NAME + "<http://own> owl:imports <http://www.w3.org/ns/org> , <http://own> ."
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    assert ontology.packaged_parts(tmp_path) == ("kgraph",)
    assert ontology.load(tmp_path).domains == {"own": "http://own/"}


def test_without_an_ontology_of_its_own_a_project_has_all_that_is_packaged(tmp_path: Path) -> None:
    assert {"kgraph", "conflict"} <= set(ontology.packaged_parts(tmp_path))


def test_a_packaged_ontology_is_called_by_the_name_of_its_file() -> None:
    for path in ontology.packaged().glob("*.ttl"):
        name = "ns" if path.name == ontology.CORE else path.stem
        assert f"<{ontology.LIBRARY}{name}> a owl:Ontology" in path.read_text(encoding="utf-8")


def test_a_core_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "kgraph.ttl").write_text("", encoding="utf-8")
    with pytest.raises(KgraphError, match="is not the core"):
        ontology.load(tmp_path)


def test_an_empty_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="no ontology here"):
        ontology.load(tmp_path)
