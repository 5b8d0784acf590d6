"""``--reload``: the server goes over to each new build, and whoever asks meanwhile is answered."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from benchmarks.load import family
from tests.processes import ROOT, python
from tests.serve.asking import get
from tests.serve.running import Running, running

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LABEL = "SELECT ?label { kgr:storm-shadow rdfs:label ?label }"
BUSY = (
    f"/sparql?query={quote(COUNT)}",
    f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 5000')}",
    "/id/entity/storm-shadow.html",
    "/id/entity/storm-shadow.ttl",
    "/",
)


class Project:
    """The project's own seeds, in which one label changes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder, folder / "output"
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        self.entities = folder / "seeds" / "entities.yaml"
        self.text = self.entities.read_text("utf-8")
        self.build("Storm Shadow")

    def build(self, label: str) -> None:
        changed = self.text.replace("label: Storm Shadow,", f"label: {label},")
        self.entities.write_text(changed, "utf-8")
        done = python("-m", "kgraph", "build", "-q", cwd=self.folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def label(server: Running) -> str:
    (row,) = server.ask(LABEL).rows
    return str(row["label"]["value"])


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def asked_all_the_time(server: Running, clients: int) -> Iterator[Counter[str]]:
    """How often each address was answered; in the end, it was so every time."""
    answered: Counter[str] = Counter()
    failed: list[str] = []
    stop = threading.Event()

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
        while not stop.is_set():
            for path in BUSY:
                try:
                    connection.request("GET", path)
                    response = connection.getresponse()
                    content = response.read()
                except (OSError, http.client.HTTPException) as error:
                    failed.append(f"{path}: {error!r}")
                    return
                if response.status != 200:
                    failed.append(f"{path}: {response.status} {content[:200]!r}")
                answered[path] += 1
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield answered
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failed == []


@pytest.mark.slow
def test_a_new_build_is_gone_over_to(project: Project) -> None:
    with running(project.output, "--reload") as server:
        page = get(server, "/id/entity/storm-shadow.html")
        count = server.ask(COUNT)
        project.build("Thunder Shadow")
        wait_for(lambda: label(server) == "Thunder Shadow")
        path = "/id/entity/storm-shadow.html"
        again = get(server, path, if_none_match=page.headers["etag"])
        assert again.status == 200
        assert "Thunder Shadow" in again.text
        assert server.ask(COUNT).headers["etag"] != count.headers["etag"]
        assert "Thunder Shadow" in get(server, "/").text


@pytest.mark.slow
def test_rebuilds_lose_no_request(project: Project) -> None:
    with running(project.output, "--reload", "--workers", "2") as server:
        with asked_all_the_time(server, 6) as answered:
            for number in range(5):
                name = f"Shadow {number}"
                project.build(name)
                wait_for(lambda name=name: label(server) == name)  # type: ignore[misc]
        assert min(answered[path] for path in BUSY) > 50
        # the server, what has loaded the graph, two workers, and what makes pages
        wait_for(lambda: len(family(server.process.pid)) == 5)


@pytest.mark.slow
def test_half_a_build_changes_nothing(project: Project, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in project.output.iterdir() if path.is_file()}
    with running(project.output, "--reload") as server:
        project.build("Thunder Shadow")
        wait_for(lambda: label(server) == "Thunder Shadow")
        with asked_all_the_time(server, 2):
            # as a copy from elsewhere that stops halfway: some files are of the other build
            (project.output / "graph.nt").write_bytes(before["graph.nt"])
            (project.output / "report.json").write_bytes(before["report.json"])
            time.sleep(2)
            assert label(server) == "Thunder Shadow"
            (project.output / "report.json").write_bytes(b"{")
            (project.output / "graph.nq").unlink()
            time.sleep(2)
            assert label(server) == "Thunder Shadow"
            for name, content in before.items():
                (project.output / name).write_bytes(content)
            wait_for(lambda: label(server) == "Storm Shadow")


@pytest.mark.slow
def test_a_query_that_runs_is_answered_of_the_graph_that_it_was_asked(project: Project) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(?a < ?d) }"
    found: list[int] = []
    with running(project.output, "--reload", "--timeout", "8") as server:
        thread = threading.Thread(target=lambda: found.append(server.ask(slow).status))
        thread.start()
        time.sleep(0.5)
        project.build("Thunder Shadow")
        wait_for(lambda: label(server) == "Thunder Shadow")
        thread.join()
        assert found in ([200], [504])  # whole, or ended at its own time limit


@pytest.mark.slow
def test_without_reload_the_graph_is_that_of_the_start(project: Project) -> None:
    with running(project.output) as server:
        assert json.loads(get(server, "/query.json").body)["questions"]
        project.build("Thunder Shadow")
        time.sleep(1.5)
        assert label(server) == "Storm Shadow"
