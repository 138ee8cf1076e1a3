"""The page in a real browser: offline, by mouse, by keyboard, without script, on paper, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.publish.bundle_fixture import veldonia, with_many_responses
from tests.publish.papers_fixture import GOVERNMENT, LETTER
from tests.publish.visiting import CELL, LOOKS, NARROW, WIDE, Visit, needs_chromium, violations

from answerable.publish.report import render_report
from answerable.resources.codebook import load_codebook

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("a case") / "report.html"
    file.write_text(render_report(veldonia(), load_codebook()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    visit = Visit(context, address)
    yield visit
    assert [url for url in visit.asked if not url.startswith("file:")] == []
    assert visit.complaints == []
    context.close()


def test_the_page_asks_for_nothing_but_itself(visit: Visit, address: str) -> None:
    assert visit.asked == [address]


def test_a_click_on_a_cell_shows_both_passages_and_the_way_back_closes_them(visit: Visit) -> None:
    page = visit.page
    page.click(CELL)
    panel = page.locator("dialog.panel")
    assert panel.is_visible()
    assert panel.get_by_text(LETTER.words(4)).is_visible()
    assert panel.get_by_text(GOVERNMENT.words(5)).is_visible()
    assert panel.get_by_text("Why this state").is_visible()
    page.go_back()
    assert not panel.is_visible()
    assert page.url.endswith("report.html")
    page.go_forward()
    assert panel.is_visible()


def test_a_cell_opens_and_closes_by_keyboard_and_the_focus_returns(visit: Visit) -> None:
    page = visit.page
    page.locator(CELL).focus()
    page.keyboard.press("Enter")
    panel = page.locator("dialog.panel")
    assert panel.is_visible()
    first = panel.locator("h2").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert panel.locator("h2").inner_text() != first or panel.locator(".reply h4").inner_text() != ""
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert panel.locator("h2").inner_text() == first
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.wait_for_function("document.activeElement.matches('a.open-cell')")


def test_a_quotation_leads_to_its_marked_place_from_inside_the_panel(visit: Visit) -> None:
    page = visit.page
    page.click(CELL)
    page.locator("dialog.panel .replied figcaption a.tag, dialog.panel .reply figcaption a.tag").first.click()
    assert not page.locator("dialog.panel").is_visible()
    target = page.evaluate("location.hash.slice(1)")
    assert target.startswith("d14-")
    assert page.locator(f"[id='{target}']").inner_text() in GOVERNMENT.reading.text
    page.wait_for_function("document.querySelector('.lit') !== null")
    page.go_back()
    assert page.locator("dialog.panel").is_visible()


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_stands_in_the_way_of_anyone_on_the_page_or_in_the_panel(
    browser: Browser, address: str, name: str
) -> None:
    size, scheme = LOOKS[name]
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = Visit(context, address).page
    assert violations(page) == []
    page.locator("a.open-cell").first.click()
    assert page.locator("dialog.panel").is_visible()
    assert violations(page, "dialog.panel") == []
    context.close()


@pytest.mark.parametrize("width", [1440, 1000, 700, 390, 320])
def test_the_page_and_its_panel_do_not_scroll_sideways(visit: Visit, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("a.open-cell").first.click()
    assert page.evaluate("document.querySelector('dialog.panel .panel-sides').scrollWidth") <= width


def test_without_script_a_cell_leads_to_the_two_passages_side_by_side(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)  # type: ignore[arg-type]
    page = Visit(context, address).page
    page.click(CELL)
    assert page.url.endswith("#cell-1-2")
    reply = page.locator("#cell-1-2")
    assert reply.get_by_text(GOVERNMENT.words(5)).is_visible()
    alleged = page.locator("#alleged-1").bounding_box()
    replied = reply.bounding_box()
    assert alleged is not None
    assert replied is not None
    assert alleged["x"] + alleged["width"] <= replied["x"]
    context.close()


def test_on_paper_every_fold_is_open_and_nothing_is_cut_off_sideways(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    assert not page.locator("nav.contents").is_visible()
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 less margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    assert len(page.pdf(format="A4")) > 50_000
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 0


def test_a_quotation_from_right_to_left_starts_at_the_right(visit: Visit) -> None:
    quote = visit.page.locator("section.passages blockquote[lang='ar']").first
    assert quote.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert quote.evaluate("node => getComputedStyle(node).textAlign") in ("start", "right")


def test_a_very_long_word_does_not_push_the_page_sideways(browser: Browser, tmp_path: Path) -> None:
    from tests.publish.test_hostile_text import poisoned

    file = tmp_path / "report.html"
    file.write_text(render_report(poisoned(veldonia(), "x" * 5_000), load_codebook()), encoding="utf-8")
    context = browser.new_context(viewport=NARROW)  # type: ignore[arg-type]
    page = Visit(context, file.as_uri()).page
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    context.close()


@pytest.mark.parametrize("width", [1000, 390])
def test_on_a_narrow_screen_the_open_points_stand_below_the_count_in_full_width(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 844})
    tally, which = (visit.page.locator(part).bounding_box() for part in (".tally", ".which"))
    assert tally is not None
    assert which is not None
    beside = which["x"] >= tally["x"] + tally["width"]
    assert beside == (width == 1000)
    assert which["width"] > width / 2


def test_on_a_phone_the_panel_shows_what_is_alleged_and_then_what_was_replied(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.click(CELL)
    alleged = page.locator("dialog.panel .alleged blockquote").first.bounding_box()
    part = page.locator("dialog.panel .alleged").bounding_box()
    replied = page.locator("dialog.panel .reply blockquote").first.bounding_box()
    assert alleged is not None
    assert part is not None
    assert replied is not None
    assert alleged["y"] + alleged["height"] <= part["y"] + part["height"] <= replied["y"]


def test_everything_that_can_be_used_can_be_reached_by_keyboard_and_shows_the_focus(visit: Visit) -> None:
    page = visit.page
    page.locator("#top").evaluate("node => node.scrollIntoView()")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.className"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
        assert outline != "none" or shadow != "none"
    assert {"#grid", "#origins", "#sources", "grid-scroll", "#point-2"} <= reached


def test_a_name_of_a_code_leads_to_its_definition(visit: Visit) -> None:
    page = visit.page
    page.click(CELL)
    code = page.locator("dialog.panel .coding a").first
    name = code.inner_text()
    code.click()
    assert not page.locator("dialog.panel").is_visible()
    assert page.locator(":target").inner_text() == name


@pytest.mark.parametrize("width", [1440, 390])
def test_many_responses_leave_room_for_the_point_and_open_as_any_cell(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render_report(with_many_responses(), load_codebook()), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = Visit(context, file.as_uri()).page
    assert page.locator("table.sparse").is_visible()
    point = page.locator("table.sparse tbody th").first.bounding_box()
    assert point is not None
    assert point["width"] > 300
    assert page.locator("table.sparse td.rest").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, "#grid") == []
    page.locator("a.open-cell").first.click()
    assert page.locator("dialog.panel").is_visible()
    context.close()
