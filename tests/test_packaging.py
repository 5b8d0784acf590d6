"""What pip installs works from any folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from kgraph import starter
from tests.project import files_of

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a fresh environment."""
    folder = tmp_path_factory.mktemp(request.param)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    source = [str(ROOT)] if request.param == "wheel" else ["-e", str(ROOT)]
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", *source], check=True)
    return programs


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments], cwd=cwd, capture_output=True, text=True, check=False, env={}
    )


def test_it_builds_from_any_folder_with_the_packaged_ontology(
    installed: Path, tmp_path: Path
) -> None:
    done = run(installed / "kgraph", "build", "--seeds", str(ROOT / "seeds"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "index.html").exists()
    listed = run(installed / "kgraph", "query", "--list", cwd=tmp_path)
    assert "depends-on" in listed.stdout
    assert "predictions" in listed.stdout
    asked = run(installed / "kgraph", "query", "units", cwd=tmp_path)
    assert "47th Mechanized Brigade" in asked.stdout, asked.stderr


def test_the_projects_own_ontology_comes_first(installed: Path, tmp_path: Path) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    for name in ("kgraph.ttl", "conflict.ttl"):
        text = (ROOT / "ontology" / name).read_text(encoding="utf-8")
        text = text.replace("con:owns ", "con:holds ")
        (ontology / name).write_text(text, encoding="utf-8")
    done = run(installed / "kgraph", "check", "--seeds", str(ROOT / "seeds"), cwd=tmp_path)
    assert done.returncode == 1
    assert "the ontology has no predicate 'owns'" in done.stdout


def test_a_new_project_has_all_its_files(installed: Path, tmp_path: Path) -> None:
    domain = ("--domain", "water=https://example.org/water#")
    done = run(installed / "kgraph", "init", *domain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path) == set(starter.content(starter.domain(domain[1])))
    checked = run(installed / "kgraph", "check", cwd=tmp_path)
    assert "8 claims in 1 document: 0 errors, 0 warnings" in checked.stderr


def test_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "kgraph", "--version", cwd=tmp_path).stdout == "kgraph, version 0.1.0\n"
