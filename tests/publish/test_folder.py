"""A report that is a folder: nothing is left out, every link leads to its place on its page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.publish.bundle_fixture import veldonia
from tests.publish.folder_fixture import SMALL, folder, with_uncited
from tests.publish.papers_fixture import PAPERS
from tests.publish.reading_pages import heading_levels, ids, letters, parsed, words
from tests.publish.test_hostile_text import HOSTILE, poisoned

from answerable.publish.report import render_pages, render_report
from answerable.publish.showing import plain
from answerable.resources.codebook import load_codebook


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return folder()


def test_a_report_within_the_limit_is_one_page_and_beyond_it_a_folder() -> None:
    whole = render_report(veldonia(), load_codebook())
    size = len(whole.encode())
    assert [p.name for p in render_pages(veldonia(), load_codebook(), limit=size)] == ["index.html"]
    names = [p.name for p in render_pages(veldonia(), load_codebook(), limit=size - 1)]
    assert names == ["sources-1.html", "index.html"]


def test_every_text_is_in_the_folder_whole_letter_for_letter(pages: dict[str, str]) -> None:
    shown = [letters(body) for html in pages.values() for body in parsed(html).xpath("//*[@class='body']")]
    assert len(shown) == 20
    assert set(shown) >= {"".join(plain(paper.reading.text).split()) for paper in PAPERS}
    assert "".join(("Fishing went on as usual. " * 40)[:900].split()) in shown


def test_every_link_of_every_page_leads_to_a_place_in_the_folder(pages: dict[str, str]) -> None:
    anchors = {name: set(ids(parsed(html))) for name, html in pages.items()}
    between = 0
    for name, html in pages.items():
        for link in parsed(html).xpath("//@href"):
            page, _, anchor = link.partition("#")
            page = page or name
            assert page in anchors, link
            assert not anchor or anchor in anchors[page], link
            between += page != name
    assert between > 100


def test_every_page_has_unique_ids_and_headings_in_order(pages: dict[str, str]) -> None:
    for html in pages.values():
        tree = parsed(html)
        assert [id for id, times in ids(tree).items() if times > 1] == []
        levels = heading_levels(tree)
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_cited_documents_come_first_and_share_no_page_with_those_nothing_cites(pages: dict[str, str]) -> None:
    said = [words(html) for name, html in pages.items() if name != "index.html"]
    cited = ["that nothing in the report cites" not in page for page in said]
    assert cited == sorted(cited, reverse=True)
    assert set(cited) == {True, False}
    fishing = ["Fishing 1" in page for page in said]
    assert not any(one and is_cited for one, is_cited in zip(fishing, cited, strict=True))


def test_no_page_names_anything_outside_the_folder_and_each_is_complete(pages: dict[str, str]) -> None:
    for html in pages.values():
        tree = parsed(html)
        assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
        assert tree.xpath("//@src|//@srcset|//@action|//@style|//@data|//@poster|//@background") == []
        assert tree.xpath("//link|//iframe|//object|//embed|//form|//base|//img") == []
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'; ")
        for link in tree.xpath("//@href"):
            assert link.startswith(("#", "index.html", "sources-")), link


def test_hostile_words_make_no_element_on_any_page_of_a_folder() -> None:
    for hostile in HOSTILE:
        made = folder(poisoned(veldonia(), f"z{hostile}z"))
        for html in made.values():
            tree = parsed(html)
            assert len(tree.xpath("//script")) == 1, hostile
            assert tree.xpath("//img|//b[not(node())]|//i") == [], hostile
            assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
            assert all(link.startswith(("#", "index.html", "sources-")) for link in tree.xpath("//@href")), hostile


def test_the_same_bundle_gives_the_same_folder(pages: dict[str, str]) -> None:
    assert folder() == pages


def test_no_page_of_many_small_documents_holds_more_than_two_hundred() -> None:
    bundle = with_uncited(veldonia(), 450, 10)
    made = {p.name: p.html for p in render_pages(bundle, load_codebook(), limit=SMALL)}
    held = [len(parsed(html).xpath("//article[@class='source']")) for name, html in made.items() if "sources" in name]
    assert held == [15, 200, 200, 50]
