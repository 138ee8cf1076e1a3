"""A report that is a folder in a real browser: from page to page and back, offline, with and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.publish.bundle_fixture import veldonia
from tests.publish.folder_fixture import folder
from tests.publish.papers_fixture import GOVERNMENT
from tests.publish.test_hostile_text import HOSTILE, poisoned
from tests.publish.visiting import CELL, LOOKS, NARROW, WIDE, Visit, needs_chromium, violations

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("a report in many pages")
    for name, html in folder().items():
        (at / name).write_text(html, encoding="utf-8")
    return at


def test_in_a_folder_a_quotation_leads_to_its_place_on_another_page_and_the_way_back_to_the_panel(
    browser: Browser, pages: Path
) -> None:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    visit = Visit(context, (pages / "index.html").as_uri())
    page = visit.page
    page.click(CELL)
    page.locator("dialog.panel .reply figcaption a.tag").first.click()
    page.wait_for_url("**/sources-*.html#d14-*")
    lit = page.locator(".lit")
    assert lit.first.is_visible()
    assert "".join(lit.all_inner_texts()) in GOVERNMENT.reading.text.replace("\n", "")
    page.go_back()
    page.wait_for_url("**/index.html#cell-1-2")
    assert page.locator("dialog.panel").is_visible()
    assert [url for url in visit.asked if not url.startswith(pages.as_uri())] == []
    assert visit.complaints == []
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_in_a_folder_every_page_opens_quietly_and_a_note_leads_back(
    browser: Browser, pages: Path, script: bool
) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=script)  # type: ignore[arg-type]
    for file in sorted(pages.glob("*.html")):
        visit = Visit(context, file.as_uri())
        assert visit.asked == [file.as_uri()]
        assert visit.complaints == []
        if script:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        visit.page.close()
    visit = Visit(context, (pages / "sources-1.html").as_uri())
    text = visit.page.locator("details.text:has(.note a[href^='index.html#point-'])").first
    text.locator(".note a[href^='index.html#point-']").first.click()
    visit.page.wait_for_url("**/index.html#point-*")
    assert visit.page.locator(":target h3").first.is_visible()
    context.close()


@pytest.mark.parametrize("name", LOOKS)
def test_in_a_folder_nothing_stands_in_the_way_of_anyone_on_any_page(browser: Browser, pages: Path, name: str) -> None:
    size, scheme = LOOKS[name]
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    for file in (pages / "index.html", pages / "sources-1.html", max(pages.glob("sources-*.html"))):
        page = Visit(context, file.as_uri()).page
        assert violations(page) == []
        page.close()
    context.close()


def test_hostile_words_do_nothing_on_any_page_of_a_folder(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    for name, html in folder(poisoned(veldonia(), "".join(HOSTILE))).items():
        (tmp_path / name).write_text(html, encoding="utf-8")
        visit = Visit(context, (tmp_path / name).as_uri())
        assert (visit.asked, visit.complaints) == ([(tmp_path / name).as_uri()], [])
        visit.page.close()
    context.close()
