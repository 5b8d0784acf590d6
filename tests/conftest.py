"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests import chromium, examples
from tests.jena import jena_classpath, run_jena

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def missing(reason: str) -> NoReturn:
    """Skip on a user's machine, fail in CI, where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    path = chromium.executable()
    if path is None:
        missing("no Chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file with the network off; afterwards nothing may have gone wrong in it."""
    requests: list[str] = []
    troubles: list[str] = []
    allowed: set[str] = set()
    contexts = []

    def open_file(
        path: Path, hash: str = "", width: int = 1400, height: int = 900, **more: Any
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: requests.append(request.url.partition("#")[0]))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda line: troubles.append(line.text) if line.type in {"error", "warning"} else None,
        )
        allowed.add(path.as_uri())
        page.goto(path.as_uri() + hash)
        page.wait_for_selector("body[data-ready=true]")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [url for url in requests if url not in allowed and not url.startswith("data:")] == []
    assert troubles == []


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs one of Jena's programs: ``jena(ARQ, "--data", path, ...)``."""
    classpath = jena_classpath(tmp_path_factory.mktemp("jena"))
    if classpath is None:
        missing("Java or Apache Jena is not installed (Debian: libapache-jena-java)")
    return partial(run_jena, classpath)


examples.register()
