"""The commands as a user meets them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import cli
from tests.processes import python

ROOT = Path(__file__).parents[2]
OUTPUTS = {
    "graph.ttl",
    "graph.nt",
    "graph.trig",
    "graph.nq",
    "graph.jsonld",
    "index.html",
    "report.json",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the project's own seeds."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("documents"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_DOCUMENTS", raising=False)
    return tmp_path


@pytest.fixture
def built_project(project: Path, built: Path) -> Path:
    """The same, with what ``kgraph build`` leaves there, byte for byte."""
    shutil.copytree(built, project / "output")
    return project


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=input)


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name[0] != "."}


def test_check_finds_nothing_wrong_with_our_own_facts(project: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "0 errors, 0 warnings" in result.stderr


def test_quiet_says_nothing(project: Path) -> None:
    assert run("check", "--quiet").output == ""
    assert run("build", "--quiet").output == ""


def test_build_leaves_seven_files_and_a_report_of_them(project: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.output
    assert visible(project / "output") == OUTPUTS
    report = json.loads((project / "output" / "report.json").read_text(encoding="utf-8"))
    assert set(report["files"]) == OUTPUTS - {"report.json"}
    assert report["counts"]["claims"] > 200
    assert f"{report['counts']['triples']:,} triples" in result.stderr
    lines = (project / "output" / "graph.nq").read_bytes().count(b"\n")
    assert lines == report["counts"]["quads"]


def test_a_failed_build_leaves_the_last_good_set(project: Path) -> None:
    run("build")
    before = {name: (project / "output" / name).read_bytes() for name in OUTPUTS}
    seed = project / "seeds" / "kursk-analysis.yaml"
    seed.write_text(seed.read_text(encoding="utf-8").replace("[ukraine, ", "[ukrane, ", 1), "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert "did you mean 'ukraine'" in result.stderr
    assert "nothing was built" in result.stderr
    assert {name: (project / "output" / name).read_bytes() for name in OUTPUTS} == before


def test_documents_make_no_difference_to_a_build(project: Path) -> None:
    run("build", "--output", "without")
    (project / "seeds" / "documents").mkdir()
    (project / "seeds" / "documents" / "000_918447a18b64fa1b.txt").write_text("another text")
    run("build", "--output", "with")
    for name in OUTPUTS:
        assert (project / "with" / name).read_bytes() == (project / "without" / name).read_bytes()


def test_verify_without_the_document_keeps_the_lock(project: Path) -> None:
    lock = project / "seeds" / "passages.lock.json"
    before = lock.read_bytes()
    result = run("verify")
    assert result.exit_code == 0
    assert "document not at hand" in result.output
    assert lock.read_bytes() == before


def test_verify_a_changed_document(project: Path) -> None:
    (project / "texts").mkdir()
    (project / "texts" / "000_918447a18b64fa1b.txt").write_text("another text", encoding="utf-8")
    lock = (project / "seeds" / "passages.lock.json").read_bytes()
    result = run("verify", "--documents", "texts")
    assert result.exit_code == 1
    assert "document-changed" in result.stdout
    assert (project / "seeds" / "passages.lock.json").read_bytes() == lock


def test_no_seeds_folder_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = kgraph("check")
    assert done.returncode == 3
    assert done.stderr.startswith("kgraph: seeds: there is no such folder")
    assert "Traceback" not in done.stderr


def kgraph(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program, as a process of its own."""
    return python("-m", "kgraph", *arguments, **environment)


def shell(command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=environment
    )


def test_query_by_text_file_and_name(built_project: Path) -> None:
    (built_project / "question.rq").write_text("SELECT ?o { kgr:united-states con:owns ?o }")
    by_text = run("query", "-e", "SELECT ?o { kgr:united-states con:owns ?o } ORDER BY ?o")
    assert "kgr:elevation-maps" in by_text.stdout
    assert "kgr:elevation-maps" in run("query", "question.rq").stdout
    assert "kgr:elevation-maps" in run("query", "-", input="SELECT ?o {?s con:owns ?o}").stdout
    assert "Storm Shadow" in run("query", "depends-on").stdout
    csv = run("query", "question.rq", "--format", "csv").stdout_bytes
    assert csv.startswith(b"o\r\n")


def test_query_mistakes(built_project: Path) -> None:
    assert run("query").exit_code == 2
    assert run("query", "-e", "ASK {}", "units").exit_code == 2
    unknown = run("query", "depend-on")
    assert unknown.exit_code == 2
    assert "did you mean 'depends-on'?" in unknown.stderr
    refused = run("query", "-e", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert refused.exit_code == 1
    assert "query:1:12: query-refused: SERVICE would ask another server" in refused.stderr
    wrong = run("query", "-e", "SELECT ?x WHERE")
    assert wrong.exit_code == 1
    assert "query-syntax" in wrong.stderr


def test_query_with_values_for_parameters(built_project: Path) -> None:
    found = run("query", "depends-on", "--param", "thing=Storm Shadow", "--format", "csv").stdout
    assert found.splitlines()[1:] == [
        "Storm Shadow,dependsOnFunction,guidance systems of Storm Shadow,"
        "speaker quoted on Storm Shadow,13,https://w3id.org/kgraph/id/document/kursk-analysis"
    ]
    both = run("query", "depends-on", "-p", "thing=storm-shadow-guidance", "-p", "needed=gps")
    assert both.stdout.endswith("(0 rows)\n")
    (built_project / "own.rq").write_text(
        "# Own\n# param thing (entity): which\nSELECT ?o { VALUES ?thing { UNDEF } "
        "?thing con:dependsOnFunction ?o }"
    )
    assert "kgr:storm-shadow-guidance" in run("query", "own.rq", "-p", "thing=storm-shadow").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("depends-on", "-p", "thing"), "'thing' is not NAME=VALUE"),
        (("depends-on", "-p", "thing="), "'thing=' is not NAME=VALUE"),
        (("depends-on", "-p", "thing=a", "-p", "thing=b"), "'thing' is given twice"),
        (("depends-on", "-p", "thin=gps"), "depends-on has no parameter 'thin': did you mean"),
        (("depends-on", "-p", "thing=storm-shado"), "did you mean 'storm-shadow'"),
        (("offices", "-p", "day=2024-13-01"), "day cannot be '2024-13-01': expected a day"),
        (("evidence", "-p", "words=\udcff"), r"words cannot be '\udcff': expected Unicode text"),
        (("-e", "ASK {}", "-p", "a=b"), "has no parameter 'a': its header declares none"),
    ],
)
def test_values_that_do_not_fit_are_a_matter_of_use(
    built_project: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("query", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_saved_questions_are_listed_and_shown(project: Path) -> None:
    listed = run("query", "--list").stdout.splitlines()
    assert "depends-on" in [line.split()[0] for line in listed]
    assert next(line for line in listed if line.startswith("offices")).endswith(
        "Offices held, on a date [day, person, post]"
    )
    shown = run("query", "--list", "offices").stdout
    assert shown.startswith("# Offices held, on a date\n#\n# Who held which office")
    assert "VALUES ?day { UNDEF }" in shown
    assert run("query", "--list", "ofices").exit_code == 2
    for more in (("-e", "ASK {}"), ("-p", "day=2024-01-01")):
        refused = run("query", "--list", *more)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "--list asks nothing" in refused.stderr


def test_whoever_reads_the_list_may_leave_after_a_line(project: Path) -> None:
    done = shell(f'set -o pipefail; "{sys.executable}" -m kgraph query --list | head -1')
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_whoever_reads_a_long_result_may_leave_in_the_middle_of_it(built_project: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d a ?e } LIMIT 9000"
    for form, unbuffered in product(("tsv", "table"), ("", "1")):
        program = f'PYTHONUNBUFFERED={unbuffered} "{sys.executable}" -m kgraph query'
        done = shell(f'set -o pipefail; {program} -e "{query}" --format {form} | head -1')
        assert (done.returncode, done.stderr) == (141, "")
        assert done.stdout.count("\n") == 1


def test_a_fault_in_one_header_leaves_the_other_questions(built_project: Path) -> None:
    shutil.copytree(ROOT / "ontology", built_project / "ontology")
    bad = "# Bad\n# param x: which\nASK {}"
    (built_project / "ontology" / "queries" / "bad.rq").write_text(bad)
    listed = run("query", "--list")
    assert listed.exit_code == 1
    assert "depends-on" in listed.stdout
    assert "ontology/queries/bad.rq:2:3: query-header: this is no parameter" in listed.stderr
    assert run("query", "bad").exit_code == 1
    assert run("query", "depends-on").exit_code == 0


def test_query_before_build(project: Path) -> None:
    done = kgraph("query", "units")
    assert (done.returncode, done.stdout) == (3, "")
    assert "run 'kgraph build'" in done.stderr


def test_stats_for_people_and_programs(project: Path) -> None:
    text = run("stats").stdout
    assert "claims by modality" in text
    found = json.loads(run("stats", "--json").stdout)
    assert found["in all"]["claims"] == sum(found["claims by modality"].values())
    assert found["in all"]["claims"] == sum(found["claims by claimant"].values())


def test_problems_as_json_and_for_github(project: Path) -> None:
    seed = project / "seeds" / "kursk-analysis.yaml"
    seed.write_text(seed.read_text(encoding="utf-8").replace("[ukraine, ", "[ukrane, ", 1), "utf-8")
    found = json.loads(run("check", "--problems", "json").stdout)
    problem = found["problems"][0]
    assert (problem["code"], problem["file"]) == ("unknown-entity", "seeds/kursk-analysis.yaml")
    annotation = run("check", "--problems", "github").stdout
    assert annotation.startswith("::error file=seeds/kursk-analysis.yaml,line=")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_help_with_examples(command: str) -> None:
    text = run(command, "--help").output
    assert "Examples:" in text
    for parameter in cli.commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name  # type: ignore[attr-defined]


def test_colour_only_where_it_is_wanted(project: Path) -> None:
    seed = project / "seeds" / "kursk-analysis.yaml"
    seed.write_text(seed.read_text(encoding="utf-8").replace("[ukraine, ", "[ukrane, ", 1), "utf-8")
    assert "\x1b[" not in run("check").output
    assert "\x1b[" in CliRunner().invoke(cli, ["check"], color=True).output
    plain = CliRunner().invoke(cli, ["check"], color=True, env={"NO_COLOR": "1"}).output
    assert "\x1b[" not in plain


def test_completion_offers_commands_and_questions(project: Path) -> None:
    def complete(*words: str) -> str:
        return kgraph_complete(" ".join(["kgraph", *words]), str(len(words)))

    assert "build" in complete("bu")
    assert "depends-on" in complete("query", "dep")


def kgraph_complete(words: str, position: str) -> str:
    return kgraph(
        _KGRAPH_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=position,
    ).stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C"},
        pytest.param(
            {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"},
            marks=pytest.mark.slow,
        ),
        pytest.param(
            {"PYTHONHASHSEED": "3", "TZ": "UTC", "LANG": "tr_TR.UTF-8"}, marks=pytest.mark.slow
        ),
    ],
    ids=lambda environment: environment["PYTHONHASHSEED"],
)
def test_the_same_bytes_everywhere(project: Path, built: Path, environment: dict[str, str]) -> None:
    done = kgraph("build", **environment)
    assert done.returncode == 0, done.stderr
    for name in OUTPUTS:
        assert (project / "output" / name).read_bytes() == (built / name).read_bytes(), name


def test_shuffled_seeds_build_the_same_bytes(tmp_path: Path, built: Path) -> None:
    from tests.shuffle import shuffled

    for number in range(2):
        seeds = shuffled(ROOT / "seeds", tmp_path / f"seeds-{number}", number)
        output = tmp_path / f"output-{number}"
        result = run("build", "--seeds", str(seeds), "--output", str(output))
        assert result.exit_code == 0, result.output
        for name in OUTPUTS:
            assert (output / name).read_bytes() == (built / name).read_bytes(), name


def test_a_build_killed_at_any_moment_leaves_the_last_good_set(project: Path, built: Path) -> None:
    run("build")
    for number in range(8):
        command = [sys.executable, "-m", "kgraph", "build"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
            time.sleep(0.1 * number)
            process.kill()
        for name in OUTPUTS:
            assert (project / "output" / name).read_bytes() == (built / name).read_bytes(), name


def test_a_folder_of_documents_that_is_not_there(project: Path) -> None:
    done = kgraph("verify", "--documents", "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "kgraph: nowhere: there is no such folder of documents\n"


@pytest.mark.parametrize("closed", ["1", "2"])
def test_closed_streams_are_no_fault(project: Path, closed: str) -> None:
    done = shell(f'"{sys.executable}" -m kgraph build {closed}>&-')
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("arguments", ["--list", "predictions --format csv", "predictions"])
def test_a_full_disk_is_no_fault_of_ours(built_project: Path, arguments: str) -> None:
    done = shell(f'"{sys.executable}" -m kgraph query {arguments} > /dev/full')
    assert (done.returncode, done.stderr) == (3, "kgraph: No space left on device\n")


def test_a_fault_of_our_own_is_no_traceback(project: Path) -> None:
    code = (
        "import kgraph.cli, kgraph.cli.common\n"
        "def fail(*_): raise RuntimeError('boom')\n"
        "kgraph.cli.common.load = fail\n"
        "import sys; sys.argv = ['kgraph', 'check']\n"
        "kgraph.cli.main()"
    )
    done = python("-c", code)
    assert done.returncode == 3
    assert "this is a fault of kgraph itself: RuntimeError: boom" in done.stderr
    assert "Traceback" not in done.stderr


# ---- what else a query can be asked for --------------------------------------------------------

DATA = "SELECT ?d { kgr:storm-shadow-guidance con:dependsOnData ?d }"


def test_a_query_is_explained_in_forms_that_have_a_place_for_it(built_project: Path) -> None:
    assert (
        "kursk-analysis ¶13; asserted, certain; F6" in run("query", "-e", DATA, "--explain").stdout
    )
    markdown = run("query", "-e", DATA, "--explain", "--format", "markdown").stdout
    assert markdown.startswith("| d | because |\n")
    raw = json.loads(run("query", "-e", DATA, "--explain", "--format", "json").stdout)
    ((part,),) = raw["cited"]["rows"]
    assert raw["cited"]["claims"][part["claims"][0]]["evidence"][0]["paragraph"] == 13
    for form in ("csv", "tsv", "xml", "jsonl"):
        refused = run("query", "-e", DATA, "--explain", "--format", form)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "--explain goes with --format 'table', 'markdown' or 'json'" in refused.stderr


@pytest.mark.parametrize("option", [("--explain",), ("--limit", "1")])
def test_what_is_about_rows_is_for_select_alone(
    built_project: Path, option: tuple[str, ...]
) -> None:
    for query in ("ASK {}", "CONSTRUCT WHERE { ?s a con:State }", "DESCRIBE kgr:russia"):
        asked = run("query", "-e", query, *option)
        assert (asked.exit_code, asked.stdout) == (2, "")
        assert f"{option[0]} is about rows: it is for SELECT alone." in asked.stderr


def test_a_limit_says_what_it_leaves_out(built_project: Path) -> None:
    query = "SELECT ?x { ?s kg:projected true ; rdf:predicate con:dependsOnPermission ; "
    query += "rdf:subject ?x } ORDER BY ?x"
    assert run("query", "-e", query, "--limit", "2").stdout.endswith("\n(2 of 3 rows)\n")
    lines = run("query", "-e", query, "--limit", "2", "--format", "csv")
    assert (lines.stdout.count("\n"), lines.stderr) == (3, "kgraph: 2 of 3 rows\n")
    assert run("query", "-e", query, "--limit", "3").stdout.endswith("\n(3 rows)\n")


def test_a_part_of_the_graph_can_be_asked(built_project: Path) -> None:
    claims = "SELECT ?c { ?c a kg:Claim }"
    assert "(0 rows)" in run("query", "-e", claims, "--dataset", "projected").stdout
    assert "(1 row)" in run("query", "-e", DATA, "--as-of", "2024-11-05").stdout
    refused = run("query", "-e", DATA, "--as-of", "2024-11-31")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "a day cannot be '2024-11-31': expected a day of the calendar" in refused.stderr


def test_what_is_misspelt_is_warned_of_and_the_rows_are_given(built_project: Path) -> None:
    asked = run("query", "-e", "SELECT ?x { ?x con:owms ?y }")
    assert (asked.exit_code, asked.stdout) == (0, "x\n-\n(0 rows)\n")
    assert "query:1:16: warning: unknown-iri: neither the graph nor the ontology has con:owms" in (
        asked.stderr
    )
    assert "did you mean 'con:owns'" in asked.stderr
