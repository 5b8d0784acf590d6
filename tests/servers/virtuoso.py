"""Virtuoso 7 (Debian: virtuoso-opensource-7-bin)."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .server import HOST, Credentials, Server, free_ports, program, started

_HINT = "Debian: virtuoso-opensource-7-bin"

# CheckpointInterval 0: no checkpoints in the life of a test. No limit of time for queries, as
# Virtuoso answers with part of the rows where one is reached.
_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 4000
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx

[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
DefaultHost = {host}
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 2
DirsAllowed = {folders}

[HTTPServer]
ServerPort = {host}:{http}
ServerThreads = 20
MaxClientConnections = 20

[SPARQL]
ResultSetMaxRows = 100000000

[Replication]
ServerName = test
ServerEnable = 0
"""


@dataclass(frozen=True, slots=True)
class Virtuoso(Server):
    """A server with an SQL port beside HTTP."""

    sql: str
    """Host and port for isql-vt."""
    auth: Credentials

    def isql(self, statements: str) -> str:
        """What isql-vt prints for the statements, each ended by a semicolon.

        Raises:
            RuntimeError: one of them failed.
        """
        return _isql(self.sql, statements, self.auth.password)


@contextmanager
def virtuoso_server(folder: Path, *loadable: Path) -> Iterator[Virtuoso]:
    """A server whose triples are in the folder; it may read files of it and of ``loadable``.

    ``/sparql`` is open and read-only, the rest asks for user dba by digest.
    """
    sql, http = free_ports(2)
    base = f"http://{HOST}:{http}"
    folders = ", ".join(map(str, (folder, *loadable)))
    (folder / "virtuoso.ini").write_text(
        _INI.format(host=HOST, sql=sql, http=http, folders=folders), "utf-8"
    )
    command = [program("virtuoso-t", _HINT), "+foreground", "+configfile", "virtuoso.ini"]
    with started(command, folder, f"{base}/sparql", [sql]) as pid:
        password = secrets.token_hex(16)
        _isql(f"{HOST}:{sql}", f'set password "dba" "{password}";')
        yield Virtuoso(
            name="virtuoso",
            base=base,
            query=f"{base}/sparql",
            update=f"{base}/sparql-auth",
            store=f"{base}/sparql-graph-crud-auth",
            auth=Credentials("dba", password, "digest"),
            folder=folder,
            pid=pid,
            sql=f"{HOST}:{sql}",
        )


def _isql(server: str, statements: str, password: str = "dba") -> str:
    isql = program("isql-vt", _HINT)
    options = ["ERRORS=STDOUT", "PROMPT=OFF", "BANNER=OFF", "VERBOSE=OFF"]
    done = subprocess.run(
        [isql, server, "dba", password, *options],
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "*** Error" in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout
