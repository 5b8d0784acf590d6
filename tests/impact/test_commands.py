"""``kgraph impact`` and ``kgraph chokepoints``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import cli
from kgraph.impact.model import Without
from kgraph.impact.run import impact
from kgraph.impact.text import lines
from kgraph.impact.world import world
from tests.cases import RULES, VOCABULARY, facts_of


def run(built: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--output", str(built)])


def test_what_is_lost_is_told_with_its_reasons(built: Path) -> None:
    result = run(built, "impact", "--without", "cartography data")
    assert result.exit_code == 0, result.output
    assert "3 things would lose support; for 2 no fallback is known" in result.output
    assert "    falls back on GPS, as is predicted\n" in result.output
    assert "      by What is made do with\n" in result.output
    assert "; kursk-analysis ¶13; prediction, certain; if Storm Shadow not " in result.output


def test_json_holds_all_of_it(built: Path) -> None:
    result = run(built, "impact", "--without-source", "storm-shadow-speaker", "--json")
    found = json.loads(result.output)
    assert found["without"]["claimants"] == ["storm-shadow-speaker"]
    assert found["supposition"] is None
    assert found["retraction"]["claims"] == 20
    rows = {it["question"]: it for it in found["retraction"]["answers"]}
    assert rows["claims"]["fall"] == 20
    assert rows["claims"]["gained"] == 0
    assert rows["fallbacks"] == {
        "question": "fallbacks",
        "title": "What a thing falls back on, and what that exposes it to",
        "fall": 1,
        "stay": 0,
        "gained": 0,
    }
    assert found["retraction"]["unanswered"] == []
    supposed = json.loads(run(built, "impact", "--without", "elevation-maps", "--json").output)
    missile = supposed["supposition"]["loses support"][0]
    assert missile["falls back on"][0]["id"] == "gps"
    assert missile["falls back on"][0]["claims"][0]["modality"] == "prediction"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to do without"),
        (["--without", "strom-shadow"], "did you mean 'storm-shadow'"),
        (["--without-permission", "Ukrane"], "did you mean 'ukraine'"),
        (["--without-source", "kursk-analisis"], "did you mean 'kursk-analysis'"),
    ],
)
def test_a_name_that_fits_nothing(built: Path, arguments: list[str], message: str) -> None:
    result = run(built, "impact", *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_nothing_is_built_yet(tmp_path: Path) -> None:
    result = run(tmp_path, "chokepoints")
    assert result.exit_code != 0
    assert "run 'kgraph build'" in str(result.exception)


def test_chokepoints_are_told_with_their_needs(built: Path) -> None:
    text = run(built, "chokepoints").output
    assert text.startswith("United States\n  needed by 9 things: ")
    assert "weak: each of these needs rests on one origin's word:\n" in text
    found = json.loads(run(built, "chokepoints", "--json").output)
    assert [it["id"] for it in found] == ["united-states", "us-data", "elevation-maps"]
    assert found[2]["needs"][0]["claims"][0]["places"][0]["paragraph"] == 13


def test_labels_cannot_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(
        """
document: {id: report, title: Report, author: writer}
entities:
  writer: {type: Person, label: writer}
  drone: {type: WeaponType, label: "dr\\u202eone"}
  maps: {type: DataAsset, label: "\\u2066maps"}
passages:
  - at: 1 some words
    claims:
      - [drone, dependsOnData, maps]
""",
        encoding="utf-8",
    )
    built = world(facts_of(tmp_path), VOCABULARY, RULES)
    for without in (Without(entities=("maps",)), Without(documents=("report",))):
        told = [line for _, line in lines(impact(built, without, VOCABULARY, RULES))]
        assert any("dr\\u202eone" in line for line in told)
        assert all(line.isprintable() for line in told)
