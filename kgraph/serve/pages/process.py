"""The process that makes pages: it reads the graph once, so that queries need not wait for that.

A line of JSON comes in, the path of a page and whether it is to be made; a line of JSON goes out,
a :class:`Made`. The first one tells of the graph. The process ends when nobody is left to ask.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from ...api import load
from ...explain.known import Known
from ...problems import KgraphError, printable
from ...publish.output import REPORT
from ...rdf.canonical import Digest
from .book import Book
from .catalogue import Catalogue
from .telling import link


@dataclass(frozen=True, slots=True)
class Made:
    """A page, or why there is none; first of all, the digest of the graph."""

    digest: str = ""
    html: str = ""
    found: bool = False
    near: tuple[str, ...] = ()
    """Addresses of what may have been meant."""
    fault: str = ""


def main() -> None:
    folder = Path(sys.argv[1])
    try:
        catalogue, digest = catalogued(folder)
    except KgraphError as error:
        _say(Made(fault=printable(str(error))))
        return
    _say(Made(digest, found=True))
    for line in sys.stdin:
        path, make = json.loads(line)
        try:
            _say(_made(catalogue, path, make))
        except Exception as error:  # one page that fails is no reason to be gone for the others
            _say(Made(fault=f"this page fails ({type(error).__name__}), by a fault of kgraph"))


def catalogued(folder: Path) -> tuple[Catalogue, str]:
    """The pages of the graph in an output folder, and its digest.

    Raises:
        KgraphError: the graph was changed since it was built, the ontology or the rules are at
            fault, or time or memory ran out.
    """
    graph = load(folder)
    canonical = json.loads((folder / REPORT).read_bytes())["canonical"]
    known = Known(graph.facts, graph.vocabulary, graph.rules)
    graphs = {iri: Digest(**digest) for iri, digest in canonical["graphs"].items()}
    digest = canonical["datasets"][graph.files.nquads.name]["sha256"]
    return Catalogue(Book(known), graphs), digest


def _made(catalogue: Catalogue, path: str, make: bool) -> Made:
    if path in catalogue:
        return Made(html=catalogue.html(path) if make else "", found=True)
    near = tuple(map(link, catalogue.near(path)))
    return Made(html=catalogue.missing(path) if make else "", near=near)


def _say(made: Made) -> None:
    sys.stdout.write(json.dumps(asdict(made)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
