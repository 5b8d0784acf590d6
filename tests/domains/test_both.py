"""A domain of one's own beside the packaged one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph import ontology, starter
from kgraph.cli import cli

CLAIM = """
  - at: 5 The River Trust
    claims:
      - [river-trust, con:pressures, fenwick-council]
"""
COUNCIL = "fenwick-council"
IMPORT = "<https://example.org/water> owl:imports <https://w3id.org/kgraph/conflict> .\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project in which somebody uses a word of the packaged domain."""
    content = starter.content(starter.Domain("water", "https://example.org/water#"))
    starter.create(tmp_path, content)
    seed = tmp_path / "seeds" / "bridge-notice.yaml"
    seed.write_text(seed.read_text(encoding="utf-8") + CLAIM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed() -> set[str]:
    return {line.split()[0] for line in run("query", "--list").stdout.splitlines()}


def test_the_packaged_domain_is_not_there(project: Path) -> None:
    assert "the ontology has no predicate 'con:pressures'" in run("check").stdout
    assert "bridges" in listed()
    assert "units" not in listed()
    assert [path.name for path in ontology.shapes()] == ["kgraph.ttl", "water.ttl"]


def test_unless_it_is_imported(project: Path) -> None:
    with (project / "ontology" / "water.ttl").open("a", encoding="utf-8") as file:
        file.write(IMPORT)
    result = run("build")
    assert result.exit_code == 0, result.output
    query = "ASK { kgr:river-trust con:pressures kgr:fenwick-council }"
    assert run("query", "-e", query).stdout == "yes\n"
    assert {"bridges", "units"} <= listed()
    assert [path.name for path in ontology.shapes()] == ["conflict.ttl", "kgraph.ttl", "water.ttl"]
    assert run("validate").exit_code == 0


def test_questions_and_shapes_alone_leave_the_packaged_domain_there(project: Path) -> None:
    (project / "ontology" / "water.ttl").unlink()
    assert {"bridges", "units"} <= listed()
    assert [path.name for path in ontology.shapes()] == ["conflict.ttl", "kgraph.ttl", "water.ttl"]
    assert ontology.load().find("predicate", "controls") == ["con:controls"]


def test_a_file_of_the_same_name_takes_the_place_of_a_packaged_one(project: Path) -> None:
    for kind, name in (("shapes", "kgraph.ttl"), ("queries/mine", "who-says.rq")):
        path = project / "ontology" / kind / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Mine\nASK {}" if name.endswith("rq") else "", encoding="utf-8")
    assert Path("ontology/shapes/kgraph.ttl") in ontology.shapes()
    assert len(ontology.shapes()) == 2
    assert "who-says  " in run("query", "--list").stdout
    assert "Mine" in run("query", "--list").stdout


def test_the_question_to_copy_cites_only_who_makes_it_a_fact(project: Path) -> None:
    bridge = ("query", "bridges", "--param", "bridge=old-bridge", "--format", "csv")
    seed = project / "seeds" / "bridge-notice.yaml"
    rumour = CLAIM.replace("con:pressures, fenwick-council", "maintains, old-bridge")
    seed.write_text(
        seed.read_text(encoding="utf-8").replace(CLAIM, "")
        + rumour.replace("claims:", "hearsay: true\n    claims:").replace("river-trust", COUNCIL),
        encoding="utf-8",
    )
    assert run("build").exit_code == 0
    header, *rows = run(*bridge).stdout.splitlines()
    assert header == "what,maintainer,traffic,claimant,document,paragraph"
    assert [row.rpartition(",")[2] for row in rows] == ["3"], "paragraph 5 is hearsay"
    assert "[bridge]" in run("query", "--list").stdout
    assert "# facts only" in run("query", "--list", "bridges").stdout
