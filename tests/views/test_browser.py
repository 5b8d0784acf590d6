"""The page as its readers use it, in a headless Chromium with the network off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.views import sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Written = Callable[[str], Path]


@pytest.fixture
def page(open_page: Open, written: Written) -> Page:
    page: Page = open_page(written("facts"))
    return page


def click(page: Page, name: str) -> None:
    spot = page.evaluate("name => kgraph.positionOf(name)", name)
    assert spot, f"{name} is not in the picture"
    page.mouse.click(spot["x"], spot["y"])


def shown(page: Page, name: str) -> bool:
    return bool(page.evaluate("name => kgraph.positionOf(name) !== null", name))


def panel(page: Page) -> str:
    return page.inner_text("#detail")


def address(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def test_opens_fitted_with_the_counts_and_readable_labels(page: Page) -> None:
    assert "57 statements" in page.inner_text("#counts")
    frame = page.locator("#graph").bounding_box()
    assert frame
    for id in ("state-1", "raid", "militaryunit-1", "office-1"):
        spot = page.evaluate("name => kgraph.positionOf(name)", id)
        assert frame["x"] < spot["x"] < frame["x"] + frame["width"]
        assert frame["y"] < spot["y"] < frame["y"] + frame["height"]
    texts = [label["text"] for label in page.evaluate("kgraph.labels()")]
    assert "Northland" in texts
    assert page.evaluate(OVERLAPS) == []


OVERLAPS = """() => canvas.placed.flatMap((a, n) => canvas.placed.slice(n + 1)
    .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map((b) => [a.lines, b.lines]))"""


@pytest.mark.parametrize("hash", ["#all=1", "#focus=state-1&depth=2&all=1", "#select=state-1"])
def test_labels_never_overlap(open_page: Open, written: Written, hash: str) -> None:
    assert open_page(written("facts"), hash).evaluate(OVERLAPS) == []


def test_a_node_tells_who_says_what_and_where(page: Page) -> None:
    click(page, "weapontype-1")
    item = page.locator(".statements > li", has_text="data asset 1").filter(has_text="in the graph")
    item.locator("summary").click()
    text = panel(page)
    for part in (
        "weapon type 1",
        "As subject",
        "depends on data",
        "speaker quoted in paragraph 7",
        "unnamed",
        "River Gazette",
        "endorses",
        "¶ 7",
        "Without the … are blind",
        "cannot be judged",
        "possibly true",
        "2024-12-01",
        "only put forward as a prediction",
    ):
        assert part in text
    assert "select=weapontype-1" in address(page)


def test_a_line_opens_its_statement(page: Page) -> None:
    click(page, "statement:controls")
    text = panel(page)
    assert "in the graph" in text
    assert "about 700 km2" in text
    assert "2024-11-01 to 2024-11-30" in text
    assert address(page) == "#select=statement:controls"


def test_mentions_lead_from_statement_to_statement(page: Page) -> None:
    page.goto(page.url.partition("#")[0] + "#select=statement:falls-back")
    assert "Why it is not in the graph" in panel(page)
    page.locator("#detail dd a", has_text="not has access to").click()
    assert address(page) == "#select=statement:no-maps"
    page.locator("#detail summary", has_text="Condition of").click()
    page.locator("#detail details.more a", has_text="falls back on").click()
    assert address(page) == "#select=statement:falls-back"
    page.go_back()
    page.wait_for_function("location.hash === '#select=statement:no-maps'")
    assert "has access to" in panel(page)


def test_what_is_only_said_shows_when_asked_for(page: Page) -> None:
    assert not shown(page, "statement:captures")
    page.keyboard.press("u")
    assert shown(page, "statement:captures")
    assert shown(page, "statement:siege-at")
    assert page.is_checked("#all")
    assert address(page) == "#all=1"
    page.go_back()
    page.wait_for_function("kgraph.positionOf('statement:captures') === null")


def test_what_is_hidden_cannot_be_hit(page: Page) -> None:
    names = [f"statement:{id}" for id in sample.facts().statements]
    for name in names:
        spot = page.evaluate("name => kgraph.positionOf(name)", name)
        if spot:
            page.mouse.click(spot["x"], spot["y"])
            chosen = page.evaluate("nameOf(kgraph.state.select)")
            assert shown(page, chosen)
            statement = chosen.removeprefix("statement:")
            if statement != chosen:
                assert page.evaluate(f"data.statements[statementAt.get('{statement}')].projected")


@pytest.mark.parametrize("text", ["the nor", "NORDLAND", "Northl"])
def test_search_finds_labels_and_aliases(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    assert "Northland" in page.inner_text("#matches [aria-selected=true]")
    page.keyboard.press("Enter")
    assert address(page) == "#select=state-1"
    assert page.locator("#detail h2").inner_text() == "Northland"


def test_search_moves_with_arrows_and_leaves_with_escape(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("military unit")
    options = page.locator("#matches [role=option]")
    assert options.count() > 3
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#matches").is_hidden()
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    assert "of that name" in page.inner_text("#matches")


def test_focus_is_kept_in_the_address(page: Page, open_page: Open, written: Written) -> None:
    click(page, "raid")
    page.keyboard.press("f")
    assert "focus=raid" in address(page)
    assert shown(page, "state-2")
    assert not shown(page, "militaryunit-2")
    page.keyboard.press("f")
    assert "depth=2" in address(page)
    assert shown(page, "militaryunit-2") or shown(page, "militaryunit-1")
    again = open_page(written("facts"), address(page))
    assert again.inner_text("#focus-name") == "raid on Fordham"
    assert again.get_attribute("#depth-2", "aria-pressed") == "true"
    page.click("#unfocus")
    assert "focus" not in address(page)
    assert shown(page, "militaryunit-2")


def test_double_click_focuses(page: Page) -> None:
    spot = page.evaluate("kgraph.positionOf('raid')")
    page.mouse.dblclick(spot["x"], spot["y"])
    page.wait_for_function("location.hash.includes('focus=raid')")


def test_an_address_of_nothing_says_so_gently(open_page: Open, written: Written) -> None:
    page = open_page(written("facts"), "#focus=nobody&select=statement:none&types=x&view=what")
    assert "no “nobody” in this graph" in page.inner_text("#message")


def test_keys_walk_through_the_graph(page: Page) -> None:
    page.focus("#graph")
    seen = []
    for arrow in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(arrow)
        seen.append(page.evaluate("nameOf(kgraph.state.select)"))
    assert len(set(seen)) > 2
    assert page.inner_text("#live")
    page.evaluate("go({ select: parseName('raid') })")
    page.keyboard.press("n")
    assert "raid" in page.evaluate("nameOf(kgraph.state.select)")
    assert page.evaluate("kgraph.state.select.statement !== undefined")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "detail"
    page.keyboard.press("Escape")
    assert page.evaluate("kgraph.state.select") is None


def test_keys_zoom_and_help(page: Page) -> None:
    scale = page.evaluate("kgraph.network.getScale()")
    page.keyboard.press("+")
    page.wait_for_function("scale => kgraph.network.getScale() > scale * 1.1", arg=scale)
    page.keyboard.press("0")
    page.wait_for_function("s => Math.abs(kgraph.network.getScale() - s) < 0.01", arg=scale)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def test_legend_filters(page: Page) -> None:
    page.click("#groups button:has-text('materiel')")
    assert not shown(page, "weapontype-1")
    assert "types=" in address(page)
    page.click("#every-type")
    assert shown(page, "weapontype-1")
    page.focus("#groups button:has-text('materiel')")
    page.keyboard.press("Space")
    assert not shown(page, "weapontype-1")


def test_table_has_the_same_content(page: Page) -> None:
    page.keyboard.press("t")
    assert page.inner_text("#rows") == "47 rows"
    page.keyboard.press("u")
    assert page.inner_text("#rows") == "57 rows"
    page.fill("#narrow", "no such words")
    assert "Nothing fits" in page.inner_text("#rows")
    page.fill("#narrow", "depends speaker")
    assert page.locator("#body tr").count() == 1
    assert "q=depends" in address(page)
    page.fill("#narrow", "")
    page.click("#columns button:has-text('Object')")
    column = page.locator("#body tr td:nth-child(3)").all_inner_texts()
    assert page.get_attribute("#columns th:nth-child(3)", "aria-sort") == "ascending"
    page.click("#columns button:has-text('Object')")
    assert page.locator("#body tr td:nth-child(3)").all_inner_texts()[0] == column[-1]
    page.locator("#body a", has_text="depends on data").first.click()
    assert "Claims" in panel(page)


def test_from_a_table_back_to_a_fitted_graph(open_page: Open, written: Written) -> None:
    page = open_page(written("facts"), "#view=table")
    page.click("#as-table")
    page.wait_for_function("kgraph.labels().length > 20")
    frame = page.locator("#graph").bounding_box()
    spot = page.evaluate("kgraph.positionOf('state-1')")
    assert frame["x"] < spot["x"] < frame["x"] + frame["width"]
    assert frame["y"] < spot["y"] < frame["y"] + frame["height"]
    assert page.evaluate("kgraph.network.getScale()") > 0.3


def test_large_table_comes_in_pieces(open_page: Open, written: Written) -> None:
    page = open_page(written("large"), "#view=table&all=1")
    assert page.locator("#body tr").count() == 500
    page.click("#more")
    assert page.locator("#body tr").count() == 1000


def test_hostile_text_is_text(open_page: Open, written: Written) -> None:
    page = open_page(written("hostile"), "#all=1")
    plain = sample.HOSTILE.replace("\x00", "").replace("\u2028", "")
    for id in ("state-1", "statement:controls", "statement:reliance"):
        page.evaluate("hash => { location.hash = hash }", f"#all=1&select={id}")
        page.wait_for_function("id => nameOf(kgraph.state.select) === id", arg=id)
        seen = page.text_content("#detail").replace("\x00", "").replace("\u2028", "")
        assert plain.replace("\ufffd", "") in seen.replace("\ufffd", "")
        assert page.locator("#detail img, #detail script").count() == 0
        assert page.locator("#detail a[href^='javascript']").count() == 0
    page.keyboard.press("t")
    page.keyboard.press("/")
    page.keyboard.type("script")
    assert page.locator("#matches [role=option]").count() > 3
    assert page.locator("body img").count() == 0
    assert page.evaluate("window.broken") is None
    assert all("\u202e" not in label["text"] for label in page.evaluate("kgraph.labels()"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(open_page: Open, written: Written, scheme: str) -> None:
    page = open_page(written("facts"), color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    assert (before == "rgb(20, 24, 30)") == (scheme == "dark")
    page.click("#theme")
    assert page.evaluate(ground) != before
    assert page.evaluate("canvas.colours.ground") != ""


def test_phone_shows_graph_and_details_together(open_page: Open, written: Written) -> None:
    page = open_page(written("facts"), width=390, height=844, has_touch=True, is_mobile=True)
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    spot = page.evaluate("kgraph.positionOf('state-1')")
    page.touchscreen.tap(spot["x"], spot["y"])
    page.wait_for_selector("#panel", state="visible")
    graph, sheet = page.locator("#graph").bounding_box(), page.locator("#panel").bounding_box()
    assert sheet["y"] - graph["y"] > 150, "some of the graph stays in sight"
    page.wait_for_function("y => kgraph.positionOf('state-1').y < y", arg=sheet["y"])
    page.click("#close")
    assert page.locator("#panel").is_hidden()
    small = page.evaluate(
        "[...document.querySelectorAll('header button, #zoom button, #close')]"
        ".filter((b) => b.offsetParent && (b.offsetHeight < 40 || b.offsetWidth < 40))"
        ".map((b) => b.id)"
    )
    assert small == []


def test_nothing_to_show(open_page: Open, written: Written) -> None:
    page = open_page(written("empty"))
    assert "Nothing here yet" in page.inner_text("#empty")
