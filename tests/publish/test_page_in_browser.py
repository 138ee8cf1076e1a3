"""The page in a real browser: offline, by mouse, by keyboard, without script, on paper, in light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.publish.bundle_fixture import veldonia
from tests.publish.papers_fixture import GOVERNMENT, LETTER

from answerable.publish.report import render_report
from answerable.resources.codebook import load_codebook

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("a case") / "report.html"
    file.write_text(render_report(veldonia(), load_codebook()), encoding="utf-8")
    return file.as_uri()


class Visit:
    """A page opened, with everything it asked for and complained of."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    visit = Visit(context, address)
    yield visit
    assert [url for url in visit.asked if not url.startswith("file:")] == []
    assert visit.complaints == []
    context.close()


CELL = "a.open-cell[href='#cell-1-2']"  # point 1 in the reply of the Government


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


LOOKS = {"wide and light": (WIDE, "light"), "narrow and dark": (NARROW, "dark")}


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_stands_in_the_way_of_anyone_on_the_page_or_in_the_panel(
    browser: Browser, address: str, name: str
) -> None:
    size, scheme = LOOKS[name]
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = Visit(context, address).page
    assert _violations(page) == []
    page.locator("a.open-cell").first.click()
    assert page.locator("dialog.panel").is_visible()
    assert _violations(page, "dialog.panel") == []
    context.close()


def _violations(page: Page, within: str | None = None) -> list[str]:
    found = Axe().run(page, context=within).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


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
