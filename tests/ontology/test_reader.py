"""The vocabulary is found and read, and what cannot be used is said."""

from __future__ import annotations

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
            HEADER + NAME + "own:at a kg:Predicate ; rdfs:range own:Plaza .",
            "own.ttl: own:at has the range own:Plaza, which seeds cannot give",
        ),
        (
            HEADER + NAME + "own:at a kg:Qualifier ; rdfs:domain own:Plaza .",
            "own.ttl: own:at has the domain own:Plaza, which is no class of things",
        ),
    ],
)
def test_a_broken_ontology_is_said_plainly(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(KgraphError) as caught:
        ontology.load(tmp_path)
    assert message in str(caught.value)


def test_a_core_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "kgraph.ttl").write_text("", encoding="utf-8")
    with pytest.raises(KgraphError, match="is not the core"):
        ontology.load(tmp_path)


def test_an_empty_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(KgraphError, match="no ontology here"):
        ontology.load(tmp_path)
