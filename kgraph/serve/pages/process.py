"""The process that makes pages: it reads the graph once, so that queries need not wait for that.

A line of JSON comes in, the path of a page and whether it is to be made; a line of JSON goes out,
a :class:`Made`. The first one tells of the graph. The process ends when nobody is left to ask.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from ...problems import KgraphError, printable
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
        catalogue = Catalogue(folder)
    except KgraphError as error:
        _say(Made(fault=printable(str(error))))
        return
    _say(Made(catalogue.digest, found=True))
    for line in sys.stdin:
        path, make = json.loads(line)
        if path not in catalogue:
            near = tuple(map(link, catalogue.near(path)))
            _say(Made(html=catalogue.missing(path) if make else "", near=near))
        else:
            _say(Made(html=catalogue.html(path) if make else "", found=True))


def _say(made: Made) -> None:
    sys.stdout.write(json.dumps(asdict(made)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
