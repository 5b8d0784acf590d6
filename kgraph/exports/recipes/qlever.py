"""QLever: a Qleverfile for its command line tool (PyPI: qlever)."""

from __future__ import annotations

from .http import COUNT
from .recipe import Loading, of_quads

_QLEVERFILE = """\
[data]
NAME        = kgraph
DESCRIPTION = A graph of kgraph
FORMAT      = nq

[index]
INPUT_FILES      = graph.nq
MULTI_INPUT_JSON = { "cmd": "cat graph.nq", "format": "nq", "parallel": "true" }

[server]
PORT = 7019

[runtime]
SYSTEM = docker
IMAGE  = docker.io/adfreiburg/qlever:latest
"""

_COUNT = """\
port=$(sed -n 's/^PORT *= *//p' "$target/Qleverfile")
  """ + COUNT.replace('"$target"', '"http://localhost:$port"')

RECIPE = of_quads(
    "qlever",
    "QLever",
    None,
    Loading(
        target="FOLDER",
        load="""\
mkdir -p -- "$target"
cp -- "$here/Qleverfile" "$here/graph.nq" "$target"
(cd -- "$target" && qlever index && qlever start)
""",
        count=_COUNT,
        notes="""\
FOLDER is where QLever keeps its index; it is made where there is none. The tool
comes from PyPI (pip install qlever) and runs QLever in Docker; for binaries of your
own set SYSTEM = native in the Qleverfile.
A query without GRAPH sees the triples of all graphs.""",
        more={"Qleverfile": _QLEVERFILE},
    ),
)
