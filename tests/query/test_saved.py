"""Saved questions are found, and their headers read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.problems import Report
from kgraph.query.saved import SavedQuery, parse, saved_queries

BODY = "SELECT ?x { VALUES ?x { UNDEF } ?x ?p ?o }"
HEAD = "# Things\n#\n# Which things\n# are there?\n"


def read(text: str) -> tuple[SavedQuery, list[str]]:
    report = Report()
    query = parse("things", text, "things.rq", report)
    return query, report.as_text().splitlines()


def test_a_header_has_title_question_flag_and_parameters() -> None:
    query, faults = read(
        f"{HEAD}# facts only\n# param x (entity): a thing; any if left out\n{BODY}"
    )
    assert faults == []
    assert (query.title, query.question) == ("Things", "Which things are there?")
    assert query.facts_only
    (parameter,) = query.parameters
    assert (parameter.name, parameter.type) == ("x", "entity")
    assert parameter.meaning == "a thing; any if left out"
    assert query.text[parameter.start : parameter.end] == " UNDEF "


def test_the_header_ends_with_the_comments() -> None:
    query, faults = read(f"# Things\n\n# Which?\n{BODY}")
    assert (faults, query.question) == ([], "")


@pytest.mark.parametrize("above", ["\n", "PREFIX a: <http://a/>\n", "SELECT ?y {} #", " "])
def test_a_parameter_below_the_header_is_a_fault(above: str) -> None:
    text = f"# Things\n{above}# param x (entity): a thing\n{BODY} # why\n"
    query, faults = read(text)
    assert query.parameters == ()
    assert "query-header: this parameter is not in the header" in faults[0]
    assert faults[1].endswith("# param x (entity): a thing")


def test_what_is_no_comment_is_no_parameter() -> None:
    _, faults = read("# Things\nASK { ?s ?p '# param x', <http://a/# param> }".replace("/# ", "/#"))
    assert faults == []


@pytest.mark.parametrize(
    "header",
    [
        "# param x (entity): a thing\n# Things\n",
        "# Things\n#\tparam\tx\t(entity):\ta thing\n",
        "# Things\n#param x (entity): a thing\n",
        "# Things\n# Param x (entity): a thing\n",
    ],
)
def test_a_parameter_may_stand_anywhere_in_the_header(header: str) -> None:
    query, faults = read(header + BODY)
    assert faults == []
    assert (query.title, query.question) == ("Things", "")
    assert [(p.name, p.type, p.meaning) for p in query.parameters] == [("x", "entity", "a thing")]


def test_facts_only_whatever_the_case() -> None:
    query, _ = read(f"# Things\n# Facts only\n{BODY}")
    assert (query.facts_only, query.question) == (True, "")


def test_a_query_without_header_is_a_query() -> None:
    query, faults = read(BODY)
    assert (query.title, faults) == ("things", [])


def test_alternatives_are_a_type() -> None:
    query, faults = read(f"# Things\n# param x (yes | no): whether\n{BODY}")
    assert faults == []
    assert query.parameters[0].choices == ("yes", "no")


def test_blocks_are_found_as_sparql_reads_them() -> None:
    text = (
        "# Things\n# param x (text): a word\nSELECT ?x {\n"
        "  # VALUES ?x { 1 }\n  ?s ?p 'VALUES ?x { 2 }' , <http://e/#VALUES> .\n"
        '  values$x{ "}" } # the one\n}'
    )
    query, faults = read(text)
    assert faults == []
    assert text[query.parameters[0].start : query.parameters[0].end] == ' "}" '


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# param x entity: a thing", "things.rq:2:3: query-header: this is no parameter"),
        ("# param x (entity)", "things.rq:2:3: query-header: this is no parameter"),
        ("# param x (entty): a thing", "2:12: query-header: there is no type of parameter 'entty'"),
        ("# param x (yes|): a thing", "there is no type of parameter 'yes|'"),
        ("# param y (entity): a thing", "2:9: query-header: the query has no VALUES ?y { ... }"),
        ("# param x (text): a\n# param x (date): b", "3:9: query-header: the parameter 'x' is dec"),
    ],
)
def test_faults_have_their_place(line: str, message: str) -> None:
    _, faults = read(f"# Things\n{line}\n{BODY}")
    assert message in faults[0]
    assert len([fault for fault in faults if "query-header" in fault]) == 1


def test_a_near_type_is_offered() -> None:
    _, faults = read(f"# Things\n# param x (entty): a thing\n{BODY}")
    assert faults[-1] == "  = help: did you mean 'entity'?"


def test_two_blocks_of_one_variable_are_one_too_many() -> None:
    _, faults = read("# T\n# param x (text): a\nASK { VALUES ?x {1} VALUES ?x {2} }")
    assert "the query has several VALUES ?x" in faults[0]


def test_control_characters_of_a_header_are_made_visible() -> None:
    query, _ = read("# Th\x1bings\n# Wh\u202eich?\nASK {}")
    assert (query.title, query.question) == ("Th\\x1bings", "Wh\\u202eich?")


# ---- folders -----------------------------------------------------------------------------------


def project(folder: Path, **questions: str) -> Path:
    for place, text in questions.items():
        path = folder / "queries" / f"{place.replace('__', '/')}.rq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_project_has_its_own_questions_and_the_packaged_core(tmp_path: Path) -> None:
    report = Report()
    (tmp_path / "own.ttl").touch()
    found = saved_queries(report, project(tmp_path, dams="# Dams\nASK {}", a__b__gates="ASK {}"))
    assert {"dams", "gates", "predictions", "not-facts"} <= set(found)
    assert not {"control", "depends-on"} & set(found), "the packaged domain's"
    assert list(found) == sorted(found)
    assert not report.problems


def test_a_projects_own_question_hides_the_packaged_one(tmp_path: Path) -> None:
    found = saved_queries(Report(), project(tmp_path, predictions="# Ours\nASK {}"))
    assert found["predictions"].title == "Ours"


def test_two_questions_of_one_name_are_told(tmp_path: Path) -> None:
    report = Report()
    saved_queries(report, project(tmp_path, a__dams="# A\nASK {}", b__dams="# B\nASK {}"))
    assert "b/dams.rq:1:1: query-header: there is another question of this name" in report.as_text()


def test_what_is_no_text_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    report = Report()
    project(tmp_path, dams="# A\nASK {}")
    (tmp_path / "queries" / "gates.rq").write_bytes(b"# \xff\nASK {}")
    found = saved_queries(report, tmp_path)
    assert "dams" in found
    assert "gates.rq:1:1: query-header: cannot be read" in report.as_text()
