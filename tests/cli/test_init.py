"""A new project works at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, python
from tests.project import files_of

EXAMPLES = [(), ("--domain", "water=https://example.org/water#")]


def kgraph(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return python("-m", "kgraph", *arguments, cwd=cwd)


@pytest.mark.parametrize("domain", EXAMPLES, ids=["packaged", "own"])
def test_the_next_steps_are_right(domain: tuple[str, ...], tmp_path: Path) -> None:
    done = kgraph("init", "my project", *domain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {f"my project/{place}" for place in files_of(tmp_path / "my project")} == set(
        done.stdout.splitlines()
    )
    first, *steps = done.stderr.splitlines()
    assert first == "next:"
    assert [step.split()[:2] for step in steps] == [
        ["cd", "'my"],
        ["kgraph", "check"],
        ["kgraph", "build"],
        ["kgraph", "query"],
    ]
    script = "set -e\n" + "\n".join(steps).replace("kgraph", f'"{sys.executable}" -m kgraph')
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert ran.returncode == 0, ran.stderr
    assert "0 errors, 0 warnings" in ran.stderr
    assert (tmp_path / "my project" / "output" / "index.html").is_file()


@pytest.mark.parametrize("domain", EXAMPLES, ids=["packaged", "own"])
def test_the_lock_is_that_of_the_document(domain: tuple[str, ...], tmp_path: Path) -> None:
    kgraph("init", *domain, cwd=tmp_path)
    lock = tmp_path / "seeds" / "passages.lock.json"
    before = lock.read_bytes()
    done = kgraph("verify", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout == ""
    assert lock.read_bytes() == before


@pytest.mark.parametrize("domain", EXAMPLES, ids=["packaged", "own"])
def test_it_holds_to_the_shapes(domain: tuple[str, ...], tmp_path: Path) -> None:
    kgraph("init", *domain, cwd=tmp_path)
    done = kgraph("validate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_its_own_words_make_facts_and_scenarios(tmp_path: Path) -> None:
    kgraph("init", "--quiet", *EXAMPLES[1], cwd=tmp_path)
    kgraph("build", "--quiet", cwd=tmp_path)

    def rows(query: str) -> list[str]:
        done = kgraph("query", "--format", "csv", "-e", query, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[1:]

    assert rows("SELECT ?o { kgr:fenwick-council water:maintains/rdfs:label ?o }") == [
        "old bridge at Fenwick"
    ]
    assert rows("SELECT ?u { kgr:old-bridge water:traffic/schema:unitCode ?u }") == ["{lorries}/d"]
    assert rows("SELECT ?x { ?x kg:scenarioOf water:Closure }") == [
        "https://w3id.org/kgraph/id/entity/bridge-closure"
    ]
    assert rows("SELECT ?x { ?x water:repairs ?bridge }") == []


def test_it_says_nothing_when_it_shall_not(tmp_path: Path) -> None:
    done = kgraph("init", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_twice_is_refused(tmp_path: Path) -> None:
    kgraph("init", cwd=tmp_path)
    done = kgraph("init", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "kgraph: README.md: is there already\n" in done.stderr
    assert "nothing was written" in done.stderr


def test_a_domain_that_cannot_be_is_a_wrong_usage(tmp_path: Path) -> None:
    done = kgraph("init", "--domain", "wat\x1b[31mer=x", cwd=tmp_path)
    assert done.returncode == 2
    assert (
        r"'wat\x1b[31mer: <x>' cannot be a prefix and namespace: expected NAME=IRI" in done.stderr
    )
    assert "\x1b" not in done.stderr
    assert files_of(tmp_path) == set()
