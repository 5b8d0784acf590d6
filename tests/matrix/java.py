"""One Java process for Jena and RDF4J: most of the time they take is starting Java."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import missing
from tests.jena import JARS, jena_classpath

from .model import Job, Refused

_SOURCES = sorted(Path(__file__).parent.glob("*.java"))
_HINT = "Debian: default-jdk-headless libapache-jena-java librdf4j-java"
_RDF4J = (
    *("model", "model-api", "model-vocabulary", "util", "rio-api", "rio-languages"),
    *("rio-datatypes", "rio-jsonld", "rio-nquads", "rio-ntriples", "rio-rdfxml", "rio-trig"),
    "rio-turtle",
)
_NEEDED = ("httpclient-cache", "jcl-over-slf4j")


@dataclass(frozen=True, slots=True)
class Java:
    """Where the process listens."""

    port: int

    @classmethod
    @contextmanager
    def started(cls, scratch: Path) -> Iterator[Java]:
        """Compile the programs of this folder and run them until the end of the context."""
        path = jena_classpath(scratch)
        rdf4j = [
            *(JARS / f"rdf4j-{name}.jar" for name in _RDF4J),
            *(JARS / f"{name}.jar" for name in _NEEDED),
        ]
        if path is None or not shutil.which("javac") or not all(jar.exists() for jar in rdf4j):
            missing(f"Java, Jena or RDF4J is not installed ({_HINT})")
        classpath = os.pathsep.join([path, *map(str, rdf4j)])
        compile = ["javac", "-cp", classpath, "-d", str(scratch), *map(str, _SOURCES)]
        subprocess.run(compile, check=True)
        command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classpath, "Bench"]
        with (
            open(scratch / "errors.txt", "wb") as errors,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
            ) as process,
        ):
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                port = process.stdout.readline()
                if not port:
                    raise RuntimeError((scratch / "errors.txt").read_text("utf-8", "replace"))
                yield cls(int(port))
            finally:
                process.stdin.close()  # it ends with its input

    def run(self, tool: str, *arguments: str | Path) -> str:
        """What the tool prints.

        Raises:
            Refused: it failed; the text is what it said.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        try:
            connection.request("POST", tool, "\n".join(map(str, arguments)).encode())
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise Refused(text)
        return text

    def versions(self) -> tuple[str, str]:
        """Of Jena and of RDF4J."""
        jena, rdf4j = self.run("/version").splitlines()
        return jena, rdf4j


def laid_out(job: Job) -> tuple[list[str | Path], dict[str, Path]]:
    """Names of files for N-Quads, queries and answers; the queries are written."""
    arguments: list[str | Path] = [job.scratch / "held.nq"]
    answers = {}
    for number, (name, text) in enumerate(job.questions.items()):
        query, answers[name] = job.scratch / f"{number}.rq", job.scratch / f"{number}.json"
        query.write_text(text, encoding="utf-8")
        arguments += [query, answers[name]]
    return arguments, answers
