"""Following rebuilds: the new graph is loaded beside the old one, which answers until then."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from ..problems import KgraphError
from ..publish.build import PAGE
from ..publish.output import REPORT
from .pages.desk import NoPagesError
from .site import Edition, Site, built, edition

EVERY = 0.3
"""Seconds between looks at the folder."""

Tell = Callable[[str], None]


@asynccontextmanager
async def following(site: Site, tell: Tell) -> AsyncIterator[None]:
    """While it lasts, the site goes over to each new build of its output folder.

    Requests that run are answered of the edition that they began with. What is not whole, or
    fails, changes nothing.
    """
    closing: set[asyncio.Task[None]] = set()
    watching = asyncio.create_task(_watch(site, tell, closing))
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.gather(*closing)


async def _watch(site: Site, tell: Tell, closing: set[asyncio.Task[None]]) -> None:
    seen = _stamp(site.edition)
    while True:
        await asyncio.sleep(EVERY)
        now = _stamp(site.edition)
        if now == seen:
            continue
        seen = now
        try:
            new = await _newer(site)
        except (KgraphError, NoPagesError) as error:
            tell(f"still serving the former build: {error}")
            continue
        if new is not None:
            former, site.edition = site.edition, new
            task = asyncio.create_task(_let_go(former, set(site.running)))
            closing.add(task)
            task.add_done_callback(closing.discard)
            tell(f"serving the new build: {new.triples:,} triples")


async def _newer(site: Site) -> Edition | None:
    """An edition of what is in the folder, all of it ready; None where it is as it was.

    Raises:
        KgraphError: it is not whole, or cannot be loaded.
        NoPagesError: no pages can be made of it.
    """
    current = site.edition
    found = await asyncio.to_thread(built, current.folder)
    if (found.digest, found.explorer_digest) == (current.digest, current.explorer_digest):
        return None
    new = await edition(current.folder, site.limits)
    try:
        await new.desk.open()
    except BaseException:
        await new.close()
        raise
    return new


async def _let_go(former: Edition, requests: set[asyncio.Task[None]]) -> None:
    """End its processes once the requests that may ask them are answered."""
    if requests:
        await asyncio.wait(requests)
    await former.close()


def _stamp(edition: Edition) -> tuple[tuple[int, int, int] | None, ...]:
    """Changes when one of the files does."""
    names = (REPORT, PAGE, edition.files.nquads.name, edition.files.ntriples.name)
    return tuple(_stamp_of(edition.folder / name) for name in names)


def _stamp_of(path: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
