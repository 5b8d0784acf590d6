"""``kgraph conflicts``, ``corroboration`` and ``predictions`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import cli

SEED = """
document:
  id: border-report
  title: Report from the border
  author: reporter
  published: 2024-06
entities:
  reporter: {type: Person, label: the reporter}
  ministry: {type: Organization, label: ministry}
  northland: {type: State, label: Northland}
  westland: {type: State, label: Westland}
  fordham: {type: Settlement, label: Fordham}
passages:
  - at: 4 Northland holds ... the river
    claims:
      - [northland, controls, fordham, {id: ours}]
    prediction:
      - [westland, captures, fordham, {when: 2024-09}]
  - at: 7 Its own men
    claimant: ministry
    claims:
      - [westland, controls, fordham, {id: theirs}]
"""
COMMANDS = ("conflicts", "corroboration", "predictions")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "seeds" / "report.yaml"
    path.parent.mkdir()
    path.write_text(SEED, encoding="utf-8")
    return path


def test_a_candidate_is_shown_with_both_sides_and_changes_nothing(seed: Path) -> None:
    result = run("conflicts")
    assert result.exit_code == 0
    assert result.stdout == (
        "Candidates, not acted upon\n"
        "\n"
        "  one side at a time\n"
        "    (time not told)\n"
        "    Northland controls Fordham\n"
        "      the reporter; border-report ¶4; asserted, certain; published 2024-06\n"
        "    Westland controls Fordham\n"
        "      ministry, relayed by the reporter; border-report ¶7; asserted, certain; "
        "published 2024-06\n"
    )
    assert result.stderr == "0 declared, 1 candidate\n"
    assert projected() == {"Northland controls Fordham", "Westland controls Fordham"}


def projected() -> set[str]:
    assert run("build", "--quiet").exit_code == 0
    question = (
        "SELECT ?what { ?s kg:projected true ; rdf:predicate con:controls ; rdfs:label ?what }"
    )
    rows = json.loads(run("query", "-e", question, "--format", "json").stdout)
    return {row["what"]["value"] for row in rows["results"]["bindings"]}


def test_what_a_curator_declares_is_contested_until_one_side_is_ranked(seed: Path) -> None:
    declared = SEED.replace("{id: theirs}", "{id: theirs, contradicts: ours}")
    seed.write_text(declared, encoding="utf-8")
    assert "contested: neither is projected" in run("conflicts").stdout
    assert projected() == set()
    seed.write_text(declared.replace("{id: ours}", "{id: ours, rank: preferred}"), "utf-8")
    assert "settled: the first is ranked above" in run("conflicts").stdout
    assert projected() == {"Northland controls Fordham"}


def test_corroboration_counts_origins(seed: Path) -> None:
    result = run("corroboration", "Fordham")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 origin: 2 facts\n  Northland controls Fordham\n")
    assert result.stderr == "2 facts\n"


def test_corroboration_of_what_there_is_not(seed: Path) -> None:
    result = run("corroboration", "Fordam")
    assert result.exit_code == 2
    assert "the graph has no entity or statement 'Fordam': did you mean 'fordham'?" in result.stderr


def test_predictions_are_due_on_a_day_that_is_given(seed: Path) -> None:
    assert "due" not in run("predictions").stdout
    result = run("predictions", "--as-of", "2025-01-31")
    assert result.exit_code == 0
    assert result.stdout == (
        "Open (1)\n"
        "  Westland captures Fordham (when: 2024-09)\n"
        "    the reporter; border-report ¶4; prediction, certain; published 2024-06\n"
        "    due, nothing known\n"
    )
    refused = run("predictions", "--as-of", "tomorrow")
    assert refused.exit_code == 2
    assert "a day cannot be 'tomorrow': expected a day of the calendar" in refused.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_what_programs_read(seed: Path, command: str) -> None:
    result = run(command, "--json", "--quiet")
    assert result.exit_code == 0
    assert json.loads(result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_facts_with_errors_are_not_judged(seed: Path, command: str) -> None:
    seed.write_text(SEED.replace("[northland, controls", "[nrthland, controls"), "utf-8")
    result = run(command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "did you mean 'northland'" in result.stderr
    assert "kgraph: nothing was" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_labels_do_no_harm(seed: Path, command: str) -> None:
    label = '"\\u202eDrowssap <b>"'
    seed.write_text(SEED.replace("label: Fordham", f"label: {label}"), encoding="utf-8")
    result = run(command)
    assert result.exit_code == 0
    assert "\\u202eDrowssap" in result.stdout
    assert "\u202e" not in result.stdout
