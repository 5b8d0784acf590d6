"""The server's end of the process that makes pages."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from . import process
from .process import Made

LONGEST = 1 << 28
"""Bytes of a page."""
SECONDS = 60.0
"""In which a page is made."""


class NoPagesError(Exception):
    """No pages can be made, and why."""


class Desk:
    """Makes pages of one graph, one at a time; a process that is lost is started anew."""

    def __init__(self, folder: Path, digest: str) -> None:
        """Of the graph in the folder, as long as it has this digest."""
        self.folder, self.digest = folder, digest
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._closed = False

    async def open(self) -> None:
        """Have the graph read, if it is not yet.

        Raises:
            NoPagesError: it cannot be, or another one is there by now.
        """
        async with self._turn:
            await self._open()

    async def page(self, path: str, make: bool = True) -> Made:
        """The page, or that of what is missing; or else only whether there is one.

        Raises:
            NoPagesError: none can be made.
        """
        async with self._turn:
            await self._open()
            try:
                async with asyncio.timeout(SECONDS):
                    made = await self._ask(json.dumps([path, make]))
            except BaseException:  # what would still come is no answer to the next
                await self._end()
                raise
        if made.fault:
            raise NoPagesError(made.fault)
        return made

    async def close(self) -> None:
        self._closed = True
        await self._end()

    async def _open(self) -> None:
        if self._closed:
            raise NoPagesError("the server ends")
        if self._process is not None and self._process.returncode is None:
            return
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            process.__name__,
            str(self.folder),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=LONGEST,
            start_new_session=True,  # what is typed at the terminal is for the server
        )
        try:
            made = await self._ask("")
            if made.fault:
                raise NoPagesError(made.fault)
            if made.digest != self.digest:
                raise NoPagesError("the graph was built anew since it was loaded")
        except BaseException:
            await self._end()
            raise

    async def _ask(self, line: str) -> Made:
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        try:
            if line:
                self._process.stdin.write(f"{line}\n".encode())
                await self._process.stdin.drain()
            answer = await self._process.stdout.readline()
        except (ConnectionError, ValueError):
            answer = b""
        if not answer.endswith(b"\n"):
            raise NoPagesError("the process that makes pages was lost")
        return Made(**json.loads(answer))

    async def _end(self) -> None:
        if self._process is not None:
            ended, self._process = self._process, None
            with suppress(ProcessLookupError):
                ended.kill()
            await ended.wait()
