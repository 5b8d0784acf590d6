"""Each shape catches what it is for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kgraph.problems import Location, Report
from kgraph.validate.model import Result
from kgraph.validate.tell import report_results
from kgraph.validate.trace import places
from tests.cases import CASES, facts_of, ntriples

from .graphs import DAMAGE, ONTOLOGY, PREFIXES, damaged, facts, shapes, sound

CODES = {"Warning": "shape-warning", "Info": "shape-info"}


def test_the_sound_graph_holds() -> None:
    assert shapes().validate(sound()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_the_program_writes_holds(case: Path) -> None:
    assert shapes().validate(ntriples(facts_of(case / "seeds"))) == []


SOUND = {
    "one subordinate to the other, by turns": "INSERT DATA {"
    " kgr:forces con:subordinateTo kgr:gazette . kgr:gazette con:subordinateTo kgr:forces }",
    "an area in a unit of one's own": "DELETE { ?q schema:unitCode ?o } INSERT { ?q schema:unitCode"
    " 'acre' . <urn:x:acre> a kg:Unit ; skos:notation 'acre' } WHERE { ?q schema:unitCode ?o"
    " FILTER(?o = 'km2') }",
    "a season": "DELETE { ?s kg:when ?w ; kg:earliest ?e ; kg:latest ?l }"
    " INSERT { ?s kg:when '2024-21'^^edtf:EDTF }"
    " WHERE { ?s kg:when ?w ; kg:earliest ?e ; kg:latest ?l }",
    "a conclusion under the condition of its premise, and one more": "DELETE { ?l kg:modality ?m ;"
    " kg:certainty ?y } INSERT { ?l kg:modality kg:prediction ; kg:certainty kg:certain . kge:d a"
    " kg:Derivation ; kg:rule kge:r ; kg:premise ?p ; kg:concludes ?s ; kg:condition ?c, ?if ."
    " kge:e a kg:Derivation ; kg:rule kge:r ; kg:premise ?s ; kg:concludes ?t ; kg:condition ?c,"
    " ?if . kge:r a kg:Rule } WHERE { ?p rdf:predicate con:aimsAt . ?l kg:statement ?p ;"
    " kg:modality ?m ; kg:certainty ?y ; kg:condition ?if . ?s rdf:predicate kg:judgedAs ."
    " ?t rdf:predicate con:officeOf . ?c rdf:predicate con:captures }",
    "what is derived by two ways, one of them round": "INSERT { kge:d a kg:Derivation ; kg:rule"
    " kge:r ; kg:premise ?s ; kg:concludes ?t . kge:e a kg:Derivation ; kg:rule kge:r ; kg:premise"
    " ?t ; kg:concludes ?s . kge:r a kg:Rule }"
    " WHERE { ?s rdf:predicate con:controls . ?t rdf:predicate kg:judgedAs }",
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_not_refused(name: str) -> None:
    found = {result.message for result in shapes().validate(damaged(SOUND[name]))}
    assert not {message for message in found if "plain triple" not in message}


@cache
def results_of(update: str) -> list[Result]:
    return shapes().validate(damaged(update))


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage["says"][:60])
def test_damage_is_caught(damage: dict[str, str]) -> None:
    report = Report()
    prefixes = shapes().prefixes(facts().base, {}) | PREFIXES
    results, where = results_of(damage["update"]), Location("elsewhere")
    report_results(results, shapes().shapes, places(facts()), prefixes, where, report)
    found = {problem.code for problem in report if damage["says"] in problem.message}
    assert found == {CODES.get(damage.get("severity", ""), "shape-violation")}, report.as_text()


@pytest.mark.parametrize("name", ["kgraph.ttl", "conflict.ttl"])
def test_every_message_is_called_forth(name: str) -> None:
    text = (ONTOLOGY / "shapes" / name).read_text("utf-8")
    said = {result.message for damage in DAMAGE for result in results_of(damage["update"])}
    for message in re.findall(r'sh:message "([^"]*)"@en', text):
        pattern = re.sub(r"\\\{.*?\\\}", ".*", re.escape(message))
        assert any(re.fullmatch(pattern, result) for result in said), message
