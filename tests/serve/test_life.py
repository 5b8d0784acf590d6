"""Starting, stopping, and what becomes of processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from benchmarks.load import family
from tests.processes import python
from tests.serve.running import Reply, Running, running

SLOW = "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?d ?e ?f }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
on_linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are listed on Linux")


def all_of(server: Running, number: int) -> set[int]:
    """Its processes, once there are so many."""
    end = time.monotonic() + 10
    while len(found := family(server.process.pid)) < number and time.monotonic() < end:
        time.sleep(0.02)
    assert len(found) == number
    return found


def gone(processes: set[int], within: float = 10) -> bool:
    def alive() -> set[int]:
        found = set()
        for one in processes:
            try:
                state = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if state != "Z":
                found.add(one)
        return found

    end = time.monotonic() + within
    while alive() and time.monotonic() < end:
        time.sleep(0.05)
    return not alive()


def asked_meanwhile(server: Running, query: str) -> tuple[threading.Thread, list[Reply]]:
    """Ask in the background, and wait until a worker is at it."""
    replies: list[Reply] = []

    def ask() -> None:
        with suppress(OSError, HTTPException):
            replies.append(server.ask(query))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.4)
    return thread, replies


@on_linux
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_what_runs_is_answered_before_the_end(built: Path, how: signal.Signals) -> None:
    with running(built, "--workers", "2") as server:
        processes = all_of(server, 4)
        thread, replies = asked_meanwhile(server, SLOW)
        server.process.send_signal(how)
        thread.join()
        assert server.process.wait(timeout=20) == 0
        assert [reply.status for reply in replies] == [200]
        assert gone(processes)
        assert server.process.stdout is not None
        home = server.url.removesuffix("sparql")
        assert server.process.stdout.read() == f"open {home} in a browser; Ctrl-C ends it\n"


@on_linux
def test_nothing_is_left_of_a_server_that_is_killed(built: Path) -> None:
    with running(built, "--workers", "2", "--timeout", "60") as server:
        processes = all_of(server, 4)
        thread, _ = asked_meanwhile(server, ENDLESS)
        server.process.kill()
        assert gone(processes)
        thread.join()


@on_linux
def test_a_lost_zygote_is_replaced(built: Path) -> None:
    with running(built, "--workers", "2") as server:
        lost = all_of(server, 4) - {server.process.pid}
        thread, replies = asked_meanwhile(server, ENDLESS)
        os.kill(min(lost), signal.SIGKILL)
        thread.join()
        assert [reply.text.partition(":")[0] for reply in replies] == ["engine-failed"]
        assert gone(lost)
        assert server.ask("ASK {}").status == 200


@on_linux
def test_a_lost_worker_is_replaced(built: Path) -> None:
    with running(built, "--workers", "1") as server:
        zygote, worker = sorted(all_of(server, 3) - {server.process.pid})
        os.kill(worker, signal.SIGKILL)
        assert gone({worker})
        assert server.ask("ASK {}").status == 200
        assert zygote in family(server.process.pid)


@on_linux
def test_a_lost_maker_of_pages_is_replaced(built: Path) -> None:
    with running(built, "--workers", "1") as server:
        others = all_of(server, 3)
        assert server.send(path="/id/").status == 200
        (maker,) = all_of(server, 4) - others
        os.kill(maker, signal.SIGKILL)
        assert gone({maker})
        assert server.send(path="/id/").status == 200


def test_a_port_that_is_taken(built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = python("-m", "kgraph", "serve", "--port", port, "--output", str(built))
    assert done.returncode == 3
    assert done.stderr == (
        f"kgraph: cannot listen on 127.0.0.1, port {port}: Address already in use; "
        "choose another with --port (0: any that is free)\n"
    )


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    done = python("-m", "kgraph", "serve", "--port", "0", "--output", str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.endswith("there is no graph here yet; run 'kgraph build'\n")


def test_without_the_packages_that_it_needs(built: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        f"from kgraph.cli import main; sys.argv = ['kgraph', 'serve', '--output', {str(built)!r}]\n"
        "main()"
    )
    done = python("-c", code)
    assert done.returncode == 3
    assert done.stderr == "kgraph: kgraph serve needs more: pip install 'kgraph[serve]'\n"


def test_a_graph_that_was_changed_is_not_served(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "output")
    with open(tmp_path / "output" / "graph.nt", "a", encoding="utf-8") as file:
        file.write("<x:s> <x:p> <x:o> .\n")
    done = python("-m", "kgraph", "serve", "--port", "0", "--output", str(tmp_path / "output"))
    assert done.returncode == 3
    assert done.stderr == (
        "kgraph: the graph is not as report.json has it; run 'kgraph build' again\n"
    )
