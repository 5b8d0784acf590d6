"""What the pages on the server show is what it gives."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.docs import README, ROOT
from tests.serve.running import Running

PAGES = (README, ROOT / "docs" / "serve.md")
SHOWN = "http://127.0.0.1:8765"


def with_answers(page: str, url: str) -> str:
    """The page with what its commands print, asked of the server at that address."""

    def answered(match: re.Match[str]) -> str:
        if SHOWN not in match[1]:
            return match[0]
        commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
        printed = []
        for command in commands:
            done = subprocess.run(
                ["bash", "-c", command.replace(SHOWN, url)], capture_output=True, check=True
            )
            answer = done.stdout.decode().replace("\r", "").replace(url, SHOWN)
            printed.append(f"$ {command}\n{answer}")
        return "```console\n" + "".join(printed) + "```"

    return re.sub(r"```console\n(.*?)```", answered, page, flags=re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_page_shows_what_is_answered(server: Running, path: Path) -> None:
    if not shutil.which("curl"):
        missing("curl is not installed")
    page = path.read_text(encoding="utf-8")
    assert with_answers(page, server.url.removesuffix("/sparql")) == page
