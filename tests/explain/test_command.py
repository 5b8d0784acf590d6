"""The command as a user meets it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import cli
from kgraph.names import Names
from kgraph.problems import KgraphError
from tests.cases import ROOT, VOCABULARY, facts_of, graph_files


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As much of a built folder as the command reads."""
    folder = tmp_path_factory.mktemp("explain") / "output"
    folder.mkdir()
    facts = facts_of(ROOT.parent / "seeds")
    graph = graph_files(facts)
    for name, content in graph.items():
        (folder / name).write_bytes(content)
    report = {
        "prefixes": Names(facts.base, VOCABULARY.domains).prefixes,
        "files": {name: {"sha256": sha256(data).hexdigest()} for name, data in graph.items()},
    }
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return folder


def run(output: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", "--output", str(output), *arguments])


def test_the_chain_behind_the_missile(output: Path) -> None:
    done = run(output, "Storm Shadow", "United States")
    assert done.exit_code == 0, done.output
    assert "1. Storm Shadow relies on United States" in done.output
    assert f"{output.as_posix()}/index.html#path=" in done.output
    assert "\x1b" not in done.output


def test_no_link_is_an_answer(output: Path) -> None:
    done = run(output, "storm-shadow", "gps")
    assert done.exit_code == 0
    assert "No fact links them." in done.output
    assert "(--include conditional,prediction lets it in)" in " ".join(done.output.split())


def test_what_is_let_in_is_marked(output: Path) -> None:
    done = run(output, "storm-shadow", "gps", "--include", "prediction,conditional")
    assert "let in by --include: only under a condition" in " ".join(done.output.split())
    assert "rests on 1 statement that only --include lets in" in done.output


def test_grades_and_days_narrow_what_may_be_used(output: Path) -> None:
    told = run(output, "ukraine", "united-states", "--min-grade", "b2").output
    assert "No fact that may be used links them." in told
    assert "left out: from a source below B; less credible than 2" in " ".join(told.split())
    assert "Claimed" in run(output, "ukraine", "united-states", "--min-grade", "F").output
    defence = ("avdiivka-defence", "carriedOutBy", "ukraine", "--as-of")
    assert "not used" not in run(output, *defence, "2024-02-10").output
    done = run(output, *defence, "2024-03-01")
    assert "Said, but not used" in done.output
    assert "left out: told of 2024-02?, not of 2024-03-01" in " ".join(done.output.split())
    assert "no fact" not in done.output


def test_json_and_markdown(output: Path) -> None:
    found = json.loads(run(output, "storm-shadow", "united-states", "--format", "json").stdout)
    assert found["question"] == "Storm Shadow and United States"
    assert found["derived"][0]["backing"]["reliability"] == "F"
    done = run(output, "storm-shadow", "united-states", "--format", "markdown", "--paths", "1")
    assert done.output.startswith("# Storm Shadow and United States\n\n## Derived\n\n1. **")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stormshadow", "gps"], "did you mean 'storm shadow' or 'storm-shadow'?"),
        (["gps"], "that is an entity"),
        (["a", "b", "c", "d"], "or one statement"),
        (["gps", "ukraine", "--include", "predicton"], "did you mean 'prediction'?"),
        (["gps", "ukraine", "--min-grade", "G7"], "'G7' is no grade"),
        (["gps", "ukraine", "--min-grade", ""], "'' is no grade"),
        (["gps", "ukraine", "--as-of", ""], "a day cannot be ''"),
        (["gps", "ukraine", "--as-of", "2024-02-30"], "expected a day of the calendar"),
        (["\x1b[31m", "ukraine"], "no entity '\\x1b[31m'"),
    ],
)
def test_what_cannot_be_asked_is_told_with_help(
    output: Path, arguments: list[str], message: str
) -> None:
    done = run(output, *arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_nothing_was_built(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["explain", "a", "b", "--output", str(tmp_path / "none")])
    assert "run 'kgraph build'" in str(done.exception)


def test_in_python(output: Path) -> None:
    found = kgraph.load(output).explain("Storm Shadow", "dependsOn", "storm-shadow-guidance")
    (proof,) = found.derived
    assert found.steps[proof.statement].text.startswith("Storm Shadow depends on guidance systems")
    with pytest.raises(KgraphError, match="no entity 'stormshadow': did you mean 'storm shadow'"):
        kgraph.load(output).explain("stormshadow", "gps")
