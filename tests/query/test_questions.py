"""Saved questions give the rows that were checked by hand, whatever engine is asked."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from tests.cases import ROOT, VOCABULARY, facts_of, graph_files
from tests.conftest import missing
from tests.jena import jena_classpath, run_jena
from tests.query.asking import (
    QUESTIONS,
    SEEDS,
    Case,
    cases,
    data,
    from_json,
    from_rdflib,
    saved,
)

PROGRAM = Path(__file__).parent / "Ask.java"
CASES = list(cases())
each_case = pytest.mark.parametrize("case", CASES, ids=str)
each_question = pytest.mark.parametrize("name", saved())


def agrees(case: Case, rows: list[list[str | None]]) -> None:
    columns, *answers = rows
    assert columns == case.columns
    if case.rows is None:
        assert len(answers) == case.count
    else:
        assert answers == case.rows


@each_case
def test_the_embedded_store(case: Case) -> None:
    agrees(case, data(case.data).rows(case.question, case.values))


@cache
def graph(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data(name).ntriples, format="nt")


def some() -> list[Any]:
    """One question of five; all, the other graph and further values are for the slow run."""
    questions = sorted(saved())[::5]
    found = []
    for case in CASES:
        marks = [] if case.question in questions else [pytest.mark.slow]
        questions = [name for name in questions if name != case.question]
        found.append(pytest.param(case, marks=marks, id=str(case)))
    return found


@pytest.mark.parametrize("case", some())
def test_rdflib(case: Case) -> None:
    source = data(case.data)
    query = source.fill(case.question, case.values)
    agrees(case, from_rdflib(graph(case.data), query, source.prefixes))


@pytest.mark.slow
def test_jena(tmp_path: Path) -> None:
    """One Java process asks all there is to ask."""
    classpath = jena_classpath(tmp_path)
    if classpath is None:
        missing("Jena is not installed")
    jobs = []
    for name in SEEDS:
        (tmp_path / f"{name}.nt").write_bytes(data(name).ntriples)
    for number, case in enumerate(CASES):
        query = tmp_path / f"{number}.rq"
        query.write_text(data(case.data).fill(case.question, case.values), encoding="utf-8")
        jobs.append(f"{tmp_path / case.data}.nt\t{query}")
    (tmp_path / "jobs.tsv").write_text("\n".join(jobs), encoding="utf-8")
    run_jena(classpath, str(PROGRAM), tmp_path / "jobs.tsv")
    for number, case in enumerate(CASES):
        raw = (tmp_path / f"{number}.rq.json").read_text(encoding="utf-8")
        agrees(case, from_json(raw, data(case.data).prefixes))


def test_named_graphs_beside_the_flat_graph_make_no_difference() -> None:
    files = graph_files(facts_of(SEEDS["first"]))
    store = ox.Store()
    store.bulk_load(files["graph.nt"], format=ox.RdfFormat.N_TRIPLES)
    store.bulk_load(files["graph.nq"], format=ox.RdfFormat.N_QUADS)
    assert any(store.named_graphs())
    for name, question in saved().items():
        for one, other in zip(
            store.query(question.text),  # type: ignore[arg-type]
            data("first").store.query(question.text),  # type: ignore[arg-type]
            strict=True,
        ):
            assert list(map(str, one)) == list(map(str, other)), name


# ---- the files themselves --------------------------------------------------------------------


def test_there_are_questions_enough_and_each_has_its_rows() -> None:
    assert len(saved()) >= 25
    assert {path.stem for path in QUESTIONS.glob("*.yaml")} == set(saved())


@each_question
def test_each_question_is_answered_somewhere(name: str) -> None:
    assert any(case.count for case in CASES if case.question == name)


@each_question
def test_each_parameter_is_tried(name: str) -> None:
    tried = {value for case in CASES if case.question == name for value in case.values}
    assert tried == {parameter.name for parameter in saved()[name].parameters}


@each_question
def test_each_question_says_in_plain_words_what_it_asks(name: str) -> None:
    question = saved()[name]
    assert question.title
    assert "?" in question.question
    assert not re.search(r"\b\w+:\w|\?\w", f"{question.title} {question.question}"), "plain words"


@each_question
def test_a_file_needs_no_prefix_from_outside(name: str) -> None:
    text = saved()[name].text
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", text, re.MULTILINE))
    prefixes = data("first").prefixes
    assert declared == {prefix: prefixes[prefix] for prefix in declared}
    assert not declared.keys() & {"kgr", "kgs", "kgc", "kgd", "kge", "kgq"}, "IRIs of one project"
    core = "/kgraph/" in saved()[name].source.partition("queries")[2]
    assert not core or not declared.keys() & VOCABULARY.domains.keys()


def test_alternatives_are_those_of_the_closed_lists() -> None:
    lists = VOCABULARY.lists
    expected = {
        "modality": lists["kg:Modality"],
        "reliability": lists["kg:Reliability"][:-1],  # F and 6 are no bounds
        "credibility": lists["kg:Credibility"][:-1],
        "unjudged": ("yes", "no"),
    }
    for question in saved().values():
        for parameter in question.parameters:
            if parameter.choices:
                assert parameter.choices == tuple(expected[parameter.name])


def test_lists_of_terms_in_questions_are_whole() -> None:
    def below(ancestor: str) -> set[str]:
        return {c for c, t in VOCABULARY.classes.items() if ancestor in (c, *t.ancestors)}

    def listed(name: str, variable: str) -> set[str]:
        found = re.search(rf"VALUES \?{variable} \{{([^}}]+)\}}", saved()[name].text)
        assert found, name
        return set(found[1].split())

    assert listed("events", "listed") == below("kg:Occurrence")
    assert listed("commitments", "class") == below("kg:Occurrence")
    assert listed("chain-owners", "agent") == below("kg:Agent")
    assert listed("units", "forces") == below("con:Forces")
    ontology = rdflib.Graph().parse(ROOT.parent / "ontology" / "conflict.ttl")
    con = rdflib.Namespace(VOCABULARY.namespaces["con"])
    kg = VOCABULARY.namespaces["kg"]
    kinds = {con.dependsOn, *ontology.subjects(rdflib.RDFS.subPropertyOf, con.dependsOn)}
    for name, question in saved().items():
        used = {con[local] for local in re.findall(r"con:(dependsOn\w*)", question.text)}
        assert used in (set(), kinds, {con.dependsOnPermission}), name
    of_events = {"kg:takesPlace"}
    for side, mark in ((rdflib.RDFS.domain, ""), (rdflib.RDFS.range, "^")):
        for term in ontology.subjects(side, con.Event):
            if (term, rdflib.RDF.type, rdflib.URIRef(f"{kg}Predicate")) in ontology:
                of_events.add(f"{mark}con:{str(term).removeprefix(con)}")
    for name in ("events", "commitments"):
        path = re.search(r"\?(?:event|content) (kg:takesPlace\|[^?]+) \?", saved()[name].text)
        assert path, name
        assert set(re.split(r"\|\s*", path[1])) == of_events, name
