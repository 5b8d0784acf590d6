"""The output folder is whole, whatever happens."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.files import write_whole
from kgraph.problems import KgraphError
from kgraph.publish.output import recover, replace_all


def file_set(text: str) -> dict[str, bytes]:
    """A set as a build makes it: files, and a report with their digests."""
    files = {name: f"{name} {text}".encode() for name in ("graph.nq", "graph.nt", "index.html")}
    digests = {
        name: {"sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }
    return {**files, "report.json": json.dumps({"files": digests}).encode()}


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def is_one_set(content: dict[str, bytes]) -> bool:
    report = json.loads(content["report.json"])
    return all(
        hashlib.sha256(content[name]).hexdigest() == file["sha256"]
        for name, file in report["files"].items()
    )


def test_a_new_set_replaces_the_old_one(tmp_path: Path) -> None:
    replace_all(tmp_path / "output", file_set("old"))
    replace_all(tmp_path / "output", file_set("new"))
    assert content_of(tmp_path / "output") == file_set("new")


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    replace_all(tmp_path, file_set("new"))
    assert (tmp_path / "README.md").read_text() == "mine"


def test_staged_without_report_is_dropped(tmp_path: Path) -> None:
    replace_all(tmp_path, file_set("old"))
    (tmp_path / ".staging").mkdir()
    (tmp_path / ".staging" / "graph.nq").write_bytes(b"half")
    recover(tmp_path)
    assert content_of(tmp_path) == file_set("old")
    assert not (tmp_path / ".staging").exists()


@pytest.mark.parametrize("moved", range(5))
def test_killed_between_two_renames_is_finished(tmp_path: Path, moved: int) -> None:
    replace_all(tmp_path, file_set("old"))
    new = file_set("new")
    (tmp_path / ".staging").mkdir()
    for number, (name, content) in enumerate(new.items()):
        place = tmp_path if number < moved - 1 else tmp_path / ".staging"
        (place / name).write_bytes(content)
    recover(tmp_path)
    assert content_of(tmp_path) == new


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KgraphError, match="cannot be written"):
        replace_all(tmp_path / "file" / "output", file_set("new"))


def test_a_target_that_cannot_be_replaced_stops_the_build_before_it_begins(tmp_path: Path) -> None:
    replace_all(tmp_path, file_set("old"))
    (tmp_path / "index.html").unlink()
    (tmp_path / "index.html").mkdir()
    with pytest.raises(KgraphError, match="is not a file"):
        replace_all(tmp_path, file_set("new"))
    assert (tmp_path / "graph.nq").read_bytes() == file_set("old")["graph.nq"]
    assert not (tmp_path / ".staging").exists()


def test_a_write_that_fails_leaves_the_old_set_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_all(tmp_path, file_set("old"))

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kgraph.publish.output.write", full)
    with pytest.raises(KgraphError, match="No space left"):
        replace_all(tmp_path, file_set("new"))
    assert content_of(tmp_path) == file_set("old")
    assert not (tmp_path / ".staging").exists()


def test_write_whole_leaves_no_half_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "lock", b"one")
    write_whole(tmp_path / "lock", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
    with pytest.raises(KgraphError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "lock", b"three")


def test_write_whole_follows_links(tmp_path: Path) -> None:
    """As /dev/stdout is one, which may lead to a file."""
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to("folder/file")
    for content in (b"one", b"two"):
        write_whole(link, content)
        assert link.is_symlink()
        assert (tmp_path / "folder" / "file").read_bytes() == content


def test_write_whole_takes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path(), Path(".."), Path("/")):
        with pytest.raises(KgraphError, match="Is a directory"):
            write_whole(folder, b"")


BUILDER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from kgraph.publish.output import replace_all
from tests.publish.test_output import file_set
print("ready", flush=True)
number = 0
while True:
    number += 1
    replace_all(Path(sys.argv[1]), file_set(f"{number} " + "x" * 100_000))
"""


def test_kill_9_at_any_moment_leaves_one_whole_set(tmp_path: Path) -> None:
    """Twenty builders in endless rebuilds, each killed after a little longer."""
    folder = tmp_path / "output"
    replace_all(folder, file_set("first"))
    root = str(Path(__file__).parents[2])
    for number in range(20):
        command = [sys.executable, "-c", BUILDER, str(folder), root]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as builder:
            assert builder.stdout
            assert builder.stdout.readline() == b"ready\n"
            time.sleep(0.003 * number)
            os.kill(builder.pid, signal.SIGKILL)
        recover(folder)
        assert is_one_set(content_of(folder))
        assert not (folder / ".staging").exists()
