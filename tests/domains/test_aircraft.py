"""A domain that has nothing to do with the packaged one: the worked example in ``examples/``."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph import ontology
from kgraph.cli import cli
from tests.cases import ROOT
from tests.domains.examples import assert_examples_can_be_read
from tests.ontology.report import CHECKS, ONTOLOGY, findings, store_of

AIRCRAFT = ROOT.parent / "examples" / "aircraft"
QUESTIONS = sorted((AIRCRAFT / "ontology" / "queries" / "aircraft").glob("*.rq"))
EXPECTED = Path(__file__).parent / "aircraft"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with its output."""
    project = tmp_path_factory.mktemp("aircraft") / "project"
    shutil.copytree(AIRCRAFT, project, ignore=shutil.ignore_patterns("output"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        result = run("build", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    return project


@pytest.fixture
def project(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    for variable in ("KGRAPH_SEEDS", "KGRAPH_OUTPUT", "KGRAPH_DOCUMENTS"):
        monkeypatch.delenv(variable, raising=False)
    return built


# ---- the commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "verify", "validate"])
def test_nothing_is_wrong_with_its_facts(project: Path, command: str) -> None:
    lock = project / "seeds" / "passages.lock.json"
    before = lock.read_bytes()
    result = run(command)
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert lock.read_bytes() == before


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_its_questions_are_answered(project: Path, question: Path) -> None:
    result = run("query", question.stem, "--format", "csv")
    assert result.exit_code == 0, result.output
    expected = (EXPECTED / f"{question.stem}.csv").read_text(encoding="utf-8")
    assert result.stdout.replace("\r\n", "\n") == expected


def test_each_expected_answer_has_its_question() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {path.stem for path in QUESTIONS}


@pytest.mark.parametrize(
    ("question", "parameter", "rows"),
    [
        ("makers-behind", "type=kestrel-90", 5),
        ("approvals", "product=BV-9 bleed valve", 2),
        ("events", "since=2031-07-01", 1),
        ("grounding", "type=Kestrel 90", 2),
    ],
)
def test_its_questions_take_parameters(
    project: Path, question: str, parameter: str, rows: int
) -> None:
    result = run("query", question, "--param", parameter, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 1 + rows


def test_questions_of_the_core_are_there_and_those_of_the_other_domain_are_not(
    project: Path,
) -> None:
    listed = {line.split()[0] for line in run("query", "--list").stdout.splitlines()}
    packaged = ontology.packaged() / "queries"
    assert {path.stem for path in (packaged / "kgraph").glob("*.rq")} <= listed
    own = {path.stem for path in QUESTIONS}
    assert own <= listed
    assert not listed & {path.stem for path in (packaged / "conflict").glob("*.rq")} - own


def test_a_question_of_the_core_finds_what_contradicts_what(project: Path) -> None:
    rows = run("query", "contradictions", "--format", "csv").stdout
    assert "Pike Engineering not supplies casting of the BV-7" in rows
    assert "3,100 flight hours" in rows


def test_only_the_number_that_is_ranked_above_the_other_is_a_plain_triple(project: Path) -> None:
    query = "SELECT ?n { kgr:june-failure air:timeInService/schema:value ?n }"
    assert run("query", "-e", query, "--format", "csv").stdout.split() == ["n", "3100"]


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("4000 flight hours", "90 days", "a life limit is given in flight hours or flight cycles"),
        (
            "- [june-failure, affects, bv-7, {when: 2031-06-02}]",
            "- [june-failure, takesPlace, true]",
            "a failure needs the product that failed",
        ),
        (
            "- [ad-2031-11, appliesTo, bv-7,",
            "- [na-112, appliesTo, bv-7,",
            "a ruling that is in force applies to a product",
        ),
        (
            "- [bv-7, partOf, tr4]",
            "- [[bv-7, bv-7-casting], partOf, bv-7-casting]",
            "a part cannot be built into itself",
        ),
    ],
)
def test_its_shapes_find_what_is_wrong(
    project: Path, tmp_path: Path, written: str, instead: str, message: str
) -> None:
    shutil.copytree(project / "seeds", tmp_path / "seeds")
    bulletin = tmp_path / "seeds" / "valve-bulletin.yaml"
    text = bulletin.read_text(encoding="utf-8")
    assert written in text
    bulletin.write_text(text.replace(written, instead), encoding="utf-8")
    result = run("validate", "--seeds", str(tmp_path / "seeds"))
    assert result.exit_code == 1
    assert message in result.stdout
    assert re.search(r"seeds/[\w-]+\.yaml:\d+:\d+: shape-violation", result.stdout)


def test_nothing_in_its_output_is_of_the_other_domain(project: Path) -> None:
    files = [path for path in (project / "output").iterdir() if path.is_file()]
    assert len(files) >= 7
    namespace = ontology.load(ONTOLOGY).namespaces["con"]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert namespace not in text, path
        assert not re.search(r"\bcon:", text), path


def test_the_legend_of_its_page_shows_its_own_groups(project: Path) -> None:
    page = (project / "output" / "index.html").read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page, re.S)
    (facts,) = [found for _, text in blocks if "groups" in (found := json.loads(text))]
    assert {group["label"] for group in facts["groups"]} == {
        "maker",
        "operator",
        "aviation authority",
        "person",
        "aircraft type",
        "part",
        "ruling",
        "event",
    }


# ---- the vocabulary ----------------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_its_ontology_keeps_the_rules_of_ours(check: Path) -> None:
    files = [ONTOLOGY / ontology.CORE, *(AIRCRAFT / "ontology").glob("*.ttl")]
    assert findings(store_of(*(path.read_bytes() for path in files)), check) == []


def test_its_examples_can_be_read(tmp_path: Path) -> None:
    assert_examples_can_be_read(AIRCRAFT, tmp_path)
