"""The query editor and the pages in a browser: what they show, and what leaves the host."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from kgraph.serve import editor
from tests.npm import node_modules
from tests.serve.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(editor.__file__).parent
RESULTS = ".tabPanel.active .yasr_results"
HOSTILE = (
    "<img src=x onerror=window.broken=1><img src=https://elsewhere.example/x>"
    "<script>window.broken=1</script>"
)


def test_what_the_notice_says_of_the_files_is_so() -> None:
    notice = (HERE / "yasgui/NOTICE.md").read_text("utf-8")
    told = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|$", notice, re.MULTILINE))
    assert told.keys() == {"yasgui.min.js", "yasgui.min.css"}
    for name, digest in told.items():
        assert hashlib.sha256((HERE / "yasgui" / name).read_bytes()).hexdigest() == digest


@pytest.mark.slow
def test_the_editor_is_the_one_of_npm() -> None:
    package = node_modules() / "@zazuko/yasgui"
    version = json.loads((package / "package.json").read_bytes())["version"]
    assert f"version {version}," in (HERE / "yasgui/NOTICE.md").read_text("utf-8")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        assert (HERE / "yasgui" / name).read_bytes() == (package / "build" / name).read_bytes()


class Visits:
    """Pages of the server, and all that went on in them."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.troubles: list[str] = []
        self.elsewhere: list[str] = []
        """Requests to anyone else."""

    def __call__(
        self,
        path: str,
        width: int = 1300,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 850},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "console",
            lambda line: (
                self.troubles.append(line.text) if line.type in {"error", "warning"} else None
            ),
        )
        page.goto(self.base + path)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.base}/", "data:")):
            self.elsewhere.append(url)


@pytest.fixture
def visit(server: Running, browser: Browser) -> Iterator[Visits]:
    """Opens an address; afterwards nothing may have gone wrong, or have left the host."""
    visits = Visits(browser, server.url.removesuffix("/sparql"))
    yield visits
    for context in browser.contexts:
        context.close()
    assert visits.elsewhere == []
    assert visits.troubles == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1300, "light"), (390, "dark")])
def test_a_saved_question_is_asked(
    visit: Visits, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = visit("/query", width, scheme)
    page.wait_for_selector("body[data-ready]")
    if width < 900:
        page.click("#questions summary")
    page.fill("#questions input", "depends on what")
    page.click("#questions li:not([hidden]) button")
    page.wait_for_selector(f"{RESULTS} td")
    assert "guidance systems" in page.inner_text(RESULTS)
    assert fits(page)


@pytest.mark.slow
@pytest.mark.browser
def test_terms_are_completed_from_the_vocabulary(visit: Visits) -> None:
    page = visit("/query")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(
        """() => {
          const yasqe = editor.getTab().getYasqe();
          const prefix = "PREFIX con: <https://w3id.org/kgraph/conflict#>";
          yasqe.setValue(`${prefix}\\nSELECT * { ?s con:dep }`);
          yasqe.setCursor(1, 21);
          yasqe.focus();
        }"""
    )
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints")
    assert "con:dependsOnData" in page.inner_text(".CodeMirror-hints")


@pytest.mark.slow
@pytest.mark.browser
def test_faults_are_told_in_words(visit: Visits) -> None:
    page = visit("/query")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(
        """() => {
          const tab = editor.getTab();
          tab.getYasqe().setValue("SELECT * { SERVICE <https://elsewhere.example/> {} }");
          tab.query().catch(() => {});
        }"""
    )
    assert page.inner_text(".fault").startswith("line 1, column 12: SERVICE would ask another")
    assert all("400 (Bad Request)" in line for line in visit.troubles)
    visit.troubles.clear()


@pytest.mark.slow
@pytest.mark.browser
def test_results_are_text_and_lead_to_pages_here(visit: Visits) -> None:
    page = visit("/query")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(
        """(text) => {
          const tab = editor.getTab();
          const literal = JSON.stringify(text);
          const query = `SELECT ?text ?thing { BIND(${literal} AS ?text) BIND(kgr:gps AS ?thing) }`;
          tab.getYasqe().setValue(query);
          tab.query();
        }""",
        HOSTILE,
    )
    page.wait_for_selector(f"{RESULTS} td")
    assert HOSTILE in page.inner_text(RESULTS)
    assert page.evaluate("window.broken") is None
    refused = [line for line in visit.troubles if "Content Security Policy" in line]
    assert refused  # its table would take text for HTML: what the text asks for is not allowed
    visit.troubles.clear()
    page.eval_on_selector(".yasr_results a[href*='/entity/gps']", "a => a.target = '_self'")
    page.click(".yasr_results a[href*='/entity/gps']")
    page.wait_for_url("**/id/entity/gps.html")
    assert page.inner_text("h1") == "GPS"


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 768, 360])
def test_pages_fit_and_need_no_script(
    visit: Visits, width: int, scheme: Literal["light", "dark"]
) -> None:
    for path in ("/id/", "/id/entity/storm-shadow", "/id/document/kursk-analysis"):
        page = visit(path, width, scheme, scripts=False)
        assert page.inner_text("h1")
        assert fits(page)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", ground)[:3])) > 600) == (scheme == "light")


@pytest.mark.slow
@pytest.mark.browser
def test_one_gets_from_the_explorer_to_a_page_and_back(visit: Visits) -> None:
    page = visit("/")
    page.wait_for_selector("body[data-ready=true]")
    page.click("header >> text=Contents")
    page.click("text=Storm Shadow >> nth=0")
    page.wait_for_url("**/id/entity/*.html")
    title = page.inner_text("h1")
    page.click("text=Show in the explorer")
    page.wait_for_selector("body[data-ready=true]")
    assert page.inner_text("#focus-name") == title
