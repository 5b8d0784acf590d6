"""Derived facts, proofs and paths, as readers of the page meet them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgraph.model import EntityRef, Statement
from kgraph.reason.model import Conclusions, Derivation
from tests.views import concluded, sample
from tests.views.test_browser import OVERLAPS, address, panel, shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Written = Callable[[str], Path]

PATH = "#path=uses-1,reliance,captures"
"""From state-1 over weapontype-1 to dataasset-1; and a plan that is not projected."""


@pytest.fixture
def show(open_page: Open, written: Written) -> Callable[..., Page]:
    def at(hash: str = "", **more: Any) -> Page:
        page: Page = open_page(written("facts"), hash, **more)
        return page

    return at


Show = Callable[..., "Page"]


def lines(page: Page) -> set[str]:
    """Ids of the statements whose lines are drawn."""
    return set(
        page.evaluate(
            "[...canvas.shown.edges].filter(Number.isInteger).map((n) => data.statements[n].id)"
        )
    )


def test_derived_lines_show_when_asked_for(show: Show) -> None:
    page = show()
    assert "57 statements" in page.inner_text("#counts")
    assert "5 derived" in page.inner_text("#counts")
    assert not shown(page, "statement:raid-in")
    page.keyboard.press("d")
    assert {"raid-in", "needs-maps", "leads-1"} <= lines(page)
    assert "would-need" not in lines(page), "it holds only under a condition"
    assert address(page) == "#derived=1"
    page.keyboard.press("u")
    assert {"would-need", "north-would-need"} <= lines(page)
    page.click("#derived")
    assert page.get_attribute("#derived", "aria-pressed") == "false"
    assert not {"raid-in", "would-need"} & lines(page)
    page.go_back()
    page.wait_for_function("document.getElementById('derived').ariaPressed === 'true'")
    assert "raid-in" in lines(page)


def test_lines_stay_where_they_are(show: Show) -> None:
    page = show()
    before = page.evaluate("kgraph.network.getPositions()")
    page.keyboard.press("d")
    assert page.evaluate("kgraph.network.getPositions()") == before


def test_a_selected_entity_shows_what_is_derived_of_it(show: Show) -> None:
    page = show("#select=raid")
    assert "raid-in" in lines(page)
    assert "needs-maps" not in lines(page)
    assert page.locator("#detail details.more[open] a", has_text="located in").is_visible()
    page.keyboard.press("Escape")
    assert "raid-in" not in lines(page)


def test_proofs_stand_one_below_another(show: Show) -> None:
    page = show("#select=statement:north-needs")
    text = panel(page)
    assert "s claim: it follows by rule from what is in the graph" in text
    assert "3 proofs" in text
    assert page.locator(".proof").count() == 3
    assert text.index("Who uses a thing needs what it needs.") > text.index("Need through")
    best = page.locator(".proof").first
    assert best.locator(".premises > li").all_inner_texts()[0].startswith("Northland — uses")
    assert "cannot be judged" in best.inner_text()
    assert "speaker quoted in paragraph 7" in best.inner_text()
    assert "Weakest grade" not in page.locator(".proof").last.inner_text()
    assert "Claims" not in text


def test_a_premise_opens_its_claims_and_tells_what_rests_on_it(show: Show) -> None:
    page = show("#select=statement:raid-in")
    assert "2024-11-01 to 2024-11-30" in panel(page)
    page.locator(".premises a", has_text="takes place at").click()
    assert address(page) == "#select=statement:raid-at"
    assert page.locator(".claim").count() == 1
    used = page.locator("details.more", has_text="Used to derive")
    assert used.get_attribute("open") is not None
    used.locator("a", has_text="raid on Fordham — located in").click()
    assert address(page) == "#select=statement:raid-in"


def test_conditional_conclusions_are_no_facts(show: Show) -> None:
    page = show("#select=statement:would-need")
    text = panel(page)
    assert "would follow" in text
    assert "not in the graph" in text
    page.locator(".proof dd a", has_text="not has access to").click()
    assert "select=statement:no-maps" in address(page)
    page.locator("summary", has_text="Condition of").click()
    assert page.locator("details.more a", has_text="depends on").count() == 2


def test_what_is_said_and_derived_shows_both(show: Show) -> None:
    page = show("#select=statement:leads-1")
    text = panel(page)
    assert "Why its claims alone do not put it in the graph" in text
    assert "only said to be likely" in text
    assert "Besides what is claimed, it follows by rule" in text
    assert page.locator(".claim").count() == 1


def test_the_table_lists_what_is_derived(show: Show) -> None:
    page = show("#view=table&derived=1&q=nobody")
    assert page.inner_text("#rows") == "4 rows"
    assert "by rule: Need through what is used" in page.inner_text("#body")
    page.keyboard.press("d")
    assert "Nothing fits" in page.inner_text("#rows")


def test_a_path_opens_framed_with_its_steps_in_order(show: Show) -> None:
    page = show(PATH)
    assert lines(page) >= {"uses-1", "reliance", "captures"}
    bright = (
        "[...canvas.selection.edges].filter(Number.isInteger).map((n) => data.statements[n].id)"
    )
    assert sorted(page.evaluate(bright)) == ["captures", "reliance", "uses-1"]
    frame = page.locator("#graph").bounding_box()
    assert frame
    for name in ("state-1", "weapontype-1", "dataasset-1", "state-2", "settlement-1"):
        spot = page.evaluate("name => kgraph.positionOf(name)", name)
        assert frame["x"] < spot["x"] < frame["x"] + frame["width"]
        assert frame["y"] < spot["y"] < frame["y"] + frame["height"]
    hops = page.locator(".hops > li").all_inner_texts()
    assert [hop.split()[0] for hop in hops] == ["Northland", "weapon", "state"]
    assert "River Gazette" in hops[1]
    assert "only put forward as a plan" in hops[2]
    assert page.evaluate(OVERLAPS) == []


def test_a_path_says_where_it_leads(show: Show) -> None:
    assert "From Northland to data asset 1" in panel(show("#path=uses-1,reliance"))
    assert "From data asset 1 to Northland" in panel(show("#path=reliance,uses-1"))
    assert "Statements of this path" in panel(show("#path=uses-1,raid-at"))
    assert "Why raid on Fordham" in panel(show("#path=raid-at,located-0,raid-in"))
    assert "From settlement 1 to by two roads" in panel(show("#path=road-0"))


def test_back_forward_and_escape_walk_a_path(show: Show) -> None:
    page = show()
    page.evaluate("hash => { location.hash = hash }", PATH)
    page.wait_for_selector(".hops")
    page.locator(".hops a", has_text="depends on data").click()
    assert address(page) == PATH + "&select=statement:reliance"
    page.keyboard.press("Escape")
    assert address(page) == PATH
    page.keyboard.press("Escape")
    assert address(page) == ""
    assert not shown(page, "statement:captures")
    page.go_back()
    page.wait_for_selector(".hops")
    assert shown(page, "statement:captures")
    page.click("#unfocus")
    assert address(page) == ""


def test_a_focus_leaves_the_path(show: Show) -> None:
    page = show(PATH)
    page.locator(".hops a", has_text="Northland").first.click()
    page.keyboard.press("f")
    assert "path" not in address(page)
    assert page.inner_text("#focus-bar .what") == "Around Northland"
    page = show("#focus=raid&path=uses-1")
    assert page.inner_text("#focus-bar .what") == "Path of 1 statement"


def test_a_proof_leads_to_its_picture(show: Show) -> None:
    page = show("#select=statement:raid-in")
    page.click("text=Show this proof in the picture")
    assert address(page) == "#path=raid-at,located-0,raid-in"
    assert {"raid-at", "located-0", "raid-in"} <= lines(page)
    page.go_back()
    page.wait_for_selector(".proof")


@pytest.mark.parametrize(
    ("hash", "hops", "note"),
    [
        ("#path=none,uses-1,uses-1", 1, "There is no “none” in this graph; the rest"),
        ("#path=nobody,none,", 0, "no “nobody” in this graph, nor 1 other name of this address"),
        ("#path=,,", 0, ""),
        ("#path=%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E,uses-1", 1, "no “<img src=x"),
        ("#path=__proto__,constructor&select=__proto__", 0, "no “__proto__”"),
        ("#path=%E0%A4%A", 0, "There is no"),
    ],
)
def test_bad_paths_are_noted_and_do_no_harm(show: Show, hash: str, hops: int, note: str) -> None:
    page = show(hash)
    assert page.locator(".hops > li").count() == hops
    assert note in page.inner_text("#message")
    assert page.locator("body img").count() == 0
    assert page.evaluate("window.broken") is None


def test_a_path_may_hold_everything(show: Show) -> None:
    ids = list(sample.facts().statements) + [id for id, *_ in concluded.STATEMENTS]
    page = show(f"#path={','.join(ids)}")
    assert page.locator(".hops > li").count() == len(ids)


def test_hostile_rules_are_text(open_page: Open, written: Written) -> None:
    page = open_page(written("hostile"), "#select=statement:north-needs&derived=1")
    assert "<img src=x onerror=window.broken=1>" in page.text_content(".rule")
    page.goto(page.url.partition("#")[0] + "#path=uses-1,needs-maps,north-needs")
    page.wait_for_selector(".hops")
    page.keyboard.press("t")
    assert page.locator("body img").count() == 0
    assert page.evaluate("window.broken") is None


def test_phone_shows_path_and_steps_together(show: Show) -> None:
    page = show(PATH, width=390, height=844, has_touch=True, is_mobile=True)
    sheet = page.locator("#panel").bounding_box()
    assert sheet
    for name in ("state-1", "dataasset-1", "settlement-1"):
        spot = page.evaluate("name => kgraph.positionOf(name)", name)
        assert 0 < spot["x"] < 390
        assert spot["y"] < sheet["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#close")
    assert page.locator("#panel").is_hidden()
    assert address(page) == PATH
    page.click("#unfocus")
    assert address(page) == ""


def test_many_derived_lines_do_not_flood_the_picture(
    open_page: Open, html: Callable[..., str], tmp_path: Path
) -> None:
    found = concluded.conclusions(sample.facts())
    more = {
        f"k-{n}": Statement(
            f"k-{n}", EntityRef("state-1"), "con:supports", EntityRef(f"settlement-{n % 6 + 1}")
        )
        for n in range(300)
    }
    proofs = {id: Derivation(id, "need", id, ("uses-1",)) for id in more}
    path = tmp_path / "many.html"
    many = Conclusions({**found.statements, **more}, {**found.derivations, **proofs}, found.rules)
    path.write_text(html(sample.facts(), many), encoding="utf-8")
    page = open_page(path, "#select=state-1")
    assert not set(more) & lines(page)
    derived = page.locator("details.more", has_text="Derived by rules")
    assert derived.get_attribute("open") is None
    derived.locator("summary").click()
    assert derived.locator("li").count() == 200
    page.click("text=Show 102 more of 102")
    assert derived.locator("li").count() == 302
    page.keyboard.press("d")
    assert set(more) <= lines(page)
