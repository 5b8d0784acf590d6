"""N3.js: streaming parsers in JavaScript."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.npm import node_modules

from .bench import Bench
from .model import NQUADS, NTRIPLES, RDF12, TRIG, TURTLE, Held, Job, Refused, Row, Software

_MIME = {
    TURTLE: "text/turtle",
    NTRIPLES: "application/n-triples",
    RDF12: "application/trig",
    TRIG: "application/trig",
    NQUADS: "application/n-quads",
}
_SCRIPT = """
const {Parser, Writer} = require("n3"), fs = require("fs");
const [path, format] = process.argv.slice(1);
const writer = new Writer({format: "application/n-quads"});
writer.addQuads(new Parser({format}).parse(fs.readFileSync(path, "utf8")));
writer.end((error, text) => fs.writeSync(1, text));
"""


def run_node(script: str, *arguments: str | Path, modules: Path) -> bytes:
    """What the script prints; Refused where it fails."""
    done = subprocess.run(
        ["node", "-e", script, *map(str, arguments)],
        capture_output=True,
        check=False,
        env={"NODE_PATH": str(modules)},
    )
    if done.returncode:
        raise Refused(done.stderr.decode("utf-8", "replace"))
    return done.stdout


@dataclass(frozen=True, slots=True)
class _N3:
    modules: Path
    version: str

    def load(self, job: Job) -> Held:
        return Held(run_node(_SCRIPT, job.path, _MIME[job.row.format], modules=self.modules))


@contextmanager
def _opened(bench: Bench) -> Iterator[_N3]:
    modules = node_modules()
    yield _N3(modules, json.loads((modules / "n3" / "package.json").read_bytes())["version"])


SOFTWARE = Software("N3.js", tuple(Row(format, "Parser") for format in _MIME), _opened)
