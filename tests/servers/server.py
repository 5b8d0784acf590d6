"""A server of its own process: started on a free port, waited for, stopped by pid."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from tests.conftest import missing

HOST = "127.0.0.1"
_PATIENCE = 60.0
"""Seconds that a server may take to answer for the first time."""
_GRACE = 10.0
"""Seconds that a server may take to stop when it is told to."""
_TAIL = 4000
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who may write."""

    user: str
    password: str
    scheme: Literal["basic", "digest"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where a running store is reached."""

    name: str
    base: str
    """The server's URL, without a slash at its end."""
    query: str
    """SPARQL queries, open to all."""
    update: str
    store: str | None
    """Graph Store Protocol; None where the server has none."""
    auth: Credentials | None
    """What ``update`` and ``store`` ask for; None where they are open."""
    folder: Path
    pid: int

    def output(self) -> str:
        """The end of what it printed so far."""
        return _output(self.folder)


def program(name: str, hint: str) -> str:
    """Path of a program on the PATH, or of a script of the Python package of the same name.

    The test is skipped where there is none (in CI it fails); the hint says where it comes from.
    """
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        files = []
    scripts = [str(file.locate()) for file in files if file.stem == name]
    found = next(filter(None, map(shutil.which, [*scripts, name])), None)
    return found or missing(f"{name} is not installed ({hint})")


def free_ports(count: int) -> list[int]:
    """Different ports that nobody listens at."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def started(
    command: Sequence[str], folder: Path, query: str, ports: Sequence[int] = ()
) -> Iterator[int]:
    """The pid of the process, once it answers SPARQL at ``query`` and listens at the ports.

    What it prints goes to a file in the folder, and to the error of a test that fails.
    """
    with open(folder / "output.txt", "wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        _wait(process, query, ports)
        yield process.pid
    except BaseException as error:
        error.add_note(f"{command[0]} printed:\n{_output(folder)}")
        raise
    finally:
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], query: str, ports: Sequence[int]) -> None:
    end = time.monotonic() + _PATIENCE
    while not (_answers(query) and all(map(_listens, ports))):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        if time.monotonic() > end:
            raise TimeoutError(f"the server did not answer within {_PATIENCE:.0f} s")
        time.sleep(0.02)


def _answers(query: str) -> bool:
    try:
        with _direct.open(f"{query}?query={quote('ASK {}')}", timeout=5) as answer:
            return bool(answer.status == 200)
    except HTTPError as error:
        error.close()
        return False
    except (OSError, http.client.HTTPException):
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _output(folder: Path) -> str:
    return (folder / "output.txt").read_text("utf-8", errors="replace")[-_TAIL:]
