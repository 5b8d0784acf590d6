"""jsonld.js: the JSON-LD processor of the standard's own authors, in JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.npm import node_modules

from .bench import Bench
from .model import JSONLD, Held, Job, Row, Software
from .n3js import run_node

_SCRIPT = """
const jsonld = require("jsonld"), fs = require("fs");
const document = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
const documentLoader = url => { throw new Error(`asked for ${url}`); };
jsonld.toRDF(document, {format: "application/n-quads", documentLoader})
  .then(text => fs.writeSync(1, text));
"""


@dataclass(frozen=True, slots=True)
class _JsonLd:
    modules: Path
    version: str

    def load(self, job: Job) -> Held:
        return Held(run_node(_SCRIPT, job.path, modules=self.modules))


@contextmanager
def _opened(bench: Bench) -> Iterator[_JsonLd]:
    modules = node_modules()
    package = json.loads((modules / "jsonld" / "package.json").read_bytes())
    yield _JsonLd(modules, package["version"])


SOFTWARE = Software("jsonld.js", (Row(JSONLD, "toRDF"),), _opened)
