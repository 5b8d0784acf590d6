"""The process that makes pages: it reads the graph once, so that queries need not wait for that.

A line of JSON comes in, the path of a page; a line of JSON goes out, a :class:`Made`. The first
line that goes out tells of the graph. It ends when nobody is left to ask.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from ...problems import KgraphError, printable
from .catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Made:
    """A page, or why there is none; first of all, the digest of the graph."""

    digest: str = ""
    html: str = ""
    found: bool = False
    fault: str = ""


def main() -> None:
    folder = Path(sys.argv[1])
    try:
        catalogue = Catalogue(folder)
    except KgraphError as error:
        _say(Made(fault=printable(str(error))))
        return
    _say(Made(catalogue.digest, found=True))
    for line in sys.stdin:
        path = json.loads(line)
        page = catalogue.html(path)
        _say(Made(html=page or catalogue.missing(path), found=page is not None))


def _say(made: Made) -> None:
    sys.stdout.write(json.dumps(asdict(made)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
