"""Shapes that mean something else than they seem to are refused; the others mean what they say."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.problems import KgraphError, Location, Report
from kgraph.validate.run import Shapes
from kgraph.validate.tell import report_results

HEAD = """@prefix ex: <http://ex/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = """@prefix ex: <http://ex/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a a ex:C ; ex:p ex:b . ex:b a ex:C . ex:d a ex:D .
"""
S = "ex:S a sh:NodeShape ; sh:targetClass ex:C ;\n "


def read(folder: Path, text: str) -> Shapes:
    (folder / "s.ttl").write_text(HEAD + text, encoding="utf-8")
    return Shapes.read([folder / "s.ttl"], [])


def agreed(folder: Path, text: str, data: str = DATA) -> int:
    """How many results there are, once pySHACL has found the same."""
    shapes = read(folder, text)
    triples = ox.serialize(ox.parse(data, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    found = {result.verdict for result in shapes.validate(triples)}
    assert found == {result.verdict for result in shapes.validate(triples, "pyshacl")}
    return len(found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ex:S sh:targetclass ex:C .", "4: ex:S: sh:targetclass: did you mean 'targetClass'?"),
        ("ex:S a sh:NodeShap .", "4: ex:S: sh:NodeShap: did you mean 'NodeShape'?"),
        ("ex:S a sh:NodeShape ; sh:nodeKind sh:IRI .", "4: ex:S: a shape: has no target, and"),
        ("ex:S sh:targetClass 'C' .", '4: ex:S: sh:targetClass: must be an IRI, not "C"'),
        ("ex:S sh:targetClass [] .", "4: ex:S: sh:targetClass: must be an IRI, not _:"),
        ("ex:S sh:targetSubjectsOf 'p' .", "4: ex:S: sh:targetSubjectsOf: must be an IRI"),
        ("ex:S sh:targetObjectsOf [] .", "4: ex:S: sh:targetObjectsOf: must be an IRI"),
        (S + "sh:qualifiedMinCount 1 .", "5: ex:S: sh:qualifiedMinCount: means nothing without"),
        (S + "sh:flags 'i' .", "5: ex:S: sh:flags: means nothing without sh:pattern"),
        (S + "sh:ignoredProperties () .", "5: ex:S: sh:ignoredProperties: means nothing without"),
        (S + "sh:severity 'Warning' .", "5: ex:S: sh:severity: must be an IRI"),
        (S + "sh:severity sh:Warnung .", "5: ex:S: sh:severity: did you mean 'Warning'?"),
        (S + "sh:minInclusive ex:x .", "5: ex:S: sh:minInclusive: must be a literal"),
        (S + "sh:minLength '2' .", "5: ex:S: sh:minLength: must be a whole number"),
        (S + "sh:minLength -1 .", "5: ex:S: sh:minLength: must be a whole number"),
        (S + "sh:minLength '1_0'^^xsd:integer .", "5: ex:S: sh:minLength: must be a whole number"),
        (
            S + "sh:property [ sh:path ex:p ; sh:uniqueLang '1'^^xsd:boolean ] .",
            "5: a shape without a name: sh:uniqueLang: is only looked at where it is true",
        ),
        (
            S + "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .",
            "5: a shape without a name: sh:path: leads back to itself",
        ),
        (
            S + "sh:node [ " * 600 + "sh:nodeKind sh:IRI" + " ]" * 600 + " .",
            "4: ex:S: a shape: has",
        ),
        (S + "sh:datatype xsd:dateTimeStamp .", "5: ex:S: sh:datatype: <http"),
        (
            S + "sh:sparql [ sh:prefixes ex: ; sh:select 'SELECT $this {}' ] .\n"
            "ex: sh:declare [ sh:prefix 'ex' ; sh:namespace 'not an iri' ] .",
            "6: ex:S: sh:namespace: must be an IRI",
        ),
        (
            S + "sh:sparql [ sh:prefixes ex: ; sh:select 'SELECT $this {}' ] .\n"
            "ex: sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://ex/' ] ,\n"
            " [ sh:prefix 'ex' ; sh:namespace 'http://other/' ] .",
            "6: ex:S: sh:prefix: 'ex' is declared for several namespaces",
        ),
    ],
)
def test_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(KgraphError) as refusal:
        read(tmp_path, text)
    assert f"s.ttl:{message}" in str(refusal.value)


def test_files_that_are_no_utf_8_are_refused_and_byte_order_marks_are_not(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_bytes(HEAD.encode() + "# é\n".encode("latin-1"))
    with pytest.raises(KgraphError, match=r"s\.ttl:4: this is not UTF-8"):
        Shapes.read([tmp_path / "s.ttl"], [])
    (tmp_path / "s.ttl").write_bytes("\ufeff".encode() + HEAD.encode())
    assert Shapes.read([tmp_path / "s.ttl"], []).shapes == ()


@pytest.mark.parametrize("kind", ["owl:Class", "rdfs:Class"])
def test_a_class_that_is_a_shape_is_for_its_instances(kind: str, tmp_path: Path) -> None:
    assert agreed(tmp_path, f"ex:C a {kind}, sh:NodeShape ; sh:nodeKind sh:Literal .") == 2


def test_a_class_without_a_name_is_not_every_class(tmp_path: Path) -> None:
    axiom = "[ a <urn:Restriction> ] rdfs:subClassOf ex:C ."
    assert agreed(tmp_path, S + "sh:nodeKind sh:Literal .", DATA + axiom) == 2


@pytest.mark.parametrize(
    ("datatype", "sound", "faulty"),
    [
        ("integer", "99999999999999999999", "9999999999999999999x"),
        ("decimal", "1.00000000000000000000000001", "1.0000000000000000000000000.1"),
    ],
)
def test_numbers_larger_than_the_store_knows(
    datatype: str, sound: str, faulty: str, tmp_path: Path
) -> None:
    typed = f"^^<http://www.w3.org/2001/XMLSchema#{datatype}>"
    data = f"<http://ex/a> a <http://ex/C> ; <http://ex/p> '{sound}'{typed} ."
    text = S + f"sh:property [ sh:path ex:p ; sh:datatype xsd:{datatype} ; sh:minInclusive 1 ] ."
    assert agreed(tmp_path, text, data) == 0
    assert agreed(tmp_path, text, data.replace(sound, faulty)) > 0
    text = text.replace("sh:minInclusive", "sh:maxExclusive")
    assert agreed(tmp_path, text, data) == 1


def test_shapes_that_many_refer_to_are_looked_at_once(tmp_path: Path) -> None:
    text = S + "sh:node ex:N0 .\n"
    for n in range(40):
        text += f"ex:N{n} sh:and ( ex:N{n + 1} ex:N{n + 1} ex:N{n + 1} ) .\n"
    shapes = read(tmp_path, text + "ex:N40 sh:nodeKind sh:Literal .")
    start = time.monotonic()
    results = shapes.validate(b"<http://ex/a> <%s> <http://ex/C> .\n" % TYPE)
    assert [result.component for result in results] == ["Node"]
    report_results(results, shapes.shapes, {}, {}, Location("file"), Report())
    assert time.monotonic() - start < 5


TYPE = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_prefixes_of_a_shapes_file_take_none_of_ours_away(tmp_path: Path) -> None:
    text = "@prefix kgc: <http://other/> . @prefix c: <https://w3id.org/kgraph/ns#> .\n"
    shapes = read(tmp_path, text)
    prefixes = shapes.prefixes("https://example.org/", {})
    assert prefixes["kgc"].startswith("https://example.org/")
    assert "c" not in prefixes
    assert prefixes["ex"] == "http://ex/"
