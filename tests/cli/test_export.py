"""``kgraph export`` as a user meets it."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kgraph.api import BuiltGraph
from kgraph.cli import cli
from kgraph.cli.export import command
from kgraph.exports.compress import SUFFIXES
from kgraph.exports.folder import MARK
from kgraph.exports.format import FolderFormat, Pieces
from kgraph.exports.recipes import RECIPES
from kgraph.problems import KgraphError
from tests.processes import python
from tests.project import files_of


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a built graph."""
    shutil.copytree(built, tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recipe of two files."""

    def files(graph: BuiltGraph) -> Iterator[tuple[str, Pieces]]:
        yield "data/graph.nt", [graph.files.ntriples.read_bytes()]
        yield "load.sh", [b"#!/bin/sh\n", b"echo loaded\n"]

    monkeypatch.setitem(RECIPES, "my-store", FolderFormat("my-store", "A store", files))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["export", *arguments])


def fault(*arguments: str) -> str:
    """The message of an export that could not run."""
    result = run(*arguments)
    assert isinstance(result.exception, KgraphError)
    assert result.output == ""
    return str(result.exception)


def test_to_standard_output_by_default(folder: Path) -> None:
    assert run("nquads").stdout_bytes == (folder / "output" / "graph.nq").read_bytes()


@pytest.mark.parametrize("name", ["graph.nq", "graph.ttl", "graph.trig", "graph.jsonld"])
def test_the_name_of_the_file_tells_the_format(folder: Path, name: str) -> None:
    assert run("-o", name).exit_code == 0
    assert (folder / name).read_bytes() == (folder / "output" / name).read_bytes()


def test_gzip_by_the_name_of_the_file_holds_no_time(folder: Path) -> None:
    assert run("-o", "graph.ttl.gz").exit_code == 0
    content = (folder / "graph.ttl.gz").read_bytes()
    assert content[4:8] == bytes(4)
    assert gzip.decompress(content) == (folder / "output" / "graph.ttl").read_bytes()
    assert run("turtle", "--compress", "gzip").stdout_bytes == content


def test_zstd(folder: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    content = run("turtle", "--compress", "zstd").stdout_bytes
    with zstandard.ZstdDecompressor().stream_reader(content) as reader:
        assert reader.read() == (folder / "output" / "graph.ttl").read_bytes()
    assert run("turtle", "-o", "x.zst").exit_code == 0
    assert (folder / "x.zst").read_bytes() == content


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python has zstd")
def test_a_missing_package_is_named(folder: Path) -> None:
    done = python("-c", WITHOUT_ZSTD, cwd=folder)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "kgraph: zstd needs Python 3.14, or the package zstandard: pip install 'kgraph[zstd]'\n"
    )


WITHOUT_ZSTD = """
import sys
sys.modules["zstandard"] = None
sys.argv = ["kgraph", "export", "turtle", "--compress", "zstd"]
from kgraph.cli import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["turtel"], "There is no format 'turtel': did you mean 'turtle'?"),
        (["--for", "my-stroe"], "There is no store 'my-stroe': did you mean 'my-store'?"),
        (["a\x1b[31mb"], r"There is no format 'a\x1b[31mb': choose from turtle, trig"),
        ([], "Give a format: turtle, trig"),
        (["-o", "x.rtf"], "'x.rtf' tells no format: give one of turtle"),
        (["turtle", "--for", "my-store"], "Give a format or --for STORE, not both."),
        (["--for", "my-store"], "'my-store' has several files, so it needs a folder: -o FOLDER"),
        (
            ["--for", "my-store", "-o", "x", "--entity", "ukraine"],
            "'my-store' goes with neither --entity nor --compress.",
        ),
        (
            ["turtle", "-o", "x.gz", "--compress", "zstd"],
            "'x.gz' is the name of a gzip file, not of zstd.",
        ),
        (["turtle", "--entity", "ukraine"], "'turtle' has no form for one entity; jsonld has."),
        (["jsonld", "--entity", "ukrain"], "no entity 'ukrain': did you mean 'ukraine'?"),
    ],
)
def test_what_is_asked_wrongly(
    folder: Path, store: None, arguments: list[str], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="no terminals to open")
def test_nothing_compressed_goes_to_a_terminal(folder: Path) -> None:
    terminal, other = os.openpty()
    command = [sys.executable, "-m", "kgraph", "export", "turtle", "--compress", "gzip"]
    done = subprocess.run(command, stdout=other, stderr=subprocess.PIPE, text=True, check=False)
    os.close(other)
    os.close(terminal)
    assert done.returncode == 2
    assert "gzip is nothing for a terminal: give a file with -o." in done.stderr


@pytest.mark.parametrize(
    ("target", "message"),
    [("output", "Is a directory"), ("nowhere/x.nt", "No such file or directory")],
)
def test_a_file_that_cannot_be_written(folder: Path, target: str, message: str) -> None:
    assert fault("ntriples", "-o", target) == f"{target}: cannot be written: {message}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk(folder: Path) -> None:
    assert fault("ntriples", "-o", "/dev/full").endswith("No space left on device")
    assert not Path("/dev/full").is_file()
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "kgraph", "export", "ntriples"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr == b"kgraph: No space left on device\n"


def test_no_graph(folder: Path) -> None:
    assert "kgraph build" in fault("turtle", "--output", "empty")


@pytest.mark.parametrize("name", ["turtle", "rdf12"])
def test_a_graph_that_was_changed_leaves_the_file_as_it_was(folder: Path, name: str) -> None:
    for changed in ("graph.ttl", "graph.nq"):
        with open(folder / "output" / changed, "ab") as file:
            file.write(b"\n")
    (folder / "mine").write_text("as it was", encoding="utf-8")
    told = fault(name, "-o", "mine")
    assert told.endswith("is not as report.json has it; run 'kgraph build' again")
    assert (folder / "mine").read_text(encoding="utf-8") == "as it was"
    assert files_of(folder) == {"mine", *(f"output/{n}" for n in files_of(folder / "output"))}


def test_a_file_given_as_the_folder_of_the_build_is_told_of(folder: Path) -> None:
    result = run("turtle", "--output", "x.ttl")
    assert result.exit_code == 2
    assert result.output.endswith("write the file with -o x.ttl\n")


def test_a_store_gets_a_folder_with_a_script_to_run(folder: Path, store: None) -> None:
    listed = [line.split() for line in run("--list").stdout.splitlines()]
    assert ["--for", "my-store", "folder", "A", "store"] in listed
    for _ in range(2):  # the second takes the place of the first
        assert run("--for", "my-store", "-o", "mine").exit_code == 0
        assert files_of(folder / "mine") == {"data/graph.nt", "load.sh", MARK}
    assert os.access(folder / "mine" / "load.sh", os.X_OK)
    assert not os.access(folder / "mine" / "data" / "graph.nt", os.X_OK)


def test_nothing_of_the_users_own_is_lost(folder: Path, store: None) -> None:
    for own in ("mine/notes.txt", "mine/data/notes.txt"):
        shutil.rmtree(folder / "mine", ignore_errors=True)
        run("--for", "my-store", "-o", "mine")
        (folder / own).write_text("my own", encoding="utf-8")
        name = own.removeprefix("mine/")
        assert fault("--for", "my-store", "-o", "mine") == (
            f"mine: holds '{name}', which no export wrote; give another folder, or move it away"
        )
        assert (folder / own).read_text(encoding="utf-8") == "my own"


def test_the_folder_one_is_in_is_not_replaced(
    folder: Path, store: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mine" / "data").mkdir(parents=True)
    monkeypatch.chdir(folder / "mine" / "data")
    for target in (".", ".."):
        told = fault("--for", "my-store", "--output", str(folder / "output"), "-o", target)
        assert told == f"{target}: is the folder you are in; give one that can be replaced"


def test_a_folder_is_there_whole_or_not_at_all(
    folder: Path, store: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--for", "my-store", "-o", "mine").exit_code == 0
    before = {name: (folder / "mine" / name).read_bytes() for name in files_of(folder / "mine")}

    def files(graph: BuiltGraph) -> Iterator[tuple[str, Pieces]]:
        yield "other.nt", [b"half"]
        raise RuntimeError("in the middle")

    monkeypatch.setitem(RECIPES, "my-store", FolderFormat("my-store", "A store", files))
    assert run("--for", "my-store", "-o", "mine").exit_code != 0
    assert {n: (folder / "mine" / n).read_bytes() for n in files_of(folder / "mine")} == before
    assert {path.name for path in folder.iterdir()} == {"mine", "output"}


def test_a_reader_that_leaves_ends_the_export(folder: Path) -> None:
    command = f"{sys.executable} -m kgraph export nquads | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "141"
    assert done.stderr == ""


def test_each_compression_can_be_asked_for() -> None:
    offered = next(option for option in command.params if option.name == "compression").type
    assert isinstance(offered, click.Choice)
    assert set(offered.choices) == set(SUFFIXES.values())
