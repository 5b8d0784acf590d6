"""``kgraph validate``, and what ``kgraph build`` does with what it finds."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kgraph import ontology
from kgraph.cli import cli
from kgraph.problems import KgraphError
from kgraph.validate.run import Shapes
from tests.project import lay_out, vocabulary

from .graphs import damaged, sound

KG = "https://w3id.org/kgraph/ns#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SEEDS = Path(__file__).parent / "seeds"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ontology, "load", vocabulary)
    lay_out(tmp_path)
    for path in SEEDS.parent.parent.joinpath("bad/_preamble/seeds").iterdir():
        (tmp_path / "seeds" / path.name).unlink()
    for path in SEEDS.iterdir():
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    return tmp_path


def kgraph(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["validate", *arguments])


def own_shapes(project: Path, text: str) -> None:
    prefixes = (
        "@prefix con: <https://w3id.org/kgraph/conflict#> .\n"
        "@prefix ex: <https://example.org/shapes#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    )
    (project / "ontology/shapes/own.ttl").write_text(prefixes + text, encoding="utf-8")


def test_a_sound_graph(project: Path) -> None:
    result = kgraph()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "487 triples held against 51 shapes: 0 errors, 0 warnings\n"
    assert kgraph("--quiet").output == ""


def test_a_graph_that_was_changed_by_hand(project: Path) -> None:
    changed = project / "changed.nt"
    changed.write_bytes(damaged("DELETE WHERE { kgc:needs kg:claimant ?a }"))
    result = kgraph("--graph", "changed.nt", "-q")
    assert result.exit_code == 1
    assert result.stdout == (
        "seeds/report.yaml:44:9: shape-violation: kgc:needs: "
        "a claim has exactly one claimant, an agent; here are fewer\n"
        "  44 |       - [missile, dependsOnData, maps, "
        "{id: needs, as: needs, reliability: D, inferred: true}]\n"
        "     |         ^\n"
        "  = help: the shape kgsh:Claim asks for it, on kg:claimant\n"
    )
    assert kgraph("--graph", "changed.nt", "-q", "--engine", "pyshacl").stdout == result.stdout


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld", "TTL"])
def test_every_format(form: str, project: Path) -> None:
    quads = list(
        ox.parse(damaged("DELETE WHERE { kgc:needs kg:origin ?o }"), ox.RdfFormat.N_TRIPLES)
    )
    format = ox.RdfFormat.from_extension(form.lower())
    assert format is not None
    content = ox.serialize(quads, format=format)
    assert content is not None
    (project / f"changed.{form}").write_bytes(content)
    result = kgraph("--graph", f"changed.{form}", "--problems", "json")
    assert {problem["line"] for problem in json.loads(result.stdout)["problems"]} == {44}


def test_what_is_in_no_seed_leads_to_its_line_in_the_graph(project: Path) -> None:
    text = damaged(
        "INSERT DATA { <urn:x:claim> a kg:Claim ; kg:statement <urn:x:nothing> }"
    ).decode()
    lines = sorted(text.splitlines())
    (project / "changed.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    number = 1 + next(n for n, line in enumerate(lines) if line.startswith("<urn:x:claim>"))
    head = kgraph("--graph", "changed.nt", "-q").stdout.splitlines()[0]
    assert head.startswith(f"changed.nt:{number}:1: shape-violation: <urn:x:claim>: a claim ")


@pytest.mark.parametrize(
    ("subject", "named"),
    [("_:x1", "_:x1"), ("  <urn:x:claim>", "<urn:x:claim>"), ("<urn:x:\\u0063>", "<urn:x:c>")],
)
def test_a_subject_is_found_however_its_line_is_written(
    subject: str, named: str, project: Path
) -> None:
    number = damaged("DELETE WHERE { kgc:needs kg:origin ?o }").count(b"\n") + 1
    text = damaged("DELETE WHERE { kgc:needs kg:origin ?o }").decode()
    text += f"{subject} <{RDF_TYPE}> <https://w3id.org/kgraph/ns#Claim> .\n"
    (project / "changed.nt").write_text(text, encoding="utf-8")
    column = len(subject) - len(subject.lstrip()) + 1
    out = kgraph("--graph", "changed.nt", "-q").stdout
    assert f"\nchanged.nt:{number}:{column}: shape-violation: {named}: a claim " in f"\n{out}"


def test_blank_nodes_are_called_the_same_each_time_and_lead_to_no_wrong_line(
    project: Path,
) -> None:
    (project / "changed.ttl").write_text(f"[ a <{KG}Claim> ] . <urn:x> <urn:y> [ a <{KG}Claim> ] .")
    first = kgraph("--graph", "changed.ttl").stdout
    assert "_:anonymous2: a claim has" in first
    assert first == kgraph("--graph", "changed.ttl").stdout
    # what is no subject has no line
    (project / "changed.nt").write_text(f"<urn:x> <{KG}statement> <urn:s> .\n")
    own_shapes(project, f"ex:A sh:targetObjectsOf <{KG}statement> ; sh:nodeKind sh:Literal .")
    out = kgraph("--graph", "changed.nt", "-q").stdout
    assert "changed.nt:1:1: shape-violation: <urn:s>: must be a literal\n  = help" in out


def test_a_file_without_triples(project: Path) -> None:
    (project / "empty.ttl").write_text("# nothing\n")
    assert str(kgraph("--graph", "empty.ttl").exception) == (
        "empty.ttl: there are no triples in it"
    )


def test_seeds_with_errors_do_not_keep_a_graph_from_being_validated(project: Path) -> None:
    (project / "seeds/worse.yaml").write_text("entites: {}\n")
    (project / "changed.nt").write_bytes(damaged("DELETE WHERE { kgc:needs kg:origin ?o }"))
    assert "unknown-key" in kgraph().stdout
    assert "nothing was validated" in kgraph().stderr
    result = kgraph("--graph", "changed.nt", "-q")
    assert "unknown-key" not in result.stdout
    assert "seeds/report.yaml:44:9: shape-violation: kgc:needs" in result.stdout


def test_a_graph_without_seeds(project: Path) -> None:
    shutil.rmtree(project / "seeds")
    (project / "changed.ttl").write_bytes(damaged("DELETE WHERE { kgc:needs kg:origin ?o }"))
    result = kgraph("--graph", "changed.ttl")
    assert "changed.ttl:1:1: shape-violation: kgc:needs: a claim has exactly" in result.stdout
    assert "no facts in seeds: results lead to the file alone" in result.stderr
    assert isinstance(kgraph().exception, KgraphError)


@pytest.mark.parametrize(
    "widened",
    [
        "INSERT DATA { con:DataAsset rdfs:subClassOf con:Place }",
        "INSERT DATA { <urn:x:class> rdfs:subClassOf con:Place }",
        "INSERT DATA { kg:sure a kg:Certainty }",
    ],
)
def test_data_cannot_change_the_ontology(widened: str, project: Path) -> None:
    (project / "changed.nt").write_bytes(damaged(widened))
    result = kgraph("--graph", "changed.nt", "-q")
    assert result.exit_code == 1
    assert "would change the ontology, which data cannot" in result.stdout


def test_data_may_hold_the_ontology_too(project: Path) -> None:
    whole = Shapes.in_force().with_ontology(sound())
    lines = [line for line in whole.splitlines(True) if b"_:" not in line]
    (project / "changed.nt").write_bytes(b"".join(lines))
    assert kgraph("--graph", "changed.nt", "-q").stdout == ""


WRONG_FILES = {
    "changed.xml": ("", "changed.xml: expected a file name that ends in '.ttl', '.trig', "),
    "changed.nt": (
        "<urn:a> <urn:b> <urn:c> .\n<urn:a> .\n",
        "changed.nt:2:9: this is not N-Triples: ",
    ),
    "changed.ttl": ("ex:a ex:b ex:c .", "changed.ttl:1:1: this is not Turtle: "),
    "changed.nq": (None, "changed.nq: cannot be read: No such file or directory"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_files_that_cannot_be_read(name: str, project: Path) -> None:
    text, message = WRONG_FILES[name]
    if text is not None:
        (project / name).write_text(text)
    result = kgraph("--graph", name)
    assert isinstance(result.exception, KgraphError)
    assert str(result.exception).startswith(message)


def test_pyshacl_missing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    result = kgraph("--engine", "pyshacl")
    assert "pip install 'kgraph[shacl]'" in str(result.exception)
    assert kgraph().exit_code == 0


# ---- shapes of one's own -----------------------------------------------------------------------

FAULTS = {
    "not Turtle": ("ex:A a sh:NodeShape", "own.ttl:4:20: this is not Turtle: "),
    "a typing error": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n  sh:proprety [ sh:path con:owns ] .",
        "own.ttl:5: ex:A: sh:proprety: did you mean 'property'?",
    ),
    "another engine's feature": (
        "ex:A a sh:NodeShape ;\n  sh:targetClass con:State ;\n  sh:rule [ ] .",
        "own.ttl:6: ex:A: sh:rule: is not supported",
    ),
    "recursion": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ; sh:node ex:A .",
        "own.ttl:4: ex:A: a recursive shape: is not supported",
    ),
    "a regular expression": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ; sh:pattern '(' .",
        "own.ttl:4: ex:A: sh:pattern: '(' is no regular expression",
    ),
    "SPARQL": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        " sh:sparql [ sh:select 'SELECT $this {' ] .",
        "own.ttl:5: ex:A: sh:select: is not SPARQL: ",
    ),
    "MINUS": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        " sh:sparql [ sh:select 'SELECT $this { $this a ?c MINUS { $this a ?c } }' ] .",
        "own.ttl:5: ex:A: MINUS: is not supported in sh:select",
    ),
    "SERVICE": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        " sh:sparql [ sh:select 'SELECT $this { SERVICE <http://x/> { $this a ?c } }' ] .",
        "own.ttl:5: ex:A: SERVICE: is not supported in sh:select",
    ),
    "SERVICE in disguise": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        " sh:sparql [ sh:select 'SELECT $this { \\\\u0053ERVICE <http://x/> { $this a ?c } }' ] .",
        "own.ttl:5: ex:A: \\: is not supported in sh:select",
    ),
    "FROM": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        " sh:sparql [ sh:select 'SELECT $this FROM <http://x/> { $this a ?c }' ] .",
        "own.ttl:5: ex:A: FROM: is not supported in sh:select",
    ),
    "an ill-formed count": (
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        "  sh:property [ sh:path con:owns ; sh:minCount 'one' ] .",
        'own.ttl:5: a shape without a name: sh:minCount: must be a whole number, not "one"',
    ),
    "a component of one's own": (
        "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:p ] .",
        "own.ttl:4: ex:C: sh:parameter: constraint components of one's own are not supported",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_shapes_that_cannot_be_used(name: str, project: Path) -> None:
    text, message = FAULTS[name]
    own_shapes(project, text)
    result = kgraph()
    assert isinstance(result.exception, KgraphError)
    assert f"ontology/shapes/{message}" in str(result.exception)


def test_all_faults_at_once(project: Path) -> None:
    own_shapes(
        project,
        "ex:A sh:targetClass con:State ; sh:rule [ ] .\n"
        "ex:B sh:targetClass con:State ; sh:js [ ] .",
    )
    assert len(str(kgraph().exception).splitlines()) == 2


def test_a_shape_of_ones_own(project: Path) -> None:
    own_shapes(
        project,
        "ex:A a sh:NodeShape ; sh:targetClass con:State ;\n"
        "  sh:property [ sh:path con:owns ; sh:minCount 1 ; sh:message 'a state has things' ] .",
    )
    assert kgraph("-q").stdout.splitlines()[0] == (
        "seeds/report.yaml:15:3: shape-violation: kgr:northland: a state has things; here are fewer"
    )


# ---- build -------------------------------------------------------------------------------------


def test_a_build_stops_at_violations_and_leaves_what_was_there(project: Path) -> None:
    own_shapes(project, "ex:A sh:targetClass con:State ; sh:in ( con:Nowhere ) .")
    (project / "output").mkdir()
    (project / "output/graph.ttl").write_bytes(b"the last good graph")
    result = CliRunner().invoke(cli, ["build"])
    assert result.exit_code == 1
    assert "shape-violation: kgr:northland: must be one of" in result.stderr
    assert "nothing was built: 1 error, 0 warnings" in result.stderr
    assert [path.name for path in (project / "output").iterdir()] == ["graph.ttl"]


def test_a_build_shows_warnings(project: Path) -> None:
    own_shapes(
        project, "ex:A sh:targetClass con:State ; sh:in ( con:Nowhere ) ; sh:severity sh:Warning ."
    )
    result = CliRunner().invoke(cli, ["build"])
    assert result.exit_code == 0
    assert "warning: shape-warning: kgr:northland: must be one of" in result.stderr
    report = json.loads((project / "output/report.json").read_text())
    assert [problem["code"] for problem in report["problems"]] == ["shape-warning"]


def test_the_example_of_the_validation_page_is_sound(project: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/validation.md").read_text("utf-8")
    (example,) = re.findall(r"```turtle example\n(.*?)```", page, re.DOTALL)
    own_shapes(project, "")
    (project / "ontology/shapes/own.ttl").write_text(example, encoding="utf-8")
    result = kgraph("-q")
    assert result.exit_code == 0
    assert "shape-warning: kgr:missile: a weapon type is identified" in result.stdout
    changed = damaged(
        "DELETE WHERE { kgr:fordham con:locatedIn ?x } ;"
        " INSERT DATA { kgr:northland con:occupies kgr:fordham }"
    )
    (project / "changed.nt").write_bytes(changed)
    found = kgraph("-q", "--graph", "changed.nt").stdout
    assert "kgr:fordham is occupied by this, and is not located anywhere" in found
